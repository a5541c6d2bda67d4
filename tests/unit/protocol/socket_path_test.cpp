#include "protocol/socket_path.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>

#include <boost/test/unit_test.hpp>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

namespace baton::protocol::test {

namespace {

/// An environment in which nothing is set and no runtime directory exists, and a place to make one.
class SocketPathFixture {
 public:
  SocketPathFixture() {
    std::string pattern = "/tmp/baton-test-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    directory_ = pattern;
    environment.run_user = directory_.string();
    environment.user = ::geteuid();
  }
  ~SocketPathFixture() { std::filesystem::remove_all(directory_); }
  SocketPathFixture(const SocketPathFixture&) = delete;
  SocketPathFixture& operator=(const SocketPathFixture&) = delete;

  std::string runtime_directory() const {
    return (directory_ / std::to_string(::geteuid())).string();
  }

  SocketEnvironment environment;

 private:
  std::filesystem::path directory_;
};

std::string complaint(const SocketEnvironment& environment) {
  try {
    return "no complaint about " + socket_path(environment);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(socket_paths, SocketPathFixture)

BOOST_AUTO_TEST_CASE(is_what_the_variable_says) {
  environment.baton_socket = "/elsewhere/b.sock";
  environment.xdg_runtime_dir = "/run/user/1000";

  BOOST_TEST(socket_path(environment) == "/elsewhere/b.sock");
}

BOOST_AUTO_TEST_CASE(is_in_the_runtime_directory) {
  environment.baton_socket = "";
  environment.xdg_runtime_dir = "/run/user/1000";
  environment.home = "/home/ada";

  BOOST_TEST(socket_path(environment) == "/run/user/1000/baton/baton.sock");
}

BOOST_AUTO_TEST_CASE(is_in_the_runtime_directory_even_when_no_variable_tells_of_it) {
  std::filesystem::create_directory(runtime_directory());
  environment.home = "/home/ada";

  BOOST_TEST(socket_path(environment) == runtime_directory() + "/baton/baton.sock");
}

BOOST_AUTO_TEST_CASE(is_not_in_a_runtime_directory_of_somebody_else) {
  environment.user = ::geteuid() + 1;
  std::filesystem::create_directory(environment.run_user + "/" + std::to_string(environment.user));
  environment.home = "/home/ada";

  BOOST_TEST(socket_path(environment) == "/home/ada/.local/state/baton/run/baton.sock");
}

BOOST_AUTO_TEST_CASE(falls_back_to_the_state_directory) {
  environment.home = "/home/ada";
  BOOST_TEST(socket_path(environment) == "/home/ada/.local/state/baton/run/baton.sock");

  environment.xdg_state_home = "/state";
  BOOST_TEST(socket_path(environment) == "/state/baton/run/baton.sock");
}

BOOST_AUTO_TEST_CASE(ignores_relative_directories) {
  environment.xdg_runtime_dir = "run";
  environment.xdg_state_home = "state";
  environment.home = "/home/ada";

  BOOST_TEST(socket_path(environment) == "/home/ada/.local/state/baton/run/baton.sock");
}

BOOST_AUTO_TEST_CASE(says_what_to_set_when_there_is_none) {
  BOOST_TEST(complaint(environment) ==
             "cannot tell where the daemon's socket is: set BATON_SOCKET to its path, or HOME");
}

BOOST_AUTO_TEST_CASE(has_room_for_107_bytes) {
  environment.baton_socket = "/" + std::string(106, 's');
  BOOST_TEST(socket_path(environment).size() == 107U);

  environment.baton_socket = "/" + std::string(107, 's');
  BOOST_TEST(
      complaint(environment).starts_with("the path of the daemon's socket is 108 bytes long"));
  BOOST_TEST(complaint(environment).find("set BATON_SOCKET") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_this_process_follows_its_environment) {
  BOOST_REQUIRE(::setenv("BATON_SOCKET", "/tmp/of-this-process.sock", 1) == 0);

  const std::string path = default_socket_path();
  ::unsetenv("BATON_SOCKET");

  BOOST_TEST(path == "/tmp/of-this-process.sock");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::protocol::test
