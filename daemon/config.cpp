#include "daemon/config.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <variant>

#include <toml++/toml.h>

#include "protocol/json/nearest.hpp"

namespace baton {
namespace {

using Target = std::variant<std::string Config::*, bool Config::*, std::int64_t Config::*,
                            std::vector<std::string> Config::*>;

/// One key of the configuration.
struct Key {
  std::string_view table;
  std::string_view name;
  Target target;
  std::string_view text;
  std::int64_t least = 0;  // bounds, for numbers
  std::int64_t most = 0;
  std::vector<std::string_view> choices = {};  // for strings; any when empty
};

const std::vector<Key>& keys() {
  static const std::vector<Key> all{
      {"daemon", "socket", &Config::socket,
       "Path of the Unix socket. Empty: $XDG_RUNTIME_DIR/baton/baton.sock."},
      {"daemon", "data_dir", &Config::data_dir,
       "Directory of the database. Empty: $XDG_DATA_HOME/baton, else ~/.local/share/baton."},
      {"daemon",
       "log_level",
       &Config::log_level,
       "How much goes to the log: trace, debug, info, warning, error or off.",
       0,
       0,
       {"trace", "debug", "info", "warning", "error", "off"}},
      {"daemon", "max_connections", &Config::max_connections,
       "Clients at once; further ones are told that the daemon is busy.", 8, 100'000},
      {"daemon", "max_message_mib", &Config::max_message_mib,
       "Largest request, in MiB; a larger one is refused and its connection closed.", 1, 1024},
      {"capture", "watch", &Config::watch,
       "Whether the agents' own log directories are read and watched."},
      {"capture", "extra_roots", &Config::extra_roots,
       "Further directories to watch, e.g. a project's .specstory/history."},
      {"capture", "rescan_seconds", &Config::rescan_seconds,
       "How often directories are looked through besides being watched: the safety net where "
       "inotify tells nothing (NFS, a full watch limit). Where it tells everything, each tenth "
       "time.",
       5, 86'400},
      {"capture", "debounce_milliseconds", &Config::debounce_milliseconds,
       "How long after a change a log is read; changes meanwhile are read together.", 0, 10'000},
      {"capture", "silence_minutes", &Config::silence_minutes,
       "After how long without a new turn a session counts as ended; it opens again when more "
       "comes.",
       1, 10'080},
      {"handoff", "budget", &Config::budget, "Tokens that a handoff may have.", 200, 20'000},
      {"retention", "keep_turn_days", &Config::keep_turn_days,
       "Turns older than this many days are deleted, once a day; 0 keeps them for ever. Sessions "
       "and handoffs stay.",
       0, 36'500},
      {"retention", "keep_tool_output_days", &Config::keep_tool_output_days,
       "Outputs of tools older than this many days and longer than 2 KiB are cut to their first "
       "KiB; 0 keeps them whole.",
       0, 36'500},
  };
  return all;
}

[[noreturn]] void fail(std::string_view file, const toml::source_region& where,
                       const std::string& what) {
  std::ostringstream message;
  message << file << ":" << where.begin.line << ": " << what;
  throw ConfigError(message.str());
}

std::string full_name(const Key& key) {
  return std::string(key.table) + "." + std::string(key.name);
}

/// Sets one key from its TOML node, or says what was expected.
class Setter {
 public:
  Setter(Config& config, const Key& key, const toml::node& node, std::string_view file)
      : config_(config), key_(key), node_(node), file_(file) {}

  void operator()(std::string Config::*target) const {
    const auto value = node_.value_exact<std::string>();
    if (!value) expected("a string");
    const bool allowed = key_.choices.empty() || std::find(key_.choices.begin(), key_.choices.end(),
                                                           *value) != key_.choices.end();
    if (!allowed) expected("one of: " + choices());
    config_.*target = *value;
  }

  void operator()(bool Config::*target) const {
    const auto value = node_.value_exact<bool>();
    if (!value) expected("true or false");
    config_.*target = *value;
  }

  void operator()(std::int64_t Config::*target) const {
    const auto value = node_.value_exact<std::int64_t>();
    if (!value || *value < key_.least || *value > key_.most) {
      expected("a whole number from " + std::to_string(key_.least) + " to " +
               std::to_string(key_.most));
    }
    config_.*target = *value;
  }

  void operator()(std::vector<std::string> Config::*target) const {
    const toml::array* array = node_.as_array();
    if (array == nullptr) expected("an array of strings");
    std::vector<std::string> values;
    for (const toml::node& element : *array) {
      const auto value = element.value_exact<std::string>();
      if (!value) expected("an array of strings");
      values.push_back(*value);
    }
    config_.*target = std::move(values);
  }

 private:
  [[noreturn]] void expected(const std::string& what) const {
    fail(file_, node_.source(), full_name(key_) + ": expected " + what);
  }

  std::string choices() const {
    std::string list;
    for (const std::string_view choice : key_.choices)
      list += (list.empty() ? "" : ", ") + std::string(choice);
    return list;
  }

  Config& config_;
  const Key& key_;
  const toml::node& node_;
  std::string_view file_;
};

[[noreturn]] void fail_unknown(std::string_view file, const toml::key& key, const std::string& what,
                               std::vector<std::string_view> known) {
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  std::string message = "unknown " + what + " \"" + std::string(key.str()) + "\"";
  if (const auto near = protocol::nearest_name(key.str(), known)) {
    message += ", did you mean \"" + std::string(*near) + "\"?";
  } else {
    message += "; known are";
    for (const std::string_view name : known) message += " " + std::string(name);
  }
  fail(file, key.source(), message);
}

void read_table(Config& config, const toml::key& table_name, const toml::table& table,
                std::string_view file) {
  for (const auto& [name, node] : table) {
    const auto found =
        std::find_if(keys().begin(), keys().end(), [&, &key_name = name](const Key& key) {
          return key.table == table_name.str() && key.name == key_name.str();
        });
    if (found == keys().end()) {
      std::vector<std::string_view> known;
      for (const Key& key : keys()) {
        if (key.table == table_name.str()) known.push_back(key.name);
      }
      fail_unknown(file, name, "key in [" + std::string(table_name.str()) + "]", std::move(known));
    }
    std::visit(Setter(config, *found, node, file), found->target);
  }
}

std::string default_value(const Key& key) {
  static const Config defaults;
  std::ostringstream text;
  if (const auto* string = std::get_if<std::string Config::*>(&key.target)) {
    text << toml::value<std::string>(defaults.**string);
  } else if (const auto* flag = std::get_if<bool Config::*>(&key.target)) {
    text << (defaults.**flag ? "true" : "false");
  } else if (const auto* number = std::get_if<std::int64_t Config::*>(&key.target)) {
    text << defaults.**number;
  } else {
    text << "[]";
  }
  return text.str();
}

}  // namespace

std::filesystem::path default_config_path() {
  const char* config_home = std::getenv("XDG_CONFIG_HOME");
  if (config_home != nullptr && *config_home == '/') {
    return std::filesystem::path(config_home) / "baton/config.toml";
  }
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home == nullptr ? "/" : home) / ".config/baton/config.toml";
}

Config parse_config(std::string_view text, std::string_view name) {
  Config config;
  toml::table root;
  try {
    root = toml::parse(text);
  } catch (const toml::parse_error& error) {
    fail(name, error.source(), std::string(error.description()));
  }
  for (const auto& [table_name, node] : root) {
    std::vector<std::string_view> tables;
    for (const Key& key : keys()) tables.push_back(key.table);
    if (std::find(tables.begin(), tables.end(), table_name.str()) == tables.end()) {
      fail_unknown(name, table_name, "table", std::move(tables));
    }
    const toml::table* table = node.as_table();
    if (table == nullptr) {
      std::string message(table_name.str());
      message += ": expected a table, i.e. a line [" + std::string(table_name.str()) + "]";
      fail(name, node.source(), message);
    }
    read_table(config, table_name, *table, name);
  }
  return config;
}

Config read_config(const std::filesystem::path& path, bool optional) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::error_code error;
    if (optional && !std::filesystem::exists(path, error)) return {};
    throw ConfigError(path.string() + ": cannot be read; check that it exists and its permissions");
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return parse_config(text, path.string());
}

std::string documented_defaults() {
  std::string text = "# Baton's configuration with every key at its default.\n";
  std::string_view table;
  for (const Key& key : keys()) {
    if (key.table != table) text += "\n[" + std::string(key.table) + "]\n";
    table = key.table;
    text += "# " + std::string(key.text) + "\n";
    text += std::string(key.name) + " = " + default_value(key) + "\n";
  }
  return text;
}

}  // namespace baton
