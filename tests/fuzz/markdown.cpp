// A handoff as somebody's editor left it: whatever it holds, it becomes lines, and the same text
// has not been edited.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "daemon/handoff/edit_comparison.hpp"
#include "daemon/handoff/handoff.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace baton::handoff;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Document document = parse_markdown(text);
  if (!compare(document, document, {}).empty()) std::abort();
  const Document again = parse_markdown(render_markdown(document));
  compare(document, again, {});
  as_edited(document, again);
  return 0;
}
