#include "daemon/capture/sources/cursor_text.hpp"

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/cursor_words.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::cursor {

namespace fs = std::filesystem;

namespace {

using store::Role;

constexpr std::string_view thinking_mark = "[Thinking]";
constexpr std::string_view call_mark = "[Tool call]";
constexpr std::string_view result_mark = "[Tool result]";

/// Tells the messages of one text; they are told apart by their number.
class TextReading {
 public:
  TextReading(std::string session, EventSink& sink) : session_(std::move(session)), sink_(sink) {}

  void tell(std::string_view text) {
    while (!text.empty()) {
      const std::size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
      read_line(text.substr(0, length));
      text.remove_prefix(length);
    }
    flush();
  }

 private:
  enum class Stretch { none, user, prose, thinking, call, result };

  void read_line(std::string_view line) {
    const std::string_view words = trim(line);
    if (words == "user:" || words == "assistant:") {
      flush();
      stretch_ = words == "user:" ? Stretch::user : Stretch::prose;
      const std::string id = session_ + "/" + std::to_string(++messages_);
      teller_ = std::make_unique<MessageTeller>(
          MessageOrigin{.external_id = id, .line = 0, .time = 0, .injected = false}, sink_);
      return;
    }
    if (stretch_ != Stretch::none && stretch_ != Stretch::user) {
      if (begins(words, thinking_mark, Stretch::thinking)) return;
      if (begins(words, call_mark, Stretch::call)) return;
      if (begins(words, result_mark, Stretch::result)) return;
      // A blank line ends what a mark began; what comes then is prose.
      if (words.empty() && (stretch_ == Stretch::thinking || stretch_ == Stretch::call)) {
        flush();
        stretch_ = Stretch::prose;
        return;
      }
    }
    text_ += line;
  }

  bool begins(std::string_view words, std::string_view mark, Stretch stretch) {
    if (!words.starts_with(mark)) return false;
    flush();
    stretch_ = stretch;
    const std::string_view rest = trim(words.substr(mark.size()));
    if (stretch == Stretch::thinking) {
      text_ = rest;
      text_ += '\n';
    } else {
      tool_ = utf8_prefix(rest, 64);
    }
    return true;
  }

  void flush() {
    const std::string text = std::exchange(text_, {});
    switch (stretch_) {
      case Stretch::none:
        break;
      case Stretch::user:
        tell_user(text, *teller_);
        break;
      case Stretch::prose:
        teller_->text(Role::assistant, without_redaction(text));
        break;
      case Stretch::thinking:
        teller_->thinking(text);
        break;
      case Stretch::call:
        teller_->tool_call("call-" + std::to_string(++calls_), tool_, trim(text));
        break;
      case Stretch::result:
        teller_->tool_result({.call_id = "call-" + std::to_string(calls_),
                              .tool = tool_,
                              .text = trim(text),
                              .is_error = false,
                              .files = {}});
        break;
    }
  }

  std::string session_;
  std::unique_ptr<MessageTeller> teller_;
  EventSink& sink_;
  Stretch stretch_ = Stretch::none;
  std::string text_;
  std::string tool_;
  int messages_ = 0;
  int calls_ = 0;
};

bool has_transcript_of_lines(const fs::path& path, const std::string& session) {
  std::error_code ignored;
  const fs::path directory = path.parent_path();
  return fs::exists(directory / (session + ".jsonl"), ignored) ||
         fs::exists(directory / session / (session + ".jsonl"), ignored);
}

}  // namespace

void TextTranscriptParser::parse(std::string_view bytes, std::uint64_t /*offset*/,
                                 std::int64_t /*first_line*/, EventSink& sink) {
  const TranscriptPlace place = place_of(path_);
  if (has_transcript_of_lines(path_, place.session) || is_in_database(path_, place.session)) return;
  store::SessionFacts facts;
  facts.agent = "cursor";
  facts.external_id = place.session;
  facts.working_directory = place.directory;
  facts.ended_at = place.written_at;
  sink.on_session(facts);
  const std::string text = is_valid_utf8(bytes) ? std::string(bytes) : to_valid_utf8(bytes);
  TextReading(place.session, sink).tell(text);
}

}  // namespace baton::capture::cursor
