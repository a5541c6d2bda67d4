#include "daemon/rpc/listening_socket.hpp"

#include <fstream>

#include <boost/test/unit_test.hpp>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/temporary_directory.hpp"

namespace {

using namespace baton;

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  BOOST_REQUIRE_EQUAL(::lstat(path.c_str(), &status), 0);
  return status.st_mode & 0777U;
}

struct Fixture {
  tests::TemporaryDirectory directory;
  std::filesystem::path path = directory / "run/baton.sock";
  mode_t old_mask = ::umask(077);
  ~Fixture() { ::umask(old_mask); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(listening_socket, Fixture)

BOOST_AUTO_TEST_CASE(the_socket_and_its_directory_are_private) {
  const rpc::ListeningSocket socket = rpc::open_listening_socket(path.string());
  BOOST_TEST(mode_of(path) == 0600U);
  BOOST_TEST(mode_of(path.parent_path()) == 0700U);
  ::close(socket.descriptor);
}

BOOST_AUTO_TEST_CASE(a_socket_file_that_nobody_listens_on_is_replaced) {
  ::close(rpc::open_listening_socket(path.string()).descriptor);
  const rpc::ListeningSocket socket = rpc::open_listening_socket(path.string());
  BOOST_TEST(socket.descriptor >= 0);
  ::close(socket.descriptor);
}

BOOST_AUTO_TEST_CASE(a_socket_that_somebody_listens_on_is_left_alone) {
  const rpc::ListeningSocket first = rpc::open_listening_socket(path.string());
  BOOST_CHECK_EXCEPTION(
      rpc::open_listening_socket(path.string()), rpc::ListenError, [](const auto& error) {
        return std::string(error.what()).find("another daemon listens") != std::string::npos;
      });
  ::close(first.descriptor);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_socket_is_not_removed) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path) << "somebody's notes";
  BOOST_CHECK_THROW(rpc::open_listening_socket(path.string()), rpc::ListenError);
  BOOST_TEST(std::filesystem::file_size(path) > 0U);
}

BOOST_AUTO_TEST_CASE(a_path_that_does_not_fit_into_an_address_is_refused) {
  const std::string long_path = directory.path().string() + "/" + std::string(120, 'x');
  BOOST_CHECK_THROW(rpc::open_listening_socket(long_path), rpc::ListenError);
}

BOOST_AUTO_TEST_CASE(our_own_process_is_a_peer_of_ours) {
  int pair[2];
  BOOST_REQUIRE_EQUAL(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
  BOOST_TEST(rpc::is_own_peer(pair[0]));
  ::close(pair[0]);
  ::close(pair[1]);
}

BOOST_AUTO_TEST_SUITE_END()
