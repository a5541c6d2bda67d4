// Which session Claude Code records belong to, and what they tell of it.

#include "daemon/base/time.hpp"
#include "tests/unit/capture/sources_recording.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::Relation;

namespace {

std::string user(const std::string& session, const std::string& more,
                 const std::string& text = "x") {
  return R"({"type":"user","sessionId":")" + session + "\"," + more +
         R"("message":{"role":"user","content":")" + text + "\"}}\n";
}

Recording read_file(const std::string& path, const std::string& lines) {
  return read("claude-code", lines, path);
}

std::string title_of(const std::string& lines) {
  return read_file("/p/s1.jsonl", lines).sessions.at("s1").title;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(claude_code_sessions)

BOOST_AUTO_TEST_CASE(facts_come_from_the_records) {
  const Recording found = read_file(
      "/p/other-name.jsonl",
      user(
          "s1",
          R"("cwd":"/w","gitBranch":"main","version":"2.0.1","timestamp":"2026-01-05T10:00:00Z",)") +
          user(
              "s1",
              R"("cwd":"/w/sub","gitBranch":"fix","version":"2.0.2","timestamp":"2026-01-05T09:00:00Z",)") +
          R"({"type":"assistant","sessionId":"s1","message":{"model":"opus","content":"a"}})"
          "\n"
          R"({"type":"assistant","sessionId":"s1","message":{"model":"<synthetic>","content":"b"}})"
          "\n");
  const auto& session = found.session();
  BOOST_TEST(session.agent == "claude-code");
  BOOST_TEST(session.external_id == "s1");
  BOOST_TEST(session.working_directory == "/w");
  BOOST_TEST(session.branch == "fix");
  BOOST_TEST(session.agent_version == "2.0.2");
  BOOST_TEST(session.model == "opus");
  BOOST_TEST(baton::format_time(session.started_at.value()) == "2026-01-05T09:00:00.000Z");
  BOOST_TEST(baton::format_time(session.ended_at.value()) == "2026-01-05T10:00:00.000Z");
}

BOOST_AUTO_TEST_CASE(two_sessions_in_one_file_stay_apart) {
  const Recording found =
      read_file("/p/s1.jsonl", user("s1", "") + user("s2", "") + user("s1", ""));
  BOOST_TEST(found.sessions_of_turns == (Lines{"s1", "s2", "s1"}));
}

BOOST_AUTO_TEST_CASE(a_subagents_file_is_its_own_session) {
  const Recording found =
      read_file("/p/s1/subagents/agent-a7.jsonl",
                user("s1", R"("isSidechain":true,"agentId":"a7",)", "Look around"));
  BOOST_TEST(found.session().external_id == "s1/agent-a7");
  BOOST_TEST(found.session().parent_external_id == "s1");
  BOOST_TEST((found.session().relation == Relation::subagent));
  BOOST_TEST(found.lines == Lines{"user text injected: Look around"});
}

BOOST_AUTO_TEST_CASE(the_place_of_a_subagents_file_names_it) {
  const std::string record = R"({"type":"user","message":{"content":"x"}})"
                             "\n";
  BOOST_TEST(read_file("/p/s1/subagents/agent-a7.jsonl", record).session().external_id ==
             "s1/agent-a7");
  BOOST_TEST(
      read_file("/p/s1/subagents/workflows/w/agent-a8.jsonl", record).session().external_id ==
      "s1/agent-a8");
  BOOST_TEST(
      read_file("/p/agent-a9.jsonl", user("s1", R"("isSidechain":true,)")).session().external_id ==
      "s1/agent-a9");
}

BOOST_AUTO_TEST_CASE(a_sidechain_in_the_main_file_is_named_after_its_first_record) {
  const std::string side = R"("isSidechain":true,)";
  const Recording found = read_file(
      "/p/s1.jsonl", user("s1", "") + user("s1", side + R"("uuid":"r1","parentUuid":null,)") +
                         user("s1", side + R"("uuid":"r2","parentUuid":null,)") +
                         user("s1", side + R"("uuid":"x1","parentUuid":"r1",)") +
                         user("s1", side + R"("uuid":"x2","parentUuid":"r2",)") +
                         user("s1", side + R"("uuid":"x3","parentUuid":"x1",)"));
  BOOST_TEST(found.sessions_of_turns == (Lines{"s1", "s1/agent-r1", "s1/agent-r2", "s1/agent-r1",
                                               "s1/agent-r2", "s1/agent-r1"}));
}

BOOST_AUTO_TEST_CASE(a_fork_names_its_parent) {
  const Recording found =
      read_file("/p/s2.jsonl", user("s2", R"("forkedFrom":{"sessionId":"s1"},)"));
  BOOST_TEST(found.session().parent_external_id == "s1");
  BOOST_TEST((found.session().relation == Relation::fork));
}

BOOST_AUTO_TEST_CASE(the_best_title_wins) {
  const std::string custom = R"({"type":"custom-title","sessionId":"s1","customTitle":"Custom"})"
                             "\n";
  const std::string name = R"({"type":"agent-name","sessionId":"s1","agentName":"Name"})"
                           "\n";
  const std::string ai = R"({"type":"ai-title","sessionId":"s1","aiTitle":"AI"})"
                         "\n";
  BOOST_TEST(title_of(user("s1", "")).empty());
  BOOST_TEST(title_of(user("s1", "") + ai) == "AI");
  BOOST_TEST(title_of(user("s1", "") + name + ai) == "Name");
  BOOST_TEST(title_of(custom + user("s1", "") + name + ai) == "Custom");
}

BOOST_AUTO_TEST_CASE(the_newer_of_two_equal_titles_wins) {
  BOOST_TEST(title_of(user("s1", "") + R"({"type":"ai-title","sessionId":"s1","aiTitle":"A"})"
                                       "\n"
                                       R"({"type":"ai-title","sessionId":"s1","aiTitle":"B"})"
                                       "\n") == "B");
}

BOOST_AUTO_TEST_CASE(a_summary_behind_the_messages_is_the_title) {
  BOOST_TEST(title_of(user("s1", "") + R"({"type":"summary","summary":"Did it","leafUuid":"z"})"
                                       "\n") == "Did it");
}

BOOST_AUTO_TEST_CASE(a_summary_at_the_top_waits_for_its_message) {
  const std::string summary = R"({"type":"summary","summary":"Did it","leafUuid":"u9"})"
                              "\n";
  BOOST_TEST(title_of(summary + user("s1", R"("uuid":"u9",)")) == "Did it");
  BOOST_TEST(title_of(summary + user("s1", R"("uuid":"u1",)")).empty());
}

BOOST_AUTO_TEST_CASE(bookkeeping_alone_announces_no_session) {
  const Recording found = read_file("/p/s1.jsonl", R"({"type":"mode","sessionId":"s1"})"
                                                   "\n");
  BOOST_TEST(found.sessions.empty());
}

BOOST_AUTO_TEST_SUITE_END()
