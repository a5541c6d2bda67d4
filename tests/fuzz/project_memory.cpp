// Any bytes: a saved memory that is none is refused, also when its mark and hash are right, and one
// that is taken can be used.

#include "daemon/handoff/memory/project_memory.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/base/hash.hpp"

namespace {

using namespace baton::handoff;

void use(ProjectMemory memory) {
  StepKeys keys;
  keys.given = {"p:src/main.cpp"};
  keys.shown = {"i:readheader"};
  keys.topics = {"memory"};
  memory.add_step(Step{}, keys);
  for (const auto& need : memory.needs()) {
    if (!(need.probability >= 0 && need.probability <= 1)) std::abort();
  }
  memory.begin_session();
  memory.needs();
  if (!ProjectMemory::load(memory.save())) std::abort();
}

std::string marked_and_hashed(std::string_view content) {
  std::string bytes = "baton memory 1\n" + std::string(content);
  auto hash = baton::hash64(bytes);
  for (int i = 0; i < 8; ++i, hash >>= 8U) bytes += static_cast<char>(hash & 0xffU);
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (auto memory = ProjectMemory::load(bytes)) use(std::move(*memory));
  if (auto memory = ProjectMemory::load(marked_and_hashed(bytes))) use(std::move(*memory));
  return 0;
}
