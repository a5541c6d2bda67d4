#pragma once
// Takes secrets out of text before it is stored or sent anywhere.

#include <memory>
#include <string>
#include <string_view>

namespace baton::privacy {

/// Replaces secrets by placeholders such as `[redacted:github-token:9f2c41d07ab3]`. The digits are
/// a keyed hash of the secret, so that one secret stays recognisable as the same within a store and
/// cannot be guessed from outside it.
class Redactor {
 public:
  /// @param key random bytes of this installation; the placeholders' digits depend on them
  explicit Redactor(std::string_view key);
  ~Redactor();
  Redactor(Redactor&&) noexcept;
  Redactor& operator=(Redactor&&) noexcept;

  /// The text without secrets; `<private>…</private>` is taken out whole, to the end of the text
  /// when it is not closed. Never throws on any input; what is valid UTF-8 stays so. Redacting what
  /// is redacted already changes nothing. Any thread.
  std::string redact(std::string_view text) const;

 private:
  struct Rules;
  std::unique_ptr<Rules> rules_;
};

}  // namespace baton::privacy
