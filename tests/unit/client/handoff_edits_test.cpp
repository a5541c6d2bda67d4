#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>

#include "client/command_line.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;

namespace {

constexpr std::string_view a_change = R"({"project_id": 1, "project": "api", "version": 4,
  "made": [{"id": 7, "kind": "replaced", "section": "state", "text": "old \u001b[31m", "replacement": "new",
            "citations": [], "since_version": 4, "created_at": "2026-01-05T11:00:00Z"}], "ended": []})";

/// An editor that runs a line of shell script with the file as $1.
struct EditingFixture : Fixture {
  baton::tests::TemporaryDirectory directory;

  EditingFixture() {
    context.environment.temporary_directory = directory.path().string();
    daemon.on("handoff.get", a_handoff);
    daemon.on("handoff.edit", a_change);
  }

  void edit_with(const std::string& script) {
    const auto path = directory / "editor";
    std::ofstream(path) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
    context.environment.editor = path.string();
  }

  std::size_t files_left() const {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(directory.path()))
      count += entry.path().extension() == ".md" ? 1U : 0U;
    return count;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(handoff_edits)

BOOST_AUTO_TEST_CASE(a_word_behind_handoff_may_name_another_command) {
  BOOST_TEST(split_command_line({"handoff", "diff", "3"}).name.size() == 2U);
  BOOST_TEST(split_command_line({"handoff", "--project", "diff"}).name.size() == 1U);
  BOOST_TEST(split_command_line({"handoff", "webshop"}).rest.size() == 1U);
  BOOST_TEST(split_command_line({"help", "handoff", "diff"}).name.size() == 3U);
  BOOST_TEST(split_command_line({"capture", "--json", "scan"}).name.size() == 2U);
}

BOOST_AUTO_TEST_CASE(help_of_handoff_lists_its_family) {
  Fixture f;
  BOOST_TEST(f.run({"help", "handoff"}) == 0);
  BOOST_TEST(f.printed("Prints the newest handoff as Markdown"));
  BOOST_TEST(f.printed("handoff revert"));
}

BOOST_FIXTURE_TEST_CASE(what_the_editor_leaves_is_sent_with_what_it_found, EditingFixture) {
  edit_with("echo '- mine' >> \"$1\"");
  BOOST_TEST(run({"handoff", "edit"}) == 0);
  const auto params = last_params();
  BOOST_TEST(params.at("based_on").as_int64() == 3);
  BOOST_TEST(params.at("project").as_string() == "1");
  BOOST_TEST(std::string(params.at("text").as_string()) ==
             std::string(params.at("base").as_string()) + "- mine\n");
  BOOST_TEST(printed("Version 4 of api's handoff is the newest.\n"));
  BOOST_TEST(printed("  holds  replaced: old ␛[31m -> new\n"));
  BOOST_TEST(files_left() == 0U);
}

BOOST_FIXTURE_TEST_CASE(an_unchanged_text_is_not_sent, EditingFixture) {
  edit_with("true");
  BOOST_TEST(run({"handoff", "edit"}) == 0);
  BOOST_TEST(out.text() == "Nothing was changed.\n");
  BOOST_TEST(daemon.calls().size() == 1U);
  BOOST_TEST(files_left() == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_failed_editor_keeps_the_text, EditingFixture) {
  edit_with("exit 3");
  BOOST_TEST(run({"handoff", "edit"}) == 1);
  BOOST_TEST(complained("ended with 3; the text is kept in " + directory.path().string()));
  BOOST_TEST(files_left() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_refused_text_is_kept, EditingFixture) {
  edit_with("echo '- mine' >> \"$1\"");
  daemon.on("handoff.edit", [](const boost::json::value&) -> boost::json::value {
    throw baton::protocol::RpcError(baton::protocol::ErrorCode::too_large, "too much");
  });
  BOOST_TEST(run({"handoff", "edit"}) == 1);
  BOOST_TEST(complained("too much; your text is kept in"));
  BOOST_TEST(files_left() == 1U);
}

BOOST_AUTO_TEST_CASE(history_tells_how_versions_came_about) {
  Fixture f;
  f.daemon.on("handoff.list",
              R"({"versions": [{"version": 2, "session_number": 7, "generator": "manual",
    "created_at": "2026-01-05T11:00:00Z", "tokens": 12, "times_loaded": 0, "pinned": true, "based_on": 1}],
    "next_cursor": "c1"})");
  BOOST_TEST(f.run({"handoff", "history", "api", "--limit", "1"}) == 0);
  BOOST_TEST((f.last_params() == json(R"({"project": "api", "limit": 1})")));
  BOOST_TEST(f.printed("manual"));
  BOOST_TEST(f.printed("pinned, from 1"));
  BOOST_TEST(f.printed("--cursor c1 goes on"));
}

BOOST_AUTO_TEST_CASE(diff_prints_what_differs_below_its_heading) {
  Fixture f;
  f.daemon.on("handoff.diff",
              R"({"from": 1, "to": 2, "lines": [{"change": "same", "text": "## State"},
    {"change": "same", "text": "- a"}, {"change": "removed", "text": "- b\u001b"}, {"change": "added", "text": "- c"}]})");
  BOOST_TEST(f.run({"handoff", "diff"}) == 0);
  BOOST_TEST(f.out.text() == "Version 1 to 2\n  ## State\n- - b␛\n+ - c\n");
  BOOST_TEST(f.run({"handoff", "diff", "x"}) == 2);
}

BOOST_AUTO_TEST_CASE(a_line_is_pinned_by_its_number_or_by_its_words) {
  Fixture f;
  f.daemon.on("handoff.pin", a_change);
  f.run({"handoff", "pin", "12"});
  BOOST_TEST((f.last_params() == json(R"({"project": "/home/me/api/src", "line": 12})")));
  f.run({"handoff", "pin", "12 tulips", "--project", "api"});
  BOOST_TEST((f.last_params() == json(R"({"project": "api", "text": "12 tulips"})")));
  f.run({"handoff", "pin", "--version-number", "3"});
  BOOST_TEST((f.last_params() == json(R"({"project": "/home/me/api/src", "version": 3})")));
  BOOST_TEST(f.run({"handoff", "pin", "12", "--version-number", "3"}) == 2);
}

BOOST_AUTO_TEST_CASE(a_note_is_made_of_all_words) {
  Fixture f;
  f.daemon.on("handoff.note", a_change);
  BOOST_TEST(f.run({"handoff", "note", "never", "use", "it", "--section", "constraints"}) == 0);
  BOOST_TEST((
      f.last_params() ==
      json(
          R"({"project": "/home/me/api/src", "text": "never use it", "section": "constraints"})")));
}

BOOST_AUTO_TEST_CASE(lines_are_numbered_across_sections) {
  Fixture f;
  f.daemon.on("handoff.get",
              R"({"project_id": 1, "project": "api", "version": 3, "session_number": 7,
    "generator": "extractive", "created_at": "2026-01-05T11:00:00Z", "tokens": 12, "text": "",
    "sections": [{"name": "state", "title": "State", "lines": [{"text": "a", "citations": []}]},
                 {"name": "files", "title": "Files", "lines": [{"text": "b", "citations": []}]}]})");
  BOOST_TEST(f.run({"handoff", "--numbers"}) == 0);
  BOOST_TEST(f.out.text() == "State\n   1  a\nFiles\n   2  b\n");
  BOOST_TEST(f.run({"handoff", "--numbers", "--budget", "500"}) == 2);
}

BOOST_AUTO_TEST_SUITE_END()
