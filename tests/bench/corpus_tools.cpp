#include <algorithm>
#include <cstdio>
#include <iterator>
#include <utility>

#include "tests/bench/corpus_session.hpp"

namespace baton::bench {
namespace {

namespace json = boost::json;

/// What the tools draw from.
struct Context {
  const TextSource& texts;
  Random& random;
  bool chat;
  const std::string& directory;

  /// Some code, in a chat less of it.
  Excerpt code(double median, double sigma, std::size_t low, std::size_t high,
               double chat_median) const {
    const std::size_t lines =
        chat ? random.length(chat_median, 0.5, 1, 20) : random.length(median, sigma, low, high);
    return texts.code(random, lines);
  }
};

/// Lines with their numbers, as the agent's reading tool prints them.
std::string numbered(const Excerpt& excerpt) {
  std::string text;
  std::size_t number = excerpt.first_line;
  for (const std::string_view line : excerpt.lines) {
    char prefix[24];
    std::snprintf(prefix, sizeof prefix, "%s%6zu→", text.empty() ? "" : "\n", number++);
    text.append(prefix).append(line);
  }
  return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
    text.replace(at, from.size(), to);
}

ToolUse read_file(const Context& context) {
  const Excerpt code = context.code(90, 0.9, 5, 600, 8);
  return {"Read",
          {{"file_path", code.path}},
          numbered(code),
          {{"type", "text"},
           {"file",
            {{"filePath", code.path},
             {"content", join(code.lines)},
             {"numLines", code.lines.size()},
             {"startLine", code.first_line},
             {"totalLines", code.file_lines}}}}};
}

json::array patch(const Excerpt& code, const std::string& after) {
  json::array lines;
  for (const std::string_view line : code.lines) lines.emplace_back("-" + std::string(line));
  for (std::size_t start = 0; start <= after.size();) {
    const std::size_t end = std::min(after.find('\n', start), after.size());
    lines.emplace_back("+" + after.substr(start, end - start));
    start = end + 1;
  }
  return {{{"oldStart", code.first_line},
           {"oldLines", code.lines.size()},
           {"newStart", code.first_line},
           {"newLines", code.lines.size() + 1},
           {"lines", std::move(lines)}}};
}

ToolUse edit_file(const Context& context) {
  const Excerpt code = context.texts.code(context.random, context.random.length(8, 0.7, 2, 60));
  const std::string before = join(code.lines);
  std::string after = before;
  replace_all(after, "const", "constexpr");
  after += "\n// " + context.texts.phrase(context.random, 60);
  return {"Edit",
          {{"file_path", code.path},
           {"old_string", before},
           {"new_string", after},
           {"replace_all", false}},
          "The file " + code.path +
              " has been updated. Here's the result of running `cat -n` on a snippet of the edited "
              "file:\n" +
              numbered(code),
          {{"filePath", code.path},
           {"oldString", before},
           {"newString", after},
           {"originalFile", context.chat ? json::value() : json::value(code.file)},
           {"structuredPatch", patch(code, after)},
           {"userModified", false},
           {"replaceAll", false}}};
}

/// What a build prints: progress, and warnings that quote code.
std::string build_output(const Context& context, const Excerpt& code) {
  Random& random = context.random;
  const std::string name = code.path.substr(code.path.rfind('/') + 1);
  const std::string count = std::to_string(code.lines.size());
  std::string text;
  std::size_t i = 0;
  for (std::string_view line : code.lines) {
    if (++i > 1) text += '\n';
    if (random.chance(0.4)) {
      text += "[" + std::to_string(i) + "/" + count +
              "] Building CXX object src/CMakeFiles/project" + std::to_string(random.below(12)) +
              ".dir/" + random.token(6) + ".cpp.o";
      continue;
    }
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    text += context.directory + "/src/" + name + ":" + std::to_string(code.first_line + i) + ":" +
            std::to_string(random.below(80)) + ": warning: " + std::string(line);
  }
  return text;
}

ToolUse run_command(const Context& context) {
  static constexpr const char* commands[] = {"cmake --build build -j2 2>&1 | tail -50",
                                             "ctest --test-dir build",
                                             "git diff --stat",
                                             "ls -la src",
                                             "npm test 2>&1 | tail -80",
                                             "rg -n TODO src",
                                             "python3 -m pytest -q"};
  const std::string output = build_output(context, context.code(25, 1.1, 1, 400, 4));
  return {"Bash",
          {{"command", commands[context.random.below(std::size(commands))] + std::string(" # ") +
                           context.random.token(5)},
           {"description", context.texts.phrase(context.random, 50)}},
          output,
          {{"stdout", output},
           {"stderr", ""},
           {"interrupted", false},
           {"isImage", false},
           {"noOutputExpected", false}}};
}

ToolUse search_files(const Context& context) {
  static constexpr const char* patterns[] = {"TODO", "include", "class\\s+\\w+", "async", "def "};
  const Excerpt code = context.code(20, 0.8, 2, 100, 4);
  std::string found;
  std::size_t number = code.first_line;
  for (const std::string_view line : code.lines) {
    if (!found.empty()) found += '\n';
    found += code.path + ":" + std::to_string(number++) + ":" + std::string(line);
  }
  return {"Grep",
          {{"pattern", patterns[context.random.below(std::size(patterns))]},
           {"path", context.directory},
           {"output_mode", "content"},
           {"-n", true}},
          found,
          {{"mode", "content"},
           {"numFiles", 0},
           {"filenames", json::array()},
           {"content", found},
           {"numLines", code.lines.size()}}};
}

ToolUse write_file(const Context& context) {
  const std::string body = join(context.code(60, 0.8, 5, 300, 6).lines);
  const std::string path = context.directory + "/src/" + context.random.token(6) + ".cpp";
  return {"Write",
          {{"file_path", path}, {"content", body}},
          "File created successfully at: " + path,
          {{"type", "create"},
           {"filePath", path},
           {"content", body},
           {"structuredPatch", json::array()},
           {"originalFile", nullptr}}};
}

ToolUse plan(const Context& context) {
  static constexpr const char* states[] = {"pending", "in_progress", "completed"};
  json::array todos;
  for (std::int64_t i = context.random.between(3, 9); i > 0; --i) {
    todos.push_back({{"content", context.texts.phrase(context.random, 70)},
                     {"status", states[context.random.below(std::size(states))]},
                     {"activeForm", context.texts.phrase(context.random, 50)}});
  }
  return {"TodoWrite",
          {{"todos", todos}},
          "Todos have been modified successfully.",
          {{"oldTodos", json::array()}, {"newTodos", todos}}};
}

}  // namespace

ToolUse make_tool_use(const TextSource& texts, Random& random, Profile profile,
                      const std::string& directory) {
  const Context context{texts, random, profile == Profile::chat, directory};
  const std::size_t share = random.below(100);
  if (share < 30) return read_file(context);
  if (share < 48) return edit_file(context);
  if (share < 80) return run_command(context);
  if (share < 90) return search_files(context);
  if (share < 94) return write_file(context);
  return plan(context);
}

}  // namespace baton::bench
