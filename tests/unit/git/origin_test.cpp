#include "daemon/git/origin.hpp"

#include <boost/test/unit_test.hpp>

namespace baton::git {

BOOST_AUTO_TEST_SUITE(origin)

BOOST_AUTO_TEST_CASE(loses_user_and_password_of_urls) {
  BOOST_TEST(without_credentials("https://me:pw@host/a/b.git") == "https://host/a/b.git");
  BOOST_TEST(without_credentials("https://token@host:8443/a") == "https://host:8443/a");
  BOOST_TEST(without_credentials("ssh://git@host/a") == "ssh://host/a");
  BOOST_TEST(without_credentials("https://me:p@ss@host/a@b") == "https://host/a@b");
  BOOST_TEST(without_credentials("https://me:pw@host") == "https://host");
}

BOOST_AUTO_TEST_CASE(loses_query_and_fragment) {
  BOOST_TEST(without_credentials("https://host/a?private_token=x#y") == "https://host/a");
}

BOOST_AUTO_TEST_CASE(loses_the_user_of_short_addresses) {
  BOOST_TEST(without_credentials("git@github.com:a/b.git") == "github.com:a/b.git");
}

BOOST_AUTO_TEST_CASE(keeps_what_has_none) {
  for (const char* url :
       {"https://host/a", "host:a/b", "/srv/git/a@b", "../a@b:c/d", "", "file:///srv/a@b"}) {
    BOOST_TEST(without_credentials(url) == url);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::git
