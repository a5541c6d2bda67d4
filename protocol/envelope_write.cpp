// The writing half of envelope.hpp. Texts are put together from parts, so that a large result is
// serialised straight into its message.

#include <cassert>
#include <type_traits>

#include <boost/json/serializer.hpp>

#include "protocol/envelope.hpp"
#include "protocol/json/encode.hpp"

namespace baton::protocol {

namespace {

constexpr std::string_view opening = R"({"jsonrpc":"2.0")";

void append_json(std::string& out, const boost::json::value& json) {
  boost::json::serializer serializer;
  serializer.reset(&json);
  char part[4096];
  while (!serializer.done()) {
    const auto written = serializer.read(part);
    out.append(written.data(), written.size());
  }
}

void append_id(std::string& out, const Id& id) {
  out += ",\"id\":";
  const auto append = [&out](const auto& value) {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>) {
      append_json(out, encode_text(value));
    } else {
      append_json(out, boost::json::value(value));
    }
  };
  std::visit(append, id);
}

void append_call(std::string& out, std::string_view method, const boost::json::value& params) {
  assert(params.is_null() || params.is_structured());
  out += ",\"method\":";
  append_json(out, encode_text(method));
  if (params.is_null()) return;
  out += ",\"params\":";
  append_json(out, params);
}

}  // namespace

std::string make_result(const Id& id, const boost::json::value& result) {
  std::string out(opening);
  append_id(out, id);
  out += ",\"result\":";
  append_json(out, result);
  out += '}';
  return out;
}

std::string make_error(const Id& id, const RpcError& error) {
  std::string out(opening);
  append_id(out, id);
  out += ",\"error\":{\"code\":" + std::to_string(static_cast<int>(error.code()));
  out += ",\"message\":";
  append_json(out, encode_text(error.what()));
  if (error.data()) {
    out += ",\"data\":";
    append_json(out, *error.data());
  }
  out += "}}";
  return out;
}

std::string make_request(const Id& id, std::string_view method, const boost::json::value& params) {
  std::string out(opening);
  append_id(out, id);
  append_call(out, method, params);
  out += '}';
  return out;
}

std::string make_notification(std::string_view method, const boost::json::value& params) {
  std::string out(opening);
  append_call(out, method, params);
  out += '}';
  return out;
}

std::string make_batch(std::span<const std::string> responses) {
  std::string out;
  for (const std::string& response : responses) {
    out += out.empty() ? '[' : ',';
    out += response;
  }
  if (!out.empty()) out += ']';
  return out;
}

}  // namespace baton::protocol
