#include "daemon/capture/sources/side_file.hpp"

#include <cstddef>
#include <fstream>
#include <system_error>

namespace baton::capture {

std::string read_side_file(const std::filesystem::path& path) {
  constexpr std::size_t most = 1U << 20U;
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return {};
  std::ifstream file(path, std::ios::binary);
  std::string content(most, '\0');
  file.read(content.data(), static_cast<std::streamsize>(most));
  content.resize(static_cast<std::size_t>(file.gcount()));
  return content;
}

}  // namespace baton::capture
