#include "daemon/capture/sources/small_file.hpp"

#include <chrono>
#include <fstream>
#include <system_error>

namespace baton::capture {

std::string read_small_file(const std::filesystem::path& path, std::size_t most_bytes) {
  std::error_code failed;
  // A pipe in the place of the file would hold the reader up.
  if (!std::filesystem::is_regular_file(path, failed)) return {};
  const std::uintmax_t size = std::filesystem::file_size(path, failed);
  if (failed || size > most_bytes) return {};
  std::ifstream file(path, std::ios::binary);
  std::string bytes(static_cast<std::size_t>(size), '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

std::optional<Milliseconds> modified_at(const std::filesystem::path& path) {
  std::error_code failed;
  const auto time = std::filesystem::last_write_time(path, failed);
  if (failed) return std::nullopt;
  const auto since_epoch = std::chrono::file_clock::to_sys(time).time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
}

}  // namespace baton::capture
