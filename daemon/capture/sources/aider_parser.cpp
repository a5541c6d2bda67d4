#include "daemon/capture/sources/aider_parser.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/aider_lines.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::aider {

using store::FileOperation;
using store::Role;

namespace {

/// A turn ends at the line that reaches this size; the text is part of the state until then.
constexpr std::size_t longest_text = 8192;
constexpr std::size_t longest_memory = 256;  ///< of a line that is remembered
constexpr std::size_t most_created = 8;

constexpr InjectedMarks marks{{}, {}, {}};

bool is_hash(std::string_view word) {
  return word.size() >= 7 && word.size() <= 40 &&
         word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// One reading of some lines.
class Reading {
 public:
  Reading(std::string directory, Memory& memory, EventSink& sink)
      : directory_(std::move(directory)), memory_(memory), sink_(sink) {
    time_ = parse_local_time(memory.started).value_or(0);
  }

  void read(const JsonLine& record) {
    std::string_view line = record.bytes;
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    std::string repaired;  // the text that waits must be the same before and after it was saved
    if (!is_valid_utf8(line)) line = repaired = to_valid_utf8(line);
    number_ = record.number;
    const std::string_view started = start_of_session(line);
    if (!started.empty()) return begin_session(started);
    if (memory_.started.empty()) return report(record);
    if (memory_.in_tool_text && !is_prompt(line)) return read_tool_text(line);
    memory_.in_tool_text = false;
    if (is_prompt(line)) return read_prompt(line);
    if (is_output(line)) return read_output(line);
    read_text(line);
  }

  /// Tells the block that may go on in the next reading; it then takes its own place.
  void pause() { tell_so_far(); }

 private:
  /// Whether aider wrote the line, by the blanks that it ends its lines with; where something has
  /// removed those, by its being outside of the model's code blocks.
  bool is_aiders(std::string_view line) const {
    return memory_.has_breaks ? has_line_break(line) : !memory_.in_fence;
  }

  bool is_prompt(std::string_view line) const {
    return (line.starts_with("#### ") || line == "####") && is_aiders(line);
  }

  bool is_output(std::string_view line) {
    if (!quotation(line)) return false;
    if (!memory_.knows_breaks) {
      memory_.knows_breaks = true;
      memory_.has_breaks = has_line_break(line);
    }
    // Without a break it is the first line of an output of several, or a quotation in an answer.
    const bool in_answer = memory_.block == Block::assistant || memory_.block == Block::thinking;
    return is_aiders(line) || (memory_.has_breaks && !in_answer);
  }

  void report(const JsonLine& record) {
    if (memory_.has_reported || trim(record.bytes).empty()) return;
    memory_.has_reported = true;
    report_unparsed(record, "lines before the first session", sink_);
  }

  void begin_session(std::string_view started) {
    end_block();
    if (!memory_.started.empty()) announce(true);
    Memory next;
    next.directory = directory_;
    next.same_second = memory_.started == started ? memory_.same_second + 1 : 0;
    next.started = started;
    next.start_line = number_;
    next.has_reported = true;
    memory_ = std::move(next);
    time_ = parse_local_time(started).value_or(0);
    announce(false);
  }

  void announce(bool finished) {
    store::SessionFacts facts;
    facts.agent = "aider";
    facts.external_id = memory_.session();
    facts.working_directory = directory_;
    facts.model = memory_.model;
    facts.agent_version = memory_.version;
    if (time_ > 0) facts.started_at = time_;
    facts.finished = finished;
    sink_.on_session(facts);
    is_announced_ = true;
  }

  void read_prompt(std::string_view line) {
    begin_block(Block::user);
    memory_.has_prompt = true;
    memory_.in_fence = false;
    add(trim(line.substr(4)));
  }

  void read_text(std::string_view line) {
    const bool is_blank = trim(line).empty();
    if (is_blank && memory_.block == Block::user) return end_block();
    if (is_blank && memory_.block != Block::assistant && memory_.block != Block::thinking) return;
    if (line.starts_with("</thinking-content-")) return end_block();
    if (line.starts_with("<thinking-content-")) {
      end_block();
      return begin_block(Block::thinking);
    }
    if (memory_.block != Block::thinking) begin_block(Block::assistant);
    if (trim(line).starts_with("```")) memory_.in_fence = !memory_.in_fence;
    if (memory_.has_prompt) add(line);
  }

  void read_output(std::string_view line) {
    const std::string_view output = *quotation(line);
    memory_.in_fence = false;
    memory_.in_tool_text = memory_.has_breaks && !has_line_break(line);
    if (read_facts(output)) return;
    if (memory_.has_prompt && !output.empty()) tell_output(output);
    if (is_question(output) && output.starts_with("Create new file") && output.ends_with(" y"))
      remember_created();
    memory_.last_output = utf8_prefix(output, longest_memory);
  }

  void read_tool_text(std::string_view line) {
    if (memory_.has_prompt) add(line);
    memory_.in_tool_text = !has_line_break(line);
  }

  void remember_created() {
    memory_.created.push_back(memory_.last_output);
    if (memory_.created.size() > most_created) memory_.created.pop_front();
  }

  /// What aider says of itself. True when the line says nothing else.
  bool read_facts(std::string_view output) {
    if (output.starts_with("Aider v")) {
      memory_.version = utf8_prefix(output.substr(7), longest_memory);
    } else if (output.starts_with("Model: ") || output.starts_with("Main model: ")) {
      const std::string_view model = output.substr(output.find(": ") + 2);
      memory_.model = utf8_prefix(model.substr(0, model.find(" with ")), longest_memory);
    } else {
      return false;
    }
    announce(false);
    return true;
  }

  void tell_output(std::string_view output) {
    constexpr std::string_view edit = "Applied edit to ";
    constexpr std::string_view commit = "Commit ";
    constexpr std::string_view command = "Running ";
    if (auto usage = parse_tokens(output)) {
      end_block();
      tell_usage(std::move(*usage));
    } else if (output.starts_with(edit)) {
      end_block();
      tell_edit(output, output.substr(edit.size()));
    } else if (output.starts_with(commit) &&
               is_hash(
                   output.substr(commit.size(), output.find(' ', commit.size()) - commit.size()))) {
      end_block();
      teller(number_, false).tool_result({{}, "commit", output, false, {}});
    } else if (output.starts_with(command)) {
      end_block();
      teller(number_, false).tool_call({}, "shell", output.substr(command.size()));
    } else {
      begin_block(Block::tool);
      add(output);
    }
  }

  void tell_usage(store::Usage usage) {
    usage.message_key = std::to_string(number_ - memory_.start_line);
    usage.model = memory_.model;
    if (!is_announced_) announce(false);
    sink_.on_usage(std::move(usage));
  }

  void tell_edit(std::string_view output, std::string_view path) {
    const auto created = std::find(memory_.created.begin(), memory_.created.end(), path);
    const bool is_new = created != memory_.created.end();
    if (is_new) memory_.created.erase(created);
    const FileOperation operation = is_new ? FileOperation::created : FileOperation::modified;
    teller(number_, false)
        .tool_result({{}, "edit", output, false, {{std::string(path), operation, 0, 0}}});
  }

  void begin_block(Block block) {
    if (memory_.block == block) return;
    end_block();
    memory_.block = block;
  }

  void add(std::string_view line) {
    // The whole of a handoff may be longer than what is kept of a block.
    const bool ends_handoff = line.find("</baton-handoff>") != std::string_view::npos;
    const bool begins_handoff = trim(line).starts_with("<baton-handoff") && !ends_handoff;
    if (memory_.in_handoff || begins_handoff) {
      memory_.in_handoff = !ends_handoff;
      return;
    }
    if (memory_.text.empty() && trim(line).empty()) return;
    if (memory_.text.empty()) memory_.text_line = number_;
    memory_.text += line;
    memory_.text += '\n';
    if (memory_.text.size() >= longest_text) tell_text();
  }

  void end_block() {
    tell_text();
    memory_.block = Block::none;
    memory_.in_handoff = false;
  }

  void tell_text() {
    tell_so_far();
    memory_.text.clear();
  }

  void tell_so_far() {
    const std::string_view words = trim(memory_.text);
    if (words.empty()) return;
    const bool is_echo = is_question(words) && words.find('\n') == std::string_view::npos;
    MessageTeller telling = teller(memory_.text_line, is_echo);
    switch (memory_.block) {
      case Block::user:
        if (words != "<blank>") telling.user_text(words, marks);
        break;
      case Block::assistant:
        telling.text(Role::assistant, words);
        break;
      case Block::thinking:
        telling.thinking(words);
        break;
      case Block::tool:
      case Block::none:
        telling.text(Role::system, words);
        break;
    }
  }

  MessageTeller teller(std::int64_t line, bool injected) {
    if (!is_announced_) announce(false);
    const std::string id = memory_.session() + ":" + std::to_string(line - memory_.start_line);
    return {{id, line, time_, injected}, sink_};
  }

  const std::string directory_;
  Memory& memory_;
  EventSink& sink_;
  Milliseconds time_ = 0;
  std::int64_t number_ = 0;
  bool is_announced_ = false;
};

}  // namespace

HistoryParser::HistoryParser(const std::filesystem::path& path, std::string_view state)
    : directory_(path.parent_path().string()), memory_(Memory::from_state(state)) {
  memory_.directory = directory_;
}

void HistoryParser::parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
                          EventSink& sink) {
  Reading reading(directory_, memory_, sink);
  JsonLine line{{}, offset, first_line};
  while (!bytes.empty()) {
    const std::size_t length = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
    line.bytes = bytes.substr(0, length);
    reading.read(line);
    line.offset += length;
    ++line.number;
    bytes.remove_prefix(length);
  }
  reading.pause();
}

}  // namespace baton::capture::aider
