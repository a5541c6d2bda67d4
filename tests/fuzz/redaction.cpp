// Any bytes: redaction does not crash, changes nothing the second time, and keeps valid UTF-8
// valid.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "daemon/base/text.hpp"
#include "daemon/privacy/redactor.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const baton::privacy::Redactor redactor("the fuzzer's key");
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string once = redactor.redact(text);
  if (redactor.redact(once) != once) std::abort();
  if (baton::is_valid_utf8(text) && !baton::is_valid_utf8(once)) std::abort();
  return 0;
}
