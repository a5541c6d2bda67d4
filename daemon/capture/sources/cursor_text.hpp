#pragma once
// The transcripts that Cursor's agent wrote as plain text.

#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/cursor_places.hpp"

namespace baton::capture::cursor {

/// Lines `user:` and `assistant:` begin messages; within an assistant's, lines that begin with
/// `[Thinking]`, `[Tool call]` and `[Tool result]` begin stretches of their own. Tells no turns
/// when one of Cursor's databases or a transcript of lines holds the session.
class TextTranscriptParser final : public Parser {
 public:
  explicit TextTranscriptParser(std::filesystem::path path) : path_(std::move(path)) {}

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return {}; }

 private:
  std::filesystem::path path_;
};

}  // namespace baton::capture::cursor
