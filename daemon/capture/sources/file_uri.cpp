#include "daemon/capture/sources/file_uri.hpp"

#include <charconv>

#include "daemon/base/text.hpp"

namespace baton::capture {
namespace {

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned byte = 0;
    const char* digits = text.data() + i + 1;
    const bool is_escape = text[i] == '%' && i + 2 < text.size() &&
                           std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2 &&
                           byte != 0;
    decoded += is_escape ? static_cast<char>(byte) : text[i];
    if (is_escape) i += 2;
  }
  return is_valid_utf8(decoded) ? decoded : to_valid_utf8(decoded);
}

}  // namespace

std::string path_of_uri(std::string_view uri) {
  const std::size_t colon = uri.find(':');
  // A single letter is a drive of Windows.
  if (colon == std::string_view::npos || colon < 2 || uri.find('/') < colon)
    return std::string(uri);
  const std::string_view scheme = uri.substr(0, colon);
  if (scheme != "file" && scheme != "vscode-remote") return {};
  std::string_view rest = uri.substr(colon + 1);
  rest = rest.substr(0, rest.find_first_of("?#"));
  if (rest.starts_with("//")) {
    const std::size_t path = rest.find('/', 2);
    if (path == std::string_view::npos) return {};
    rest.remove_prefix(path);
  }
  return percent_decoded(rest);
}

}  // namespace baton::capture
