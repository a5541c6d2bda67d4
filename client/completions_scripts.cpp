// The scripts. bash and zsh find the command's name in the words before the cursor as
// split_command_line() does.

#include "client/completions.hpp"

namespace baton::client {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string all;
  for (const std::string& word : words) all.append(all.empty() ? "" : separator).append(word);
  return all;
}

std::vector<std::string> names(const std::vector<DescribedWord>& words) {
  std::vector<std::string> all;
  all.reserve(words.size());
  for (const auto& [word, summary] : words) all.push_back(word);
  return all;
}

bool is_option(const OptionSpec& spec) {
  return spec.name.starts_with('-');
}

std::vector<std::string> option_names(const CompletedCommand& command) {
  std::vector<std::string> all{"--help"};
  for (const OptionSpec& spec : command.options) {
    if (is_option(spec)) all.push_back(spec.name);
  }
  return all;
}

std::vector<std::string> choices_of(const CompletedCommand& command) {
  for (const OptionSpec& spec : command.options) {
    if (!spec.choices.empty()) return spec.choices;
  }
  return {};
}

// What may follow a command's name: the second words of its family, and its argument's values.
std::vector<std::string> words_after(const Completed& completed, const CompletedCommand& command) {
  std::vector<std::string> all = names(completed.members(command.name));
  for (const std::string& choice : choices_of(command)) all.push_back(choice);
  return all;
}

// The names of two words, as patterns for both with a slash between them.
std::vector<std::string> two_words(const Completed& completed) {
  std::vector<std::string> all;
  for (const std::string& family : completed.families) {
    for (const auto& [word, summary] : completed.members(family))
      all.push_back(family + "/" + word);
  }
  return all;
}

// What the first argument that can be proposed is.
Completes argument_of(const CompletedCommand& command) {
  for (const OptionSpec& spec : command.options) {
    if (!is_option(spec) && spec.completes != Completes::nothing) return spec.completes;
  }
  return Completes::nothing;
}

// A text between single quotes of a shell.
std::string in_quotes(std::string_view text) {
  std::string result = "'";
  for (const char byte : text) result += byte == '\'' ? std::string("'\\''") : std::string(1, byte);
  return result + "'";
}

std::string_view compgen_files(Completes completes) {
  if (completes == Completes::files) return "-f";
  return completes == Completes::directories ? "-d" : "";
}

std::string_view zsh_files(Completes completes) {
  if (completes == Completes::files) return "_files";
  return completes == Completes::directories ? "_files -/" : ":";
}

std::string zsh_array(const std::vector<DescribedWord>& words) {
  std::string all;
  for (const auto& [word, summary] : words) {
    std::string described = word;
    described.append(":").append(summary);
    all.append(" ").append(in_quotes(described));
  }
  return "(" + all + " )";
}

std::string fish_files(const OptionSpec& spec) {
  if (spec.completes == Completes::files) return " -F";
  return spec.completes == Completes::directories ? " -a '(__fish_complete_directories)'" : "";
}

// The condition under which a command's name has been typed.
std::string fish_seen(const std::string& name) {
  const std::size_t blank = name.find(' ');
  std::string condition = "__fish_seen_subcommand_from " + name.substr(0, blank);
  if (blank != std::string::npos)
    condition += "; and __fish_seen_subcommand_from " + name.substr(blank + 1);
  return " -n '" + condition + "'";
}

std::string fish_command(const CompletedCommand& command) {
  const std::string begin = "complete -c baton" + fish_seen(command.name);
  std::string script;
  for (const OptionSpec& spec : command.options) {
    if (is_option(spec)) {
      script += begin + " -l " + spec.name.substr(2) +
                (spec.kind == OptionSpec::Kind::value ? " -x" : "") + fish_files(spec) + " -d " +
                in_quotes(spec.help) + "\n";
    } else if (!spec.choices.empty()) {
      script += begin + " -a " + in_quotes(joined(spec.choices, " ")) + "\n";
    } else if (spec.completes != Completes::nothing) {
      script += begin + fish_files(spec) + "\n";
    }
  }
  return script;
}

}  // namespace

