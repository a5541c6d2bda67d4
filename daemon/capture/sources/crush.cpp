// Crush: https://github.com/charmbracelet/crush. It keeps the sessions of each project in an SQLite
// database within the project.
//
//     .crush/crush.db   sessions(id, parent_session_id, title, cost, …)
//                       messages(id, session_id, role, parts, model, created_at, updated_at, …)
//
// `parts` is a list of {"type": …, "data": {…}}: text, reasoning, tool_call, tool_result, finish
// and others; results come in messages of the role `tool`. Times are in seconds. Sessions with a
// parent are those of subagents. Seen only in descriptions: in the source of Crush of July 2025 to
// 2026, not in real databases. Parts that are compressed, as some versions of 2026 or forks of it
// write them, are reported and not read.

#include "daemon/capture/sources/crush_database.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

namespace fs = std::filesystem;

class CrushSource final : public Source {
 public:
  std::string_view agent() const override { return "crush"; }
  Growth growth() const override { return Growth::database; }
  int parser_version() const override { return 1; }

  /// None: the databases lie in the projects.
  std::vector<fs::path> roots(const Environment& /*environment*/) const override { return {}; }
  std::vector<fs::path> places_in_project() const override { return {".crush/crush.db"}; }

  bool recognises(const fs::path& path, std::string_view head) const override {
    return path.filename() == "crush.db" && head.starts_with("SQLite format 3");
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path, std::string_view state) const override {
    return std::make_unique<crush::DatabaseParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_crush_source() {
  return std::make_unique<CrushSource>();
}

}  // namespace baton::capture
