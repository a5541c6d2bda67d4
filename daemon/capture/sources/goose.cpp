// Goose: https://block.github.io/goose. Since version 1.10 it keeps all sessions in one SQLite
// database, before that each in a file of lines: the session's metadata, then its messages.
//
//     sessions.db     sessions(id, name, working_dir, …)
//                     messages(id, message_id, session_id, role, content_json, created_timestamp,
//                     …)
//     <id>.jsonl      {"working_dir": …, "description": …, "message_count": 2, …}
//                     {"role": "user", "created": 1740171566, "content": [{"type": "text", …}]}
//
// The content's items are text, thinking, toolRequest, toolResponse and others. As it takes a file
// over into the database Goose gives its messages ids; they keep the ones that Baton made up. Seen
// only in descriptions: in the source of Goose (database versions 5 and 9), not in real logs.

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "daemon/capture/sources/goose_database.hpp"
#include "daemon/capture/sources/goose_message.hpp"
#include "daemon/capture/sources/goose_session.hpp"
#include "daemon/capture/sources/json_access.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

/// `sessions` below Goose's directory for data.
fs::path session_directory(const Environment& environment) {
  const auto variable = [&](const char* name) {
    return environment.variable ? environment.variable(name) : std::nullopt;
  };
  const auto root = variable("GOOSE_PATH_ROOT");
  if (root && !root->empty()) return fs::path(*root) / "data" / "sessions";
  const auto data = variable("XDG_DATA_HOME");
  const bool is_usable = data && data->starts_with('/');
  return (is_usable ? fs::path(*data) : environment.home / ".local" / "share") / "goose" /
         "sessions";
}

bool is_below_goose(const fs::path& path) {
  return std::any_of(path.begin(), path.end(),
                     [](const fs::path& part) { return part == "goose"; });
}

/// Reads the lines of a file, which Goose wrote anew after each message.
class GooseFileParser final : public Parser {
 public:
  explicit GooseFileParser(const fs::path& path) { session_.id = path.stem().string(); }

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override {
    reader_.each_line(
        bytes, offset, first_line, sink,
        [&](const JsonLine& line, const json::object& record) { read(line, record, sink); });
  }

  std::string save_state() const override { return {}; }

 private:
  void read(const JsonLine& line, const json::object& record, EventSink& sink) {
    if (record.contains("message_count") && !record.contains("role")) {
      session_.name = string_member(record, "description");
      session_.directory = string_member(record, "working_dir");
      session_.input_tokens = number_member(record, "accumulated_input_tokens");
      session_.output_tokens = number_member(record, "accumulated_output_tokens");
      return;
    }
    goose::Message message;
    message.role = string_member(record, "role");
    message.content = array_member(record, "content");
    message.metadata = object_member(record, "metadata");
    const std::int64_t created = number_member(record, "created");
    message.time = goose::time_of(created);
    const int occurrence = seen_[{created, std::string(message.role)}]++;
    message.external_id = goose::made_up_id(session_.id, message.role, created, occurrence);
    tell_session(message.time, sink);
    const std::string unknown = goose::tell_message(message, calls_, sink);
    if (!unknown.empty()) report_unparsed(line, "unknown " + unknown, sink);
  }

  void tell_session(Milliseconds time, EventSink& sink) {
    if (time > 0) {
      session_.updated_at = format_time(time);
      if (session_.created_at.empty()) session_.created_at = session_.updated_at;
    }
    goose::tell_session(session_, sink);
  }

  JsonReader reader_;
  goose::SessionRecord session_;
  OpenCalls calls_;
  std::map<std::pair<std::int64_t, std::string>, int> seen_;  // messages, by second and role
};

class GooseDatabaseSource final : public Source {
 public:
  std::string_view agent() const override { return "goose"; }
  Growth growth() const override { return Growth::database; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& environment) const override {
    return {session_directory(environment)};
  }

  // Other agents call their databases so too.
  bool recognises(const fs::path& path, std::string_view head) const override {
    return path.filename() == "sessions.db" && path.parent_path().filename() == "sessions" &&
           head.starts_with("SQLite format 3") &&
           (is_below_goose(path) || head.find("content_json") != std::string_view::npos);
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path, std::string_view state) const override {
    return std::make_unique<goose::DatabaseParser>(path, state);
  }
};

class GooseFileSource final : public Source {
 public:
  std::string_view agent() const override { return "goose"; }
  Growth growth() const override { return Growth::rewritten; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& environment) const override {
    return {session_directory(environment)};
  }

  bool recognises(const fs::path& path, std::string_view head) const override {
    if (path.extension() != ".jsonl") return false;
    const std::string_view line = head.substr(0, head.find('\n'));
    const auto has = [&](std::string_view word) {
      return line.find(word) != std::string_view::npos;
    };
    if (!line.starts_with('{')) return false;
    if (has("\"message_count\":") && has("\"description\":") && has("\"total_tokens\":"))
      return true;
    return is_below_goose(path) && has("\"role\":") && has("\"created\":") && has("\"content\":[");
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path,
                                      std::string_view /*state*/) const override {
    return std::make_unique<GooseFileParser>(path);
  }
};

}  // namespace

std::unique_ptr<Source> make_goose_database_source() {
  return std::make_unique<GooseDatabaseSource>();
}

std::unique_ptr<Source> make_goose_file_source() {
  return std::make_unique<GooseFileSource>();
}

}  // namespace baton::capture
