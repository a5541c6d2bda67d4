#pragma once
// The paths that logs give as `file://` addresses.

#include <string>
#include <string_view>

namespace baton::capture {

/// The path of a `file:` address or of a `vscode-remote:` one (the path on that machine), percent
/// signs decoded; a text that is no address is a path already. Empty for addresses of other
/// schemes (`untitled:`, `vscode-notebook-cell:`, …).
std::string path_of_uri(std::string_view uri);

}  // namespace baton::capture
