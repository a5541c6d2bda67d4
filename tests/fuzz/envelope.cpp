// Any text: it is read without a crash, within the bounds, and what was read is written so that it
// reads the same again.

#include "protocol/envelope.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <variant>

#include <boost/json/serialize.hpp>

namespace {

using namespace baton::protocol;  // NOLINT(google-build-using-namespace): one small program

std::string written(const Request& request) {
  return request.id ? make_request(*request.id, request.method, request.params)
                    : make_notification(request.method, request.params);
}

std::string written(const Response& response) {
  return response.error ? make_error(response.id, *response.error)
                        : make_result(response.id, response.result);
}

std::string written(const Invalid& invalid) {
  return make_error(invalid.id, invalid.error);
}

std::string written(const Entry& entry) {
  return std::visit([](const auto& e) { return written(e); }, entry);
}

/// Whether the text may hold a number with a fraction, which is always written as 7.7E40.
/// Boost.JSON 1.81 reads long ones to within the last bits only, so that writing them once more may
/// give other digits.
bool may_hold_fraction(const std::string& text) {
  for (std::size_t at = text.find('E'); at != std::string::npos; at = text.find('E', at + 1)) {
    if (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') return true;
  }
  return false;
}

/// Writing must lose nothing: the second text is read and written once more without a change.
void check_entry(const Entry& entry) {
  const std::string first = written(entry);
  if (first.find('\n') != std::string::npos) std::abort();
  const Message again = parse_message(first);
  if (again.is_batch || again.entries.size() != 1) std::abort();
  const Entry& second = again.entries.front();
  const bool was_invalid = std::holds_alternative<Invalid>(entry);
  if (!was_invalid && second.index() != entry.index()) std::abort();
  if (was_invalid && !std::holds_alternative<Response>(second)) std::abort();
  if (written(second) != first && !may_hold_fraction(first)) std::abort();
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Message message = parse_message({reinterpret_cast<const char*>(data), size});
  if (message.entries.empty() || message.entries.size() > max_batch_entries) std::abort();
  if (!message.is_batch && message.entries.size() != 1) std::abort();
  for (const Entry& entry : message.entries) check_entry(entry);
  return 0;
}
