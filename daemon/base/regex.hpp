#pragma once
// Regular expressions in Perl's syntax (PCRE2), with look-around and Unicode classes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct pcre2_real_code_8;

namespace baton {

/// A text to search in, with what each search would otherwise find out again. The text must outlive
/// it. In a text that is no UTF-8 nothing is found.
class RegexSubject {
 public:
  explicit RegexSubject(std::string_view text);

  std::string_view text() const { return text_; }
  bool is_ascii() const { return ascii_; }
  bool is_searchable() const { return searchable_; }

 private:
  std::string_view text_;
  bool ascii_;
  bool searchable_;
};

/// Where the whole pattern (group 0) or a group of it matched, in bytes of the subject.
struct RegexGroup {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool matched = false;
};

/// The groups of one match; the whole match comes first.
using RegexMatch = std::array<RegexGroup, 3>;

/// A compiled pattern with at most two groups. Compiling takes about 0.1 ms, so keep it; searching
/// is const and may be done by any number of threads at once.
///
/// A search that would take too many steps back is given up and has found nothing, so that no text
/// can hold up the program.
class Regex {
 public:
  enum class Letters { as_written, any_case };

  /// @param pattern with `.` matching any character and `^`, `$` at the ends of the text unless it
  ///                says otherwise by `(?m)`; `\w`, `\d`, `\s`, `\b` know Unicode
  /// @throws std::invalid_argument when the pattern cannot be compiled
  explicit Regex(std::string_view pattern, Letters letters = Letters::as_written);
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  Regex(const Regex&) = delete;
  Regex& operator=(const Regex&) = delete;
  ~Regex();

  /// The first match that begins at byte `from` or later; what stands before `from` is seen by
  /// look-behind.
  std::optional<RegexMatch> search(const RegexSubject& subject, std::size_t from = 0) const;

  /// Whether the pattern matches anywhere in the text.
  bool matches(std::string_view text) const;

  /// The pieces of the text between the matches, empty ones too; one piece without a match. For
  /// patterns that do not match nothing.
  std::vector<std::string_view> split(std::string_view text) const;

  /// The text with `by` in the place of each match. For patterns that do not match nothing.
  std::string replace(std::string_view text, std::string_view by) const;

 private:
  struct CodeDeleter {
    void operator()(pcre2_real_code_8* code) const;
  };
  using Code = std::unique_ptr<pcre2_real_code_8, CodeDeleter>;

  static Code compile(std::string_view pattern, std::uint32_t options);

  // Most texts are ASCII, and without Unicode's tables they are searched several times as fast.
  Code for_ascii_;
  Code for_unicode_;
};

}  // namespace baton
