#pragma once
// The address of the remote "origin".

#include <string>
#include <string_view>

#include <git2.h>

namespace baton::git {

/// Without user name, password, query and fragment, each of which can carry a secret. Understands
/// URLs, `user@host:path` and local paths, which stay as they are.
std::string without_credentials(std::string_view url);

/// As configured, without credentials; empty when there is none. Not rewritten by
/// `url.*.insteadOf`, which may put credentials in and differs between machines.
std::string origin_url(git_repository* repository);

}  // namespace baton::git
