#include "daemon/base/memory.hpp"

#include <cstddef>
#include <cstdint>

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

namespace baton {
namespace {

/// More than this at the end of a thread's heap, and each block of more than this, goes back at
/// once. glibc raises both limits to 64 MiB when it sees large blocks come and go, and
/// malloc_trim() leaves the ends of all heaps but the first one as they are.
constexpr int most_kept_at_end = 512 << 10;
constexpr int smallest_own_mapping = 1 << 20;

int drop_constant_segments(dl_phdr_info* object, std::size_t, void*) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  for (int i = 0; i < object->dlpi_phnum; ++i) {
    const auto& segment = object->dlpi_phdr[i];
    if (segment.p_type != PT_LOAD || (segment.p_flags & PF_W) != 0) continue;
    const std::uintptr_t begin = (object->dlpi_addr + segment.p_vaddr) / page * page;
    const std::uintptr_t end = object->dlpi_addr + segment.p_vaddr + segment.p_memsz;
    // Advice only: what cannot be dropped (the kernel's own vdso) stays.
    // NOLINTNEXTLINE(performance-no-int-to-ptr)
    ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
  }
  return 0;
}

}  // namespace

void configure_heap() {
  // By default each thread keeps a heap of its own, with what the others could use lying free in
  // it: a third of the daemon's memory after a backfill. One heap for all costs 5 % of its speed.
  ::mallopt(M_ARENA_MAX, 2);
  ::mallopt(M_TRIM_THRESHOLD, most_kept_at_end);
  ::mallopt(M_MMAP_THRESHOLD, smallest_own_mapping);
}

void release_free_memory() {
  ::malloc_trim(0);
}

void release_idle_memory() {
  release_free_memory();
  ::dl_iterate_phdr(drop_constant_segments, nullptr);
}

}  // namespace baton
