#include "daemon/capture/file_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <string_view>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/base/hash.hpp"

namespace baton::capture {
namespace {

constexpr std::uint64_t head_bytes = 4096;
constexpr std::uint64_t tail_bytes = 256;

std::uint64_t head_hash(const FileReader& file, std::uint64_t offset) {
  return hash64(file.read(0, std::min(offset, head_bytes)));
}

std::uint64_t tail_hash(const FileReader& file, std::uint64_t offset) {
  const std::uint64_t size = std::min(offset, tail_bytes);
  return hash64(file.read(offset - size, size));
}

std::int64_t modified_ns_of(const struct stat& status) {
  return status.st_mtim.tv_sec * std::int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
}

}  // namespace

FileReader::FileReader(const std::filesystem::path& path) {
  // O_NONBLOCK so that a FIFO in the agent's directory cannot hang the reading thread.
  descriptor_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "cannot open");
  struct stat status {};
  int error = 0;
  if (::fstat(descriptor_, &status) != 0) {
    error = errno;
  } else if (!S_ISREG(status.st_mode)) {
    error = EINVAL;
  }
  if (error != 0) {
    ::close(descriptor_);
    throw std::system_error(error, std::generic_category(), "not a regular file");
  }
  state_.device = status.st_dev;
  state_.inode = status.st_ino;
  state_.size = static_cast<std::uint64_t>(status.st_size);
  state_.modified_ns = modified_ns_of(status);
}

FileReader::~FileReader() {
  ::close(descriptor_);
}

void FileReader::add_database_log(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat((path.native() + "-wal").c_str(), &status) != 0) return;
  state_.size += static_cast<std::uint64_t>(status.st_size);
  state_.modified_ns = std::max(state_.modified_ns, modified_ns_of(status));
}

std::string FileReader::read(std::uint64_t offset, std::size_t size) const {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got =
        ::pread(descriptor_, bytes.data() + have, size - have, static_cast<off_t>(offset + have));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw std::system_error(errno, std::generic_category(), "cannot read");
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

Change compare(const FileReader& file, const store::Cursor& cursor) {
  const FileState& now = file.state();
  const bool same_file = now.device == cursor.device && now.inode == cursor.inode;
  if (same_file && now.size == cursor.size && now.modified_ns == cursor.modified_ns)
    return Change::none;
  if (now.size < cursor.offset) return Change::rewritten;
  // A copy of the same bytes under another inode (an editor's save, a restore) goes on where the
  // old one ended.
  if (head_hash(file, cursor.offset) != cursor.head_hash) return Change::rewritten;
  if (tail_hash(file, cursor.offset) != cursor.tail_hash) return Change::rewritten;
  return Change::appended;
}

std::filesystem::path database_of(const std::filesystem::path& path) {
  const std::string_view name = path.native();
  for (const std::string_view ending : {"-wal", "-shm", "-journal"}) {
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return path;
}

void take_fingerprint(const FileReader& file, store::Cursor& cursor) {
  cursor.device = file.state().device;
  cursor.inode = file.state().inode;
  cursor.size = file.state().size;
  cursor.modified_ns = file.state().modified_ns;
  cursor.head_hash = head_hash(file, cursor.offset);
  cursor.tail_hash = tail_hash(file, cursor.offset);
}

}  // namespace baton::capture
