#include "daemon/git/origin.hpp"

#include "daemon/git/handle.hpp"

namespace baton::git {

std::string without_credentials(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end != std::string_view::npos) {
    const std::size_t authority = scheme_end + 3;
    url = url.substr(0, url.find_first_of("?#", authority));
    // A password may hold a raw `@`; the host begins after the last one.
    const std::size_t path = url.find('/', authority);
    const std::size_t at = url.substr(0, path).rfind('@');
    if (at == std::string_view::npos || at < authority) return std::string(url);
    return std::string(url.substr(0, authority)).append(url.substr(at + 1));
  }
  const std::string_view host = url.substr(0, url.find('/'));
  const std::size_t at = host.rfind('@');
  if (at == std::string_view::npos || host.find(':', at) == std::string_view::npos)
    return std::string(url);
  return std::string(url.substr(at + 1));
}

std::string origin_url(git_repository* repository) {
  git_config* opened = nullptr;
  if (git_repository_config_snapshot(&opened, repository) != 0) return {};
  const Config config(opened);
  const char* url = nullptr;
  if (git_config_get_string(&url, config.get(), "remote.origin.url") != 0) return {};
  return without_credentials(url);
}

}  // namespace baton::git
