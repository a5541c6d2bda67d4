// Where opencode's files lie, which are its, and what is read of the files of before 1.2.

#include <fstream>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/capture/sources_database_reading.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
namespace fs = std::filesystem;

namespace {

const std::string info =
    R"({"id":"ses_1","slug":"s","version":"1.3.17","projectID":"p","directory":"/home/ada/work",)"
    R"("title":"A title","time":{"created":1000,"updated":9000}})";
const std::string export_head = R"({"info":{"id":"ses_1","projectID":"p","directory":"/x"}})";

std::string text(const std::string& words) {
  return R"({"id":"prt_1","type":"text","text":")" + words + "\"}";
}

Recording read_export() {
  const std::string bytes =
      "{\"info\":" + info +
      R"(,"messages":[{"info":{"id":"msg_1","role":"user","time":{"created":2000}},"parts":[)" +
      text("hello") + "]}]}";
  Recording recording;
  source_for("export.json", bytes).make_parser("export.json", "")->parse(bytes, 0, 1, recording);
  return recording;
}

void write(const fs::path& path, const std::string& content) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

/// Reads a session of the files of before 1.2.
Recording read_storage(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  BOOST_TEST_REQUIRE(!bytes.empty());
  Recording recording;
  source_for(path, bytes).make_parser(path, "")->parse(bytes, 0, 1, recording);
  return recording;
}

const fs::path samples =
    fs::path(BATON_TEST_DATA) / "logs/opencode/jazzyalex__agent-sessions/storage_v2/session";

}  // namespace

BOOST_AUTO_TEST_SUITE(opencode_storage)

BOOST_AUTO_TEST_CASE(messages_and_parts_are_found_beside_the_session) {
  const Recording recording = read_storage(samples / "proj_test/ses_s_stage0_small.json");

  BOOST_TEST(
      (recording.lines ==
       Lines{"user text: Hello", R"(assistant tool_call bash: {"command":"ls","cwd":"/tmp/repo"})",
             "tool tool_result bash: a.txt\nb.txt\n", "assistant text: Found 2 files."}));
  BOOST_TEST(recording.session().model == "gpt-4o-mini");
}

BOOST_AUTO_TEST_CASE(a_captured_session_with_all_kinds_of_parts_is_understood) {
  const Recording recording = read_storage(samples / "proj_test/ses_s_stage0_large.json");

  BOOST_TEST(recording.turns.size() == 10U);
  BOOST_TEST(recording.unparsed.empty());
  BOOST_TEST(recording.usages.at("p_step_finish_large_1").input_tokens == 120);
}

BOOST_AUTO_TEST_CASE(a_file_and_an_export_tell_the_same_turns) {
  const baton::tests::TemporaryDirectory directory;
  const fs::path session = directory / "session/p/ses_1.json";
  write(session, info);
  write(directory / "message/ses_1/msg_1.json",
        R"({"id":"msg_1","role":"user","time":{"created":2000}})");
  write(directory / "part/msg_1/prt_1.json", text("hello"));

  const Recording file = read_storage(session);
  const Recording exported = read_export();

  BOOST_TEST((file.lines == exported.lines));
  BOOST_TEST(file.turns.at(0).external_id == exported.turns.at(0).external_id);
  BOOST_TEST(file.turns.at(0).created_at == exported.turns.at(0).created_at);
}

BOOST_AUTO_TEST_CASE(messages_come_in_the_order_of_their_time) {
  const baton::tests::TemporaryDirectory directory;
  const fs::path session = directory / "session/p/ses_1.json";
  write(session, info);
  for (const auto& [id, time] : {std::pair("b", "2000"), std::pair("a", "3000")}) {
    const std::string name = id;
    write(directory / "message/ses_1" / ("msg_" + name + ".json"),
          R"({"id":"msg_)" + name + R"(","role":"user","time":{"created":)" + time + "}}");
    write(directory / "part" / ("msg_" + name) / "prt_1.json", text(name));
  }

  BOOST_TEST((read_storage(session).lines == Lines{"user text: b", "user text: a"}));
}

