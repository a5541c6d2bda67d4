// aider's histories become sessions and turns.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include <stdlib.h>
#include <time.h>

#include "tests/unit/capture/sources_recording.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::ToolKind;
namespace fs = std::filesystem;

namespace {

const fs::path path = "/home/ada/work/.aider.chat.history.md";
const std::string start = "\n# aider chat started at 2025-07-15 11:38:37\n\n";
const std::string head = start +
                         "> /usr/bin/aider  \n"
                         "> Aider v0.85.1  \n"
                         "> Main model: gpt-4o with diff edit format  \n";

/// What is told of a session that begins as all do.
Recording read_session(const std::string& text) {
  return read("aider", head + text, path);
}

/// The last that was told of each turn, by its id.
std::map<std::string, std::string> final_turns(const Recording& recording) {
  std::map<std::string, std::string> turns;
  for (std::size_t i = 0; i < recording.turns.size(); ++i)
    turns[recording.turns[i].external_id + "/" + std::to_string(recording.turns[i].part)] =
        recording.lines[i];
  return turns;
}

std::string sample() {
  std::ifstream file(
      fs::path(BATON_TEST_DATA) / "logs/aider/AFI-Protocol__afi-core/.aider.chat.history.md",
      std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  BOOST_TEST_REQUIRE(!bytes.empty());
  return bytes;
}

/// Cuts behind a random number of lines, each slice read by a parser of its own.
Recording read_slices(std::string_view bytes, std::mt19937& random) {
  Recording recording;
  std::string state;
  std::uint64_t offset = 0;
  std::int64_t line = 1;
  while (!bytes.empty()) {
    std::size_t end = 0;
    for (auto lines = random() % 8 + 1; lines > 0 && end < bytes.size(); --lines) {
      end = std::min(bytes.find('\n', end), bytes.size() - 1) + 1;
    }
    const auto parser = source_of("aider").make_parser(path, state);
    parser->parse(bytes.substr(0, end), offset, line, recording);
    state = parser->save_state();
    BOOST_TEST(state.size() < 16'384U);
    line += std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(end), '\n');
    offset += end;
    bytes.remove_prefix(end);
  }
  return recording;
}

/// Another zone for as long as a test runs.
class Zone {
 public:
  explicit Zone(const char* name) {
    if (const char* now = ::getenv("TZ")) before_ = now;
    ::setenv("TZ", name, 1);
    ::tzset();
  }
  ~Zone() {
    before_.empty() ? ::unsetenv("TZ") : ::setenv("TZ", before_.c_str(), 1);
    ::tzset();
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;

 private:
  std::string before_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(aider)

BOOST_AUTO_TEST_CASE(a_session_has_what_its_first_lines_tell) {
  const Zone zone("UTC");
  const Recording recording = read_session("\n#### hi  \n");

  const auto& facts = recording.session();
  BOOST_TEST(facts.external_id.starts_with("aider-2025-07-15T11:38:37-"));
  BOOST_TEST(facts.working_directory == "/home/ada/work");
  BOOST_TEST(facts.model == "gpt-4o");
  BOOST_TEST(facts.agent_version == "0.85.1");
  BOOST_TEST(facts.started_at.value() == 1'752'579'517'000);
  BOOST_TEST(!facts.finished);
}

BOOST_AUTO_TEST_CASE(prompts_answers_and_outputs_are_told_apart) {
  const Recording recording = read_session(
      "\n#### add a comment  \n#### at the top  \n\nHere it is.\n\n- one\n\n"
      "> a.ts  \n> Add file to the chat? (Y)es/(N)o [Yes]: y  \n\n#### thanks  \n");

  BOOST_TEST((recording.lines ==
              Lines{"user text: add a comment\nat the top", "assistant text: Here it is.\n\n- one",
                    "system text injected: a.ts\nAdd file to the chat? (Y)es/(N)o [Yes]: y",
                    "user text: thanks"}));
}

BOOST_AUTO_TEST_CASE(a_blank_line_parts_two_prompts) {
  const Recording recording = read_session("\n#### /add a  \n\n#### go on  \n");

  BOOST_TEST((recording.lines == Lines{"user text: /add a", "user text: go on"}));
}

BOOST_AUTO_TEST_CASE(headings_and_quotations_of_an_answer_are_the_answers) {
  const Recording recording =
      read_session("\n#### hi  \n\nA list:\n\n#### One\n\n> as they say\n\nend\n");

  BOOST_TEST(
      (recording.lines ==
       Lines{"user text: hi", "assistant text: A list:\n\n#### One\n\n> as they say\n\nend"}));
}

BOOST_AUTO_TEST_CASE(an_output_of_several_lines_is_one) {
  const Recording recording = read_session(
      "\n#### hi  \n> # 1 block failed to match!\n\n<<<<<<< SEARCH\n>>>>>>> REPLACE  \n\nSorry.\n");

  BOOST_TEST((recording.lines ==
              Lines{"user text: hi",
                    "system text injected: # 1 block failed to match!\n\n<<<<<<< SEARCH\n"
                    ">>>>>>> REPLACE",
                    "assistant text: Sorry."}));
}

BOOST_AUTO_TEST_CASE(a_history_without_blanks_at_the_ends_of_lines_is_read_too) {
  const Recording recording =
      read("aider",
           start +
               "> Aider v0.85.1\n\n#### hi\n\nCode:\n```\n#### no prompt\n> no output\n```\n\n"
               "> Applied edit to a\n\n#### bye\n",
           path);

  BOOST_TEST((recording.lines ==
              Lines{"user text: hi", "assistant text: Code:\n```\n#### no prompt\n> no output\n```",
                    "tool tool_result edit: Applied edit to a", "user text: bye"}));
}

BOOST_AUTO_TEST_CASE(thinking_is_told_apart) {
  const Recording recording = read_session(
      "\n#### hi  \n\n<thinking-content-7bbe>\n\nHm.\n\n</thinking-content-7bbe>\n\nHello.\n");

  BOOST_TEST((recording.lines ==
              Lines{"user text: hi", "assistant thinking: Hm.", "assistant text: Hello."}));
}

BOOST_AUTO_TEST_CASE(edits_commits_and_commands_are_turns_of_their_own) {
  const Recording recording = read_session(
      "\n#### hi  \n\n> Applied edit to src/a.ts  \n> Commit dde0244 feat: a  \n"
      "> Commit to something  \n> Running make  \n");

  BOOST_TEST(
      (recording.lines == Lines{"user text: hi", "tool tool_result edit: Applied edit to src/a.ts",
                                "tool tool_result commit: Commit dde0244 feat: a",
                                "system text injected: Commit to something",
                                "assistant tool_call shell: make"}));
  BOOST_TEST(recording.turns.at(1).files.at(0).path == "src/a.ts");
  BOOST_TEST((recording.turns.at(1).files.at(0).operation == FileOperation::modified));
  BOOST_TEST((recording.turns.at(4).tool_kind == ToolKind::shell));
}

BOOST_AUTO_TEST_CASE(a_file_that_aider_asked_for_is_created) {
  const Recording recording = read_session(
      "\n#### hi  \n\n> a.sh  \n> Create new file? (Y)es/(N)o [Yes]: y  \n"
      "> Applied edit to a.sh  \n> Applied edit to a.sh  \n");

  BOOST_TEST((recording.turns.at(2).files.at(0).operation == FileOperation::created));
  BOOST_TEST((recording.turns.at(3).files.at(0).operation == FileOperation::modified));
}

BOOST_AUTO_TEST_CASE(tokens_and_cost_are_counted) {
  const Recording recording = read_session(
      "\n#### hi  \n\nHello.\n\n"
      "> Tokens: 12k sent, 1.5k cache write, 3k cache hit, 69 received."
      " Cost: $0.0086 message, $0.28 session.  \n"
      "> Tokens: none at all  \n");

  BOOST_TEST_REQUIRE(recording.usages.size() == 1U);
  const auto& usage = recording.usages.begin()->second;
  BOOST_TEST(usage.model == "gpt-4o");
  BOOST_TEST(usage.input_tokens == 12'000);
  BOOST_TEST(usage.cache_write_tokens == 1'500);
  BOOST_TEST(usage.cache_read_tokens == 3'000);
  BOOST_TEST(usage.output_tokens == 69);
  BOOST_TEST(usage.cost_micros == 8'600);
}

BOOST_AUTO_TEST_CASE(the_echo_of_a_question_is_no_prompt) {
  const Recording recording = read_session(
      "\n#### Add file to the chat? (Y)es/(N)o/(A)ll [Yes]: all  \n\n#### <blank>  \n");

  BOOST_TEST((recording.lines ==
              Lines{"user text injected: Add file to the chat? (Y)es/(N)o/(A)ll [Yes]: all"}));
}

BOOST_AUTO_TEST_CASE(batons_own_handoff_is_left_out) {
  const Recording recording =
      read_session("\n#### <baton-handoff v='1'>  \n#### " + std::string(10'000, 'x') +
                   "  \n#### </baton-handoff>  \n#### go on  \n");

  BOOST_TEST((recording.lines == Lines{"user text: go on"}));
}

BOOST_AUTO_TEST_CASE(what_stands_before_the_first_prompt_is_no_conversation) {
  const Recording recording = read_session("> Warning: no keys  \n");

  BOOST_TEST(recording.turns.empty());
  BOOST_TEST(recording.unparsed.empty());
}

BOOST_AUTO_TEST_CASE(each_start_is_a_session_and_ends_the_one_before) {
  const Recording recording =
      read_session("\n#### one  \n" + head + "\n#### two  \n" + head + "\n#### three  \n");

  BOOST_TEST_REQUIRE(recording.sessions.size() == 3U);
  const std::string& first = recording.sessions_of_turns.at(0);
  BOOST_TEST(recording.sessions_of_turns.at(1) == first + "-2");
  BOOST_TEST(recording.sessions_of_turns.at(2) == first + "-3");
}

BOOST_AUTO_TEST_CASE(an_id_does_not_depend_on_the_zone_but_the_time_does) {
  const auto read_in = [](const char* name) {
    const Zone zone(name);
    return read_session("\n#### hi  \n");
  };
  const Recording utc = read_in("UTC");
  const Recording east = read_in("UTC-3");

  BOOST_TEST(utc.turns.at(0).external_id == east.turns.at(0).external_id);
  BOOST_TEST(utc.turns.at(0).created_at - east.turns.at(0).created_at == 10'800'000);
}

BOOST_AUTO_TEST_CASE(two_projects_have_two_sessions) {
  const Recording one = read("aider", head + "\n#### hi  \n", "/a/.aider.chat.history.md");
  const Recording two = read("aider", head + "\n#### hi  \n", "/b/.aider.chat.history.md");

  BOOST_TEST(one.session().external_id != two.session().external_id);
}

BOOST_AUTO_TEST_CASE(ids_stay_when_older_sessions_are_removed) {
  const Recording with = read_session("\n#### old  \n" + start + "> Aider v1  \n\n#### new  \n");
  const Recording without = read("aider", start + "> Aider v1  \n\n#### new  \n", path);

  const std::string id = with.turns.at(1).external_id;
  const std::string other = without.turns.at(0).external_id;
  BOOST_TEST(id.substr(id.rfind(':')) == other.substr(other.rfind(':')));
}

BOOST_AUTO_TEST_CASE(a_long_answer_goes_on_as_another_turn) {
  std::string answer;
  for (int i = 0; i < 100; ++i) answer += std::string(200, 'x') + "\n";

  const Recording recording = read_session("\n#### hi  \n\n" + answer);

  BOOST_TEST(recording.turns.size() == 4U);
}

BOOST_AUTO_TEST_CASE(the_last_block_is_told_and_takes_its_place_as_it_grows) {
  const std::string begun = head + "\n#### hi  \n\nHello,\n";
  const std::string more = "world.\n";
  Recording recording;
  const auto parser = source_of("aider").make_parser(path, "");
  parser->parse(begun, 0, 1, recording);
  const auto next = source_of("aider").make_parser(path, parser->save_state());
  next->parse(more, begun.size(), 1 + std::count(begun.begin(), begun.end(), '\n'), recording);

  BOOST_TEST((recording.lines ==
              Lines{"user text: hi", "assistant text: Hello,", "assistant text: Hello,\nworld."}));
  BOOST_TEST(recording.turns.at(1).external_id == recording.turns.at(2).external_id);
}

BOOST_AUTO_TEST_CASE(however_the_lines_are_handed_over_the_turns_are_the_same) {
  const std::string bytes = sample();
  const auto whole = final_turns(read("aider", bytes, path));
  std::mt19937 random(7);
  for (int i = 0; i < 5; ++i) {
    const Recording sliced = read_slices(bytes, random);
    BOOST_TEST((final_turns(sliced) == whole));
  }
}

BOOST_AUTO_TEST_CASE(a_real_history_is_understood) {
  const Recording recording = read("aider", sample(), path);

  BOOST_TEST(recording.unparsed.empty());
  BOOST_TEST(recording.sessions.size() == 9U);
  const auto touched = std::count_if(recording.turns.begin(), recording.turns.end(),
                                     [](const TurnEvent& turn) { return !turn.files.empty(); });
  BOOST_TEST(touched == 17);
}

BOOST_AUTO_TEST_CASE(lines_before_the_first_session_are_reported_once) {
  const Recording recording = read("aider", "\nsome words\nand more\n" + head, path);

  BOOST_TEST_REQUIRE(recording.unparsed.size() == 1U);
  BOOST_TEST(recording.unparsed.at(0).line == 2);
}

BOOST_AUTO_TEST_CASE(its_histories_are_known_by_name_or_by_how_they_begin) {
  const Source& source = source_of("aider");
  BOOST_TEST(source.recognises("/p/.aider.chat.history.md", "#### cut"));
  BOOST_TEST(source.recognises("/p/old.md", start));
  BOOST_TEST(!source.recognises("/p/old.md", "# aider chat started at noon\n"));
  BOOST_TEST(!source.recognises("/p/old.txt", start));
  BOOST_TEST(!source.recognises("/p/.aider.chat.history.md", ""));
}

BOOST_AUTO_TEST_CASE(its_histories_lie_in_the_projects_unless_one_is_named) {
  const Source& source = source_of("aider");
  const auto roots = [&](const std::optional<std::string>& file) {
    return source.roots({"/home/ada", [=](const char* name) {
                           return std::string_view(name) == "AIDER_CHAT_HISTORY_FILE"
                                      ? file
                                      : std::nullopt;
                         }});
  };
  BOOST_TEST((source.places_in_project() == std::vector<fs::path>{".aider.chat.history.md"}));
  BOOST_TEST(roots(std::nullopt).empty());
  BOOST_TEST(roots("relative.md").empty());
  BOOST_TEST((roots("/var/history.md") == std::vector<fs::path>{"/var/history.md"}));
}

BOOST_AUTO_TEST_SUITE_END()
