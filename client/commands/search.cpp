#include "client/commands/search.hpp"

#include "client/print/escape.hpp"
#include "protocol/contracts.hpp"

namespace baton::client {

const CommandHelp search_help{
    R"(Finds turns that hold all the words, in what people and agents said and in what tools were given and answered.
"Two words" in quotes are a phrase (quote the quotes for the shell); word* finds words that begin so, from four
characters on. The reference at the beginning of each hit is what baton show takes.
)",
    R"(  baton search deadlock migration            both words, in this directory's project
  baton search '"connection refused"'        the phrase
  baton search --all 'pagin*'                words that begin so, in all projects
  baton search --project api --limit 50 retry
)"};

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += ' ';
    query += word;
  }
  return query;
}

void print_hit(Context& context, const protocol::SearchHit& hit, bool all) {
  Output& out = context.out;
  const std::string reference =
      std::to_string(hit.session_number) + ":" + std::to_string(hit.ordinal);
  out.write(Style::bold, reference);
  if (all) out.write("  ").write(Style::cyan, escape_to_line(hit.project));
  std::string rest = "  " + escape_to_line(hit.role) + " " + escape_to_line(hit.kind) + "  " +
                     escape_to_line(hit.agent);
  if (hit.created_at) rest += "  " + relative_time(*hit.created_at, context.now);
  out.write(Style::dim, rest).write("\n    ");
  const std::string begin =
      std::string(out.begin(Style::bold)) + std::string(out.begin(Style::yellow));
  out.write(escape_snippet(hit.snippet, begin, out.end())).write("\n");
}

}  // namespace

void declare(OptionSet& set, SearchOptions& options) {
  set.words("WORDS", options.words, "what to search for")
      .project(options.project)
      .flag("--all", options.all, "in all projects")
      .number("--limit", "N", options.limit, 1, 100, "at most this many hits (10)");
}

ExitCode run(Context& context, const SearchOptions& options) {
  if (options.all && options.project)
    throw Failure(ExitCode::usage, "give either --project or --all");
  protocol::SearchQueryParams params{
      .query = joined(options.words), .project = std::nullopt, .limit = options.limit};
  if (!options.all) params.project = project_reference(context, options.project);
  return answer(
      context, protocol::search_query, params, [&](const protocol::SearchQueryResult& result) {
        for (const auto& hit : result.hits) print_hit(context, hit, options.all);
        if (!result.hits.empty()) return;
        context.out.write(options.all
                              ? "Nothing found.\n"
                              : "Nothing found in this project; --all searches all of them.\n");
      });
}

}  // namespace baton::client
