// opencode: https://opencode.ai. Since version 1.2 it keeps all sessions in one SQLite database,
// before that in a folder of small JSON files; `opencode export` writes a session as one document.
// The three hold the same records: a session's `info`, messages (`info` with role, time, model and
// tokens) and parts (text, reasoning, tool, …) with the same ids.
//
//     opencode.db      session(id, directory, …)  message(id, session_id, data)  part(id,
//     message_id, data) storage/         session/<project>/ses_….json  message/<session>/msg_….json
//     part/<message>/prt_….json an export        {"info": {…}, "messages": [{"info": {…}, "parts":
//     [{…}, …]}, …]}
//
// A part is written again while a model or a tool is at work on it. Files: seen in redacted
// captures of versions 0.1 and 1.3; the database and the export: from the tables and types in
// opencode's source of 1.1 to 1.18, not from real files. The tables that its second generation adds
// (`session_message`, …) are not read. A change in `message/` or `part/` shows when the session's
// own file is written next, which opencode did at each prompt and each end of an answer.

#include "daemon/capture/sources/opencode_database.hpp"
#include "daemon/capture/sources/opencode_documents.hpp"
#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

namespace fs = std::filesystem;

fs::path data_directory(const Environment& environment) {
  const auto configured =
      environment.variable ? environment.variable("XDG_DATA_HOME") : std::nullopt;
  const bool is_usable = configured && configured->starts_with('/');
  return (is_usable ? fs::path(*configured) : environment.home / ".local" / "share") / "opencode";
}

/// Takes the words off the beginning of a text, with white space before each; false when they are
/// not there.
bool take_words(std::string_view& text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
  }
  return true;
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

class OpencodeDatabaseSource final : public Source {
 public:
  std::string_view agent() const override { return "opencode"; }
  Growth growth() const override { return Growth::database; }
  int parser_version() const override { return 1; }

  /// The database itself: beside it lie copies of the projects' work trees.
  std::vector<fs::path> roots(const Environment& environment) const override {
    const auto configured =
        environment.variable ? environment.variable("OPENCODE_DB") : std::nullopt;
    if (!configured || configured->empty() || *configured == ":memory:")
      return {data_directory(environment) / "opencode.db"};
    // A name alone means a file in the data directory.
    return {data_directory(environment) / *configured};
  }

  bool recognises(const fs::path& path, std::string_view head) const override {
    const std::string name = path.filename().string();
    const bool is_ours =
        name == "opencode.db" || (name.starts_with("opencode-") && name.ends_with(".db"));
    return is_ours && head.starts_with("SQLite format 3");
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path, std::string_view state) const override {
    return std::make_unique<opencode::DatabaseParser>(path, state);
  }
};

class OpencodeDocumentSource final : public Source {
 public:
  std::string_view agent() const override { return "opencode"; }
  Growth growth() const override { return Growth::rewritten; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& environment) const override {
    return {data_directory(environment) / "storage" / "session"};
  }

  bool recognises(const fs::path& path, std::string_view head) const override {
    if (path.extension() != ".json") return false;
    const bool is_session = path.parent_path().parent_path().filename() == "session" &&
                            path.stem().string().starts_with("ses_");
    if (is_session)
      return take_words(head, {"{"}) && has_any(head, {"\"directory\"", "\"projectID\""});
    return take_words(head, {"{", "\"info\"", ":", "{"}) && has_any(head, {"\"ses_"}) &&
           has_any(head, {"\"directory\"", "\"projectID\""});
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path,
                                      std::string_view /*state*/) const override {
    return std::make_unique<opencode::DocumentParser>(path);
  }
};

}  // namespace

std::unique_ptr<Source> make_opencode_database_source() {
  return std::make_unique<OpencodeDatabaseSource>();
}

std::unique_ptr<Source> make_opencode_document_source() {
  return std::make_unique<OpencodeDocumentSource>();
}

}  // namespace baton::capture
