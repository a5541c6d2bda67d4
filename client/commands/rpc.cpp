#include "client/commands/rpc.hpp"

#include <array>
#include <cerrno>

#include <boost/json/parse.hpp>
#include <unistd.h>

#include "client/print/table.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp rpc_help{
    R"(Calls one method and prints its result as JSON. PARAMS is a JSON object, or - to read one from standard input.
baton rpc rpc.discover prints the description of all methods with their parameters and results.
)",
    R"(  baton rpc --list                                   the methods
  baton rpc daemon.status
  baton rpc session.list '{"project": "/home/me/api", "limit": 3}'
  echo '{"query": "retry"}' | baton rpc search.query -
)"};

namespace {

void list_methods(Context& context) {
  if (context.globals.json) {
    boost::json::array names;
    protocol::for_each_method([&](const auto& contract) {
      names.push_back(boost::json::object{{"name", contract.name}, {"summary", contract.summary}});
    });
    return print_json(context.out, std::move(names));
  }
  Table table({{"METHOD", Column::Align::left, false, Style::bold},
               {"WHAT IT DOES", Column::Align::left, true}});
  protocol::for_each_method([&](const auto& contract) {
    table.add({std::string(contract.name), std::string(contract.summary)});
  });
  table.print(context.out);
}

std::string read_standard_input() {
  std::string text;
  std::array<char, 16'384> buffer{};
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

boost::json::value parse_params(const std::string& text) {
  boost::json::error_code error;
  boost::json::value params = boost::json::parse(text, error);
  if (error) throw Failure(ExitCode::usage, "PARAMS is not JSON: " + error.message());
  if (!params.is_object())
    throw Failure(ExitCode::usage, "PARAMS must be a JSON object, such as {\"limit\": 3}");
  return params;
}

}  // namespace

void declare(OptionSet& set, RpcOptions& options) {
  set.argument("METHOD", options.method, "name of the method, such as daemon.status")
      .argument("PARAMS", options.params,
                "its parameters as a JSON object; - reads them from standard input")
      .flag("--list", options.list, "list the methods this client knows");
}

ExitCode run(Context& context, const RpcOptions& options) {
  if (options.list) {
    list_methods(context);
    return ExitCode::ok;
  }
  if (!options.method)
    throw Failure(ExitCode::usage, "METHOD is missing; baton rpc --list shows them");
  boost::json::value params;
  if (options.params)
    params = parse_params(*options.params == "-" ? read_standard_input() : *options.params);
  print_json(context.out, context.daemon().request(*options.method, params));
  return ExitCode::ok;
}

}  // namespace baton::client
