// Cursor, https://cursor.com, closed source. Three ways of keeping a session: the editor's database
// `globalStorage/state.vscdb`; a database `~/.cursor/chats/<hash>/<session>/store.db` for each
// session of the command line; and transcripts that both write for hooks,
// `~/.cursor/projects/<slug>/agent-transcripts/`, first as text and later as lines of JSON. What is
// read here of the databases was taken from descriptions and from other programs that read them
// (Cursor 0.45 to 3.12); of the transcripts some were at hand that were made after real ones. A
// session that a database holds is told by the database.

#include <optional>
#include <vector>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/cursor_composers.hpp"
#include "daemon/capture/sources/cursor_store.hpp"
#include "daemon/capture/sources/cursor_text.hpp"
#include "daemon/capture/sources/cursor_transcript.hpp"
#include "daemon/capture/sources/sources.hpp"
#include "daemon/capture/sources/vscode_places.hpp"

namespace baton::capture {
namespace {

namespace fs = std::filesystem;

bool has(std::string_view head, std::string_view member) {
  return head.find(member) != std::string_view::npos;
}

bool lies_among_transcripts(const fs::path& path) {
  for (const fs::path& part : path) {
    if (part == "agent-transcripts") return true;
  }
  return false;
}

fs::path cursor_home(const Environment& environment) {
  const auto configured =
      environment.variable ? environment.variable("CURSOR_CONFIG_DIR") : std::nullopt;
  if (configured && !configured->empty()) return *configured;
  return environment.home / ".cursor";
}

class TranscriptSource final : public Source {
 public:
  std::string_view agent() const override { return "cursor"; }
  Growth growth() const override { return Growth::appended_lines; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& environment) const override {
    return {cursor_home(environment) / "projects"};
  }

  // The members of a message come in this order, and no other agent's lines begin so.
  bool recognises(const fs::path& path, std::string_view head) const override {
    if (path.extension() != ".jsonl") return false;
    const std::string_view line = trim(head.substr(0, head.find('\n')));
    const bool is_message = (line.starts_with(R"({"role":"user","message":{"content":[)") ||
                             line.starts_with(R"({"role":"assistant","message":{"content":[)"));
    return is_message && (lies_among_transcripts(path) || !has(line, R"("sessionId")"));
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path, std::string_view state) const override {
    return std::make_unique<cursor::TranscriptParser>(path, state);
  }
};

class TextTranscriptSource final : public Source {
 public:
  std::string_view agent() const override { return "cursor"; }
  Growth growth() const override { return Growth::rewritten; }
  int parser_version() const override { return 1; }

  /// None of its own: the texts lie among the transcripts.
  std::vector<fs::path> roots(const Environment& /*environment*/) const override { return {}; }

  bool recognises(const fs::path& path, std::string_view head) const override {
    const std::string_view line = trim(head.substr(0, head.find('\n')));
    return path.extension() == ".txt" && lies_among_transcripts(path) &&
           (line == "user:" || line == "assistant:");
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path,
                                      std::string_view /*state*/) const override {
    return std::make_unique<cursor::TextTranscriptParser>(path);
  }
};

class DatabaseSource final : public Source {
 public:
  std::string_view agent() const override { return "cursor"; }
  Growth growth() const override { return Growth::database; }
  int parser_version() const override { return 1; }

  std::vector<fs::path> roots(const Environment& environment) const override {
    return {cursor_user_directory(environment) / "globalStorage",
            environment.home / ".cursor-server" / "data" / "User" / "globalStorage",
            cursor_home(environment) / "chats"};
  }

  bool recognises(const fs::path& path, std::string_view head) const override {
    if (!head.starts_with("SQLite format 3")) return false;
    const fs::path directory = path.parent_path();
    if (path.filename() == "store.db")
      return directory.parent_path().parent_path().filename() == "chats";
    const fs::path owner = directory.parent_path().parent_path();
    // VS Code has a database of this name, too.
    const bool is_cursors =
        owner.filename() == "Cursor" || owner.parent_path().filename() == ".cursor-server";
    return path.filename() == "state.vscdb" && directory.filename() == "globalStorage" &&
           is_cursors;
  }

  std::unique_ptr<Parser> make_parser(const fs::path& path, std::string_view state) const override {
    if (path.filename() == "store.db") return std::make_unique<cursor::StoreParser>(path, state);
    return std::make_unique<cursor::ComposerParser>(path, state);
  }
};

}  // namespace

std::unique_ptr<Source> make_cursor_transcript_source() {
  return std::make_unique<TranscriptSource>();
}

std::unique_ptr<Source> make_cursor_text_source() {
  return std::make_unique<TextTranscriptSource>();
}

std::unique_ptr<Source> make_cursor_database_source() {
  return std::make_unique<DatabaseSource>();
}

}  // namespace baton::capture
