// What the log formats share: patches, files of tool calls, calls that wait for results, outlines.

#include <boost/json.hpp>

#include "daemon/capture/sources/apply_patch.hpp"
#include "daemon/capture/sources/json_outline.hpp"
#include "daemon/capture/sources/line_counts.hpp"
#include "daemon/capture/sources/open_calls.hpp"
#include "daemon/capture/sources/tool_files.hpp"
#include "tests/unit/capture/sources_recording.hpp"

using namespace baton::capture;
using namespace baton::capture::testing;
using baton::store::FileOperation;
using baton::store::FileTouch;

namespace {

/// `modified a.txt +2 -1`
std::string describe(const FileTouch& file) {
  static constexpr std::array operations{"read", "created", "modified", "deleted", "renamed"};
  return std::string(operations.at(static_cast<std::size_t>(file.operation))) + " " + file.path +
         " +" + std::to_string(file.lines_added) + " -" + std::to_string(file.lines_removed);
}

Lines describe(const std::vector<FileTouch>& files) {
  Lines lines;
  for (const FileTouch& file : files) lines.push_back(describe(file));
  return lines;
}

Lines files_of(std::string_view tool, std::string_view input) {
  const boost::json::value value = boost::json::parse({input.data(), input.size()});
  return describe(files_of_input(tool, value.as_object()));
}

OpenCalls restored(const OpenCalls& calls) {
  const boost::json::array rows = calls.to_json();
  return OpenCalls::from_json(&rows);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tool_input)

BOOST_AUTO_TEST_CASE(a_patch_names_files_and_counts_lines) {
  BOOST_TEST(describe(files_of_patch("*** Begin Patch\n*** Add File: a\n+1\n+2\n"
                                     "*** Update File: b\n@@\n x\n-y\n+z\n*** Delete File: c\n"
                                     "*** End Patch\n+not\n")) ==
             (Lines{"created a +2 -0", "modified b +1 -1", "deleted c +0 -0"}));
}

BOOST_AUTO_TEST_CASE(a_moved_file_is_deleted_where_it_was) {
  BOOST_TEST(describe(files_of_patch(
                 "*** Begin Patch\n*** Update File: a\n*** Move to: b\n+1\n*** End Patch")) ==
             (Lines{"deleted a +0 -0", "renamed b +1 -0"}));
}

BOOST_AUTO_TEST_CASE(a_patch_may_stand_within_a_script) {
  BOOST_TEST(
      describe(files_of_patch(
          R"({"cmd":"apply_patch <<'E'\n*** Begin Patch\n*** Add File: a\n+\"1\"\n*** End Patch\nE"})")) ==
      Lines{"created a +1 -0"});
}

BOOST_AUTO_TEST_CASE(text_without_a_patch_touches_nothing) {
  BOOST_TEST(files_of_patch("*** Add File: a\n+1\n").empty());
  BOOST_TEST(files_of_patch("").empty());
}

BOOST_AUTO_TEST_CASE(an_edit_counts_the_lines_that_differ) {
  BOOST_TEST(files_of("edit", R"({"path":"a","old_str":"1\n2\n3\n","new_str":"1\nx\ny\n3\n"})") ==
             Lines{"modified a +2 -1"});
  BOOST_TEST(files_of("replace", R"({"file_path":"a","old_string":"x","new_string":"x"})") ==
             Lines{"modified a +0 -0"});
  BOOST_TEST(files_of("replace", R"({"file_path":"a","old_string":"x","new_string":""})") ==
             Lines{"modified a +0 -1"});
}

BOOST_AUTO_TEST_CASE(files_are_told_by_the_tools_kind) {
  BOOST_TEST(files_of("view", R"({"path":"a"})") == Lines{"read a +0 -0"});
  BOOST_TEST(files_of("create", R"({"path":"a","file_text":"1\n2"})") == Lines{"created a +2 -0"});
  BOOST_TEST(files_of("write_file", R"({"file_path":"a","content":"1"})") ==
             Lines{"modified a +1 -0"});
  BOOST_TEST(files_of("delete_file", R"({"path":"a"})") == Lines{"deleted a +0 -0"});
  BOOST_TEST(files_of("str_replace_editor", R"({"command":"view","path":"a"})") ==
             Lines{"read a +0 -0"});
  BOOST_TEST(files_of("apply_patch", R"({"patch":"*** Begin Patch\n*** Delete File: a\n"})") ==
             Lines{"deleted a +0 -0"});
  BOOST_TEST(files_of("list_directory", R"({"path":"a"})").empty());
  BOOST_TEST(files_of("bash", R"({"path":"a"})").empty());
}

BOOST_AUTO_TEST_CASE(a_diff_counts_its_lines_without_its_head) {
  FileTouch touch;
  count_diff("--- a\n+++ b\n@@\n-x\n+y\n+z\n same\n", touch);
  BOOST_TEST(touch.lines_added == 2);
  BOOST_TEST(touch.lines_removed == 1);
}

BOOST_AUTO_TEST_CASE(an_open_call_waits_for_its_result_over_readings) {
  OpenCalls calls;
  BOOST_TEST(calls.remember({"c1", "edit", {{"a", FileOperation::renamed, 3, 4}}}).empty());
  OpenCalls later = restored(calls);
  const auto found = later.take("c1");
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST(found->tool == "edit");
  BOOST_TEST(describe(found->files) == Lines{"renamed a +3 -4"});
  BOOST_TEST(!later.take("c1").has_value());
}

BOOST_AUTO_TEST_CASE(files_that_are_too_many_are_told_with_the_call) {
  OpenCalls calls;
  const std::vector<FileTouch> many(100, {std::string(100, 'x'), FileOperation::created, 1, 0});
  BOOST_TEST(calls.remember({"c1", "edit", many}).size() == 100U);
  BOOST_TEST(calls.take("c1").value().files.empty());
}

BOOST_AUTO_TEST_CASE(of_many_open_calls_the_oldest_are_forgotten) {
  OpenCalls calls;
  for (int i = 0; i < 10'000; ++i) calls.remember({"call" + std::to_string(i), "edit", {}});
  BOOST_TEST(boost::json::serialize(calls.to_json()).size() < 16'384U);
  BOOST_TEST(!calls.take("call0").has_value());
  BOOST_TEST(calls.take("call9999").has_value());
}

BOOST_AUTO_TEST_CASE(an_outline_has_the_members_of_the_top_level) {
  const JsonOutline outline(R"({"a":"x\"y","b":{"c":"d"},"e" : "f","g":[{"h":1}],"i":"cut)");
  BOOST_TEST(outline.text("a") == R"(x\"y)");
  BOOST_TEST(outline.has("b"));
  BOOST_TEST(outline.text("b").empty());
  BOOST_TEST(!outline.has("c"));
  BOOST_TEST(outline.text("e") == "f");
  BOOST_TEST(!outline.has("h"));
  BOOST_TEST(outline.text("i") == "cut");
}

BOOST_AUTO_TEST_CASE(outlines_pass_over_what_is_no_object) {
  BOOST_TEST(outlines_of_lines("\xEF\xBB\xBF\n\nx\n{\"a\":1}\n{\"b\":1}\n{\"c\":1}", 2).size() ==
             2U);
  BOOST_TEST(outlines_of_lines("", 2).empty());
}

BOOST_AUTO_TEST_SUITE_END()
