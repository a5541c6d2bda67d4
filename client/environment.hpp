#pragma once
// What the process was given by its environment, as one value that tests can make up.

#include <optional>
#include <string>
#include <vector>

namespace baton::client {

/// The variables and places that commands look at. Empty variables count as absent.
struct Environment {
  std::optional<std::string> home;                 ///< $HOME
  std::optional<std::string> path;                 ///< $PATH
  std::optional<std::string> xdg_config_home;      ///< $XDG_CONFIG_HOME
  std::optional<std::string> xdg_data_home;        ///< $XDG_DATA_HOME
  std::optional<std::string> xdg_state_home;       ///< $XDG_STATE_HOME
  std::optional<std::string> editor;               ///< $VISUAL, else $EDITOR
  std::optional<std::string> temporary_directory;  ///< $TMPDIR
  /// Directories of units for the whole machine; those of the user are made from the variables
  /// above.
  std::vector<std::string> unit_directories;

  /// The environment of this process.
  static Environment of_process();
};

/// `variable`, else `$HOME` + `below_home`; nothing when neither is an absolute path.
std::optional<std::string> xdg_directory(const Environment& environment,
                                         const std::optional<std::string>& variable,
                                         const std::string& below_home);

/// The log that a daemon started by this client writes to: $XDG_STATE_HOME/baton/batond.log.
std::optional<std::string> log_path(const Environment& environment);

/// The path of the installed user unit baton.socket, if there is one.
std::optional<std::string> installed_unit(const Environment& environment);

/// `path` made absolute against the directory `base`, without `.`, `..` and doubled slashes.
/// Symbolic links are left alone; nothing is looked up.
std::string absolute_path(const std::string& path, const std::string& base);

/// The current directory of this process.
///
/// @throws Failure internal when it was removed or cannot be read
std::string current_directory();

}  // namespace baton::client