std::string bash_completions(const Completed& completed) {
  std::string script = R"(# bash completions of baton
# shellcheck disable=SC2086,SC2207
_baton() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} name='' words='' options='' files='' i
  local IFS=$' \t\n'
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --socket | --timeout) ((i++)) ;;
      -*) ;;
      *) case $name/${COMP_WORDS[i]} in /* | )" +
                       joined(two_words(completed), " | ") +
                       R"() name=${name:+$name }${COMP_WORDS[i]} ;; esac ;;
    esac
  done
  COMPREPLY=()
  case $prev in
)";
  for (const OptionSpec& spec : completed.value_options()) {
    const std::string_view files = compgen_files(spec.completes);
    const std::string reply =
        "IFS=$'\\n'; COMPREPLY=($(compgen " + std::string(files) + " -- \"$cur\")); ";
    script += "    " + spec.name + ") " + (files.empty() ? "" : reply) + "return ;;\n";
  }
  const std::string all = joined(names(completed.first_words), " ");
  script += "  esac\n  case $name in\n    '' | help) words='" + all +
            "' options='--help --version --json' ;;\n";
  for (const std::string& family : completed.families) {
    if (completed.has_command(family)) continue;
    script +=
        "    " + family + ") words='" + joined(names(completed.members(family)), " ") + "' ;;\n";
  }
  for (const CompletedCommand& command : completed.commands) {
    script += "    '" + command.name + "') words='" + joined(words_after(completed, command), " ") +
              "' files='" + std::string(compgen_files(argument_of(command))) + "' options='" +
              joined(option_names(command), " ") + "' ;;\n";
  }
  return script + R"(  esac
  if [[ $cur == -* ]]; then words=$options files=''; fi
  if [[ -n $files ]]; then IFS=$'\n'; fi # else words are proposed, apart by blanks
  COMPREPLY=($(compgen $files -W "$words" -- "$cur"))
}
complete -o filenames -F _baton baton
)";
}

std::string zsh_completions(const Completed& completed) {
  std::string script = R"(#compdef baton
_baton() {
  local name='' i
  local -a proposed options
  for ((i = 2; i < CURRENT; i++)); do
    case $words[i] in
      (--socket|--timeout) ((i++)) ;;
      (-*) ;;
      (*) case $name/$words[i] in (/*|)" +
                       joined(two_words(completed), "|") +
                       R"() name=${name:+$name }$words[i] ;; esac ;;
    esac
  done
  case $words[CURRENT-1] in
)";
  for (const OptionSpec& spec : completed.value_options()) {
    script += "    (" + spec.name + ") " + std::string(zsh_files(spec.completes)) + "; return ;;\n";
  }
  script += "  esac\n  local files=:\n  case $name in\n    (''|help) proposed=" +
            zsh_array(completed.first_words) +
            " options=('--help:print the help' '--version:print the version') ;;\n";
  for (const std::string& family : completed.families) {
    if (completed.has_command(family)) continue;
    script += "    (" + family + ") proposed=" + zsh_array(completed.members(family)) + " ;;\n";
  }
  for (const CompletedCommand& command : completed.commands) {
    std::vector<DescribedWord> options;
    for (const OptionSpec& spec : command.options) {
      if (is_option(spec)) options.emplace_back(spec.name, spec.help);
    }
    script += "    (" + in_quotes(command.name) + ") proposed=(" +
              joined(words_after(completed, command), " ") + ") files='" +
              std::string(zsh_files(argument_of(command))) + "' options=" + zsh_array(options) +
              " ;;\n";
  }
  return script + R"(  esac
  if [[ $PREFIX == -* ]]; then _describe -o option options; return; fi
  (( $#proposed )) && _describe word proposed
  eval $files
}
_baton "$@"
)";
}

std::string fish_completions(const Completed& completed) {
  std::string script = "# fish completions of baton\ncomplete -c baton -f\n";
  for (const auto& [word, summary] : completed.first_words) {
    script += "complete -c baton -n __fish_use_subcommand -a " + word + " -d " +
              in_quotes(summary) + "\n";
  }
  for (const std::string& family : completed.families) {
    const auto members = completed.members(family);
    const std::string begin = "complete -c baton -n '__fish_seen_subcommand_from " + family +
                              "; and not __fish_seen_subcommand_from " +
                              joined(names(members), " ") + "' -a ";
    for (const auto& [word, summary] : members) {
      script.append(begin).append(word).append(" -d ").append(in_quotes(summary)).append("\n");
    }
  }
  for (const CompletedCommand& command : completed.commands) script += fish_command(command);
  return script;
}

}  // namespace baton::client