BOOST_AUTO_TEST_CASE(broken_files_are_reported) {
  const baton::tests::TemporaryDirectory directory;
  const fs::path session = directory / "session/p/ses_1.json";
  write(session, info);
  write(directory / "message/ses_1/msg_1.json", R"({"id":"msg_1","role":"user"})");
  write(directory / "message/ses_1/msg_2.json", R"({"id":"ms)");
  write(directory / "part/msg_1/prt_1.json", "");

  const Recording recording = read_storage(session);

  BOOST_TEST(recording.turns.empty());
  BOOST_TEST(recording.unparsed.size() == 2U);
}

BOOST_AUTO_TEST_CASE(ids_do_not_lead_out_of_the_storage) {
  const baton::tests::TemporaryDirectory directory;
  const fs::path session = directory / "a/session/p/ses_1.json";
  write(session, R"({"id":"../../b","directory":"/x"})");
  write(directory / "b/msg_1.json", R"({"id":"msg_1","role":"assistant","error":{"name":"x"}})");

  BOOST_TEST(read_storage(session).turns.empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(opencode_recognition)

namespace {

bool is_opencode(const fs::path& path, std::string_view head) {
  for (const auto& source : all_sources()) {
    if (source->recognises(path, head)) return source->agent() == "opencode";
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(its_files_are_known_by_place_and_content) {
  BOOST_TEST(is_opencode("/d/opencode.db", sqlite_head));
  BOOST_TEST(is_opencode("/d/opencode-dev.db", sqlite_head));
  BOOST_TEST(is_opencode("/d/session/p/ses_1.json", info));
  BOOST_TEST(is_opencode("/x/any.json", export_head));
  BOOST_TEST(is_opencode("/x/any.json", "{\n  \"info\": {\n    \"id\": \"ses_1\",\"directory\":"));
}

BOOST_AUTO_TEST_CASE(other_files_are_not_its) {
  BOOST_TEST(!is_opencode("/d/opencode.db", "text"));
  BOOST_TEST(!is_opencode("/d/opencode.db-wal", sqlite_head));
  BOOST_TEST(!is_opencode("/d/other.db", sqlite_head));
  BOOST_TEST(!is_opencode("/d/session/p/x.json", info));
  BOOST_TEST(!is_opencode("/d/message/ses_1/msg_1.json", R"({"id":"msg_1","role":"user"})"));
  BOOST_TEST(!is_opencode("/x/openapi.json", R"({"info":{"title":"An API"}})"));
}

BOOST_AUTO_TEST_CASE(its_places_follow_the_environment) {
  const auto roots = [](const std::map<std::string, std::string>& variables) {
    const Environment environment{"/home/ada", [=](const char* name) {
                                    const auto found = variables.find(name);
                                    return found == variables.end() ? std::nullopt
                                                                    : std::optional(found->second);
                                  }};
    Lines paths;
    for (const auto& source : all_sources()) {
      if (source->agent() != "opencode") continue;
      for (const fs::path& root : source->roots(environment)) paths.push_back(root.string());
    }
    return paths;
  };
  const std::string share = "/home/ada/.local/share/opencode/";
  BOOST_TEST((roots({}) == Lines{share + "opencode.db", share + "storage/session"}));
  BOOST_TEST((roots({{"XDG_DATA_HOME", "/data"}}) ==
              Lines{"/data/opencode/opencode.db", "/data/opencode/storage/session"}));
  BOOST_TEST(roots({{"OPENCODE_DB", "/tmp/mine.db"}}).front() == "/tmp/mine.db");
  BOOST_TEST(roots({{"OPENCODE_DB", "opencode-dev.db"}}).front() == share + "opencode-dev.db");
}

BOOST_AUTO_TEST_SUITE_END()
