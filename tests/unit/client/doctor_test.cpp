#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "client/commands/doctor_checks.hpp"
#include "client/connection.hpp"
#include "tests/unit/client/fixture.hpp"

using namespace baton::client;
using namespace baton::client::test;

namespace {

struct Doctor : Fixture {
  std::filesystem::path folder;
  FileDescriptor listening{::socket(AF_UNIX, SOCK_STREAM, 0)};

  Doctor() {
    char name[] = "/tmp/baton-doctor-XXXXXX";
    folder = ::mkdtemp(name);
    context.environment.home = folder;
    context.globals.socket = folder / "s.sock";
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    context.globals.socket->copy(address.sun_path, sizeof address.sun_path - 1);
    BOOST_REQUIRE(
        ::bind(listening.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    ::chmod(context.globals.socket->c_str(), 0600);
    daemon.on("daemon.status", a_status);
    daemon.on("daemon.doctor",
              R"({"checks": [{"name": "store", "outcome": "ok", "detail": "fine"}]})");
  }
  ~Doctor() { std::filesystem::remove_all(folder); }
  Doctor(const Doctor&) = delete;
  Doctor& operator=(const Doctor&) = delete;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(doctor)

BOOST_AUTO_TEST_CASE(all_is_well) {
  Doctor f;
  BOOST_TEST(f.run({"doctor"}) == 0);
  BOOST_TEST(f.printed("✓ ok      store: fine\n"));
  BOOST_TEST(f.printed("All is well.\n"));
}

BOOST_AUTO_TEST_CASE(a_check_inside_the_daemon_fails) {
  Doctor f;
  f.daemon.on("daemon.doctor",
              R"({"checks": [{"name": "store", "outcome": "failure", "detail": "disk full",
    "remedy": "make room"}]})");
  BOOST_TEST(f.run({"doctor"}) == 1);
  BOOST_TEST(f.printed("✗ failure store: disk full\n            → make room\n"));
  BOOST_TEST(f.printed("1 failure, 0 warnings.\n"));
}

BOOST_AUTO_TEST_CASE(goes_on_without_a_daemon) {
  Doctor f;
  f.context.connect = [](const Context&) -> Transport& {
    throw Failure(ExitCode::unreachable, "nobody there");
  };
  BOOST_TEST(f.run({"doctor"}) == 1);
  BOOST_TEST(f.printed("✗ failure daemon: nobody there\n"));
  BOOST_TEST(f.printed("log: "));
}

BOOST_AUTO_TEST_CASE(json_holds_every_check) {
  Doctor f;
  BOOST_TEST(f.run({"doctor", "--json"}) == 0);
  const auto checks = json(f.out.text()).at("checks").as_array();
  BOOST_TEST(checks.size() == 6U);
  BOOST_TEST(checks.front().at("name").as_string() == "socket folder");
}

BOOST_AUTO_TEST_CASE(looks_at_permissions) {
  const Doctor f;
  ::chmod(f.context.globals.socket->c_str(), 0666);
  BOOST_TEST(check_socket(*f.context.globals.socket).back().outcome == "warning");
  ::chmod(f.folder.c_str(), 0777);
  BOOST_TEST(check_socket(*f.context.globals.socket).front().outcome == "failure");
  const std::string file = f.folder / "file";
  std::ofstream(file) << "x";
  BOOST_TEST(check_socket(file).back().outcome == "failure");
  BOOST_TEST(check_socket(f.folder / "none").back().outcome == "warning");
}

BOOST_AUTO_TEST_CASE(a_daemon_of_another_version) {
  const auto read = [](const boost::json::value& status) {
    return read_as<baton::protocol::DaemonStatusResult>("s", status);
  };
  auto status = json(a_status);
  BOOST_TEST(check_version(read(status)).outcome == "ok");
  status.at("version") = "0.0.9";
  BOOST_TEST(check_version(read(status)).outcome == "warning");
  status.at("protocol_version") = 0;
  BOOST_TEST(check_version(read(status)).outcome == "failure");
}

BOOST_AUTO_TEST_CASE(finds_the_unit_and_the_log) {
  const Doctor f;
  BOOST_TEST(check_unit(f.context.environment).detail.starts_with("no systemd unit"));
  std::filesystem::create_directories(f.folder / ".config/systemd/user");
  std::ofstream(f.folder / ".config/systemd/user/baton.socket") << "x";
  BOOST_TEST(check_unit(f.context.environment).detail.starts_with("systemd, by "));
  BOOST_TEST(check_log(f.context.environment).detail.ends_with("(not written yet)"));
  std::filesystem::create_directories(f.folder / ".local/state/baton");
  const std::string log = f.folder / ".local/state/baton/batond.log";
  std::ofstream(log) << "line\n";
  ::chmod(log.c_str(), 0644);
  BOOST_TEST(check_log(f.context.environment).outcome == "warning");
  ::chmod(log.c_str(), 0600);
  BOOST_TEST(check_log(f.context.environment).detail.ends_with("(5 B)"));
  BOOST_TEST(check_log({}).outcome == "failure");
}

BOOST_AUTO_TEST_SUITE_END()
