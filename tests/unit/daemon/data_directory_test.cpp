#include "daemon/data_directory.hpp"

#include <stdexcept>

#include <boost/test/unit_test.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temporary_directory.hpp"

using baton::DataDirectory;

BOOST_AUTO_TEST_SUITE(data_directory)

BOOST_AUTO_TEST_CASE(a_second_holder_is_refused_with_the_first_ones_process) {
  const baton::tests::TemporaryDirectory directory;
  const DataDirectory first((directory / "data").string());
  BOOST_CHECK_EXCEPTION(
      DataDirectory((directory / "data").string()), std::runtime_error, [](const auto& error) {
        return std::string(error.what()).find("process " + std::to_string(::getpid())) !=
               std::string::npos;
      });
}

BOOST_AUTO_TEST_CASE(the_lock_goes_with_its_holder) {
  const baton::tests::TemporaryDirectory directory;
  { const DataDirectory first((directory / "data").string()); }
  const DataDirectory second((directory / "data").string());
  BOOST_TEST(second.database().filename() == "baton.db");
}

BOOST_AUTO_TEST_CASE(the_directory_is_private) {
  const baton::tests::TemporaryDirectory directory;
  const DataDirectory data((directory / "data").string());
  struct stat status {};
  BOOST_REQUIRE_EQUAL(::stat((directory / "data").c_str(), &status), 0);
  BOOST_TEST((status.st_mode & 0777U) == 0700U);
}

BOOST_AUTO_TEST_CASE(the_key_is_made_once) {
  const baton::tests::TemporaryDirectory directory;
  const DataDirectory data((directory / "data").string());
  const std::string key = data.redaction_key();
  BOOST_TEST(key.size() == 32U);
  BOOST_TEST((data.redaction_key() == key));
}

BOOST_AUTO_TEST_SUITE_END()
