#include "daemon/git/paths.hpp"

#include <boost/test/unit_test.hpp>

namespace baton::git {

BOOST_AUTO_TEST_SUITE(paths)

BOOST_AUTO_TEST_CASE(of_windows_are_told_from_others) {
  for (const char* path : {"C:\\x", "c:/x", "\\\\server\\share"}) BOOST_TEST(is_windows_path(path));
  for (const char* path : {"/x", "C:", "x:y", "C:x", "", "relative\\dir"})
    BOOST_TEST(!is_windows_path(path));
}

BOOST_AUTO_TEST_CASE(of_windows_are_normalised) {
  BOOST_TEST(normalise_windows_path("C:/x/./y/../z\\") == "C:\\x\\z");
  BOOST_TEST(normalise_windows_path("C:\\..\\..") == "C:\\");
  BOOST_TEST(normalise_windows_path("\\\\server\\share\\a\\..") == "\\\\server\\share");
}

BOOST_AUTO_TEST_CASE(are_normalised) {
  BOOST_TEST(normalise("/a/./b/../c/").string() == "/a/c");
  BOOST_TEST(normalise("/..").string() == "/");
  BOOST_TEST(normalise("//").string() == "/");
}

BOOST_AUTO_TEST_CASE(lead_to_the_nearest_directory) {
  BOOST_TEST(nearest_directory("/no/such/directory").value().string() == "/");
  BOOST_TEST(!nearest_directory("relative").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::git
