#pragma once
// Telling a person's words from what an agent's own machinery puts into a user's message.

#include <span>
#include <string_view>
#include <vector>

namespace baton::capture {

/// One stretch of a user's message.
struct TextPart {
  std::string_view text;  ///< trimmed, never empty
  bool injected = false;  ///< typed by no person
};

/// By what an agent's injected text is told from a person's.
struct InjectedMarks {
  struct Element {
    std::string_view begin;  ///< `<system-reminder`: without its `>`, since it may have attributes
    std::string_view end;    ///< `</system-reminder>`
  };
  std::span<const Element> elements;             ///< that begin a line and are closed
  std::span<const std::string_view> brackets;    ///< that begin a line and end at the next `]`
  std::span<const std::string_view> beginnings;  ///< a text that begins so is injected as a whole
};

/// Cuts a user's text into what the person typed and what was injected, in order. Injected parts
/// with nothing but white space between them are one part. Linear in the text.
std::vector<TextPart> split_user_text(std::string_view text, const InjectedMarks& marks);

}  // namespace baton::capture
