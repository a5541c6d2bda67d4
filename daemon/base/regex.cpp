#define PCRE2_CODE_UNIT_WIDTH 8
#include "daemon/base/regex.hpp"

#include <stdexcept>
#include <string>

#include <pcre2.h>

#include "daemon/base/characters.hpp"
#include "daemon/base/text.hpp"

namespace baton {
namespace {

constexpr std::uint32_t most_steps = 200'000;

struct MatchDataDeleter {
  void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};
struct MatchContextDeleter {
  void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};

/// What a search writes to; one per thread, because the compiled patterns are shared.
struct Workspace {
  std::unique_ptr<pcre2_match_data, MatchDataDeleter> data;
  std::unique_ptr<pcre2_match_context, MatchContextDeleter> context;

  Workspace()
      : data(pcre2_match_data_create(std::tuple_size_v<RegexMatch>, nullptr)),
        context(pcre2_match_context_create(nullptr)) {
    if (!data || !context) throw std::bad_alloc();
    pcre2_set_match_limit(context.get(), most_steps);
    pcre2_set_depth_limit(context.get(), most_steps);
  }
};

Workspace& workspace() {
  thread_local Workspace own;
  return own;
}

std::string message_of(int error) {
  std::array<PCRE2_UCHAR, 256> buffer{};
  pcre2_get_error_message(error, buffer.data(), buffer.size());
  return reinterpret_cast<const char*>(buffer.data());
}

}  // namespace

RegexSubject::RegexSubject(std::string_view text)
    : text_(text), ascii_(baton::is_ascii(text)), searchable_(ascii_ || is_valid_utf8(text)) {}

void Regex::CodeDeleter::operator()(pcre2_real_code_8* code) const {
  pcre2_code_free(code);
}

Regex::Code Regex::compile(std::string_view pattern, std::uint32_t options) {
  int error = 0;
  PCRE2_SIZE offset = 0;
  Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                          options | PCRE2_DOTALL | PCRE2_DOLLAR_ENDONLY, &error, &offset, nullptr));
  if (!code) {
    throw std::invalid_argument(message_of(error) + " at " + std::to_string(offset) + " of " +
                                std::string(pattern));
  }
  // Where the system forbids memory that is written and executed, the interpreter does it.
  pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);
  return code;
}

Regex::Regex(std::string_view pattern, Letters letters) {
  const std::uint32_t options = letters == Letters::any_case ? PCRE2_CASELESS : 0U;
  for_ascii_ = compile(pattern, options);
  for_unicode_ = compile(pattern, options | PCRE2_UTF | PCRE2_UCP);
}

Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

std::optional<RegexMatch> Regex::search(const RegexSubject& subject, std::size_t from) const {
  const auto text = subject.text();
  if (!subject.is_searchable() || from > text.size()) return std::nullopt;
  auto& work = workspace();
  const auto* code = subject.is_ascii() ? for_ascii_.get() : for_unicode_.get();
  // Below zero: no match, or one that was given up.
  const int groups = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(), from,
                                 PCRE2_NO_UTF_CHECK, work.data.get(), work.context.get());
  if (groups < 0) return std::nullopt;
  RegexMatch match;
  const auto* offsets = pcre2_get_ovector_pointer(work.data.get());
  for (std::size_t i = 0; i < match.size() && i < static_cast<std::size_t>(groups); ++i) {
    if (offsets[2 * i] == PCRE2_UNSET) continue;
    match[i] = {offsets[2 * i], offsets[2 * i + 1], true};
  }
  return match;
}

bool Regex::matches(std::string_view text) const {
  return search(RegexSubject(text)).has_value();
}

std::vector<std::string_view> Regex::split(std::string_view text) const {
  const RegexSubject subject(text);
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (auto match = search(subject); match; match = search(subject, begin)) {
    const auto [from, to, _] = (*match)[0];
    if (from == to) break;
    pieces.push_back(text.substr(begin, from - begin));
    begin = to;
  }
  pieces.push_back(text.substr(begin));
  return pieces;
}

std::string Regex::replace(std::string_view text, std::string_view by) const {
  std::string out;
  bool is_first = true;
  for (const auto piece : split(text)) {
    if (!is_first) out += by;
    is_first = false;
    out += piece;
  }
  return out;
}

}  // namespace baton
