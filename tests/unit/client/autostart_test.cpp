#include "client/autostart.hpp"

#include <filesystem>
#include <fstream>

#include <boost/test/unit_test.hpp>
#include <stdlib.h>
#include <sys/stat.h>

using namespace baton::client;

namespace {

// A folder of its own, with programs named batond in it.
struct Folder {
  std::filesystem::path path;

  Folder() {
    char name[] = "/tmp/baton-client-XXXXXX";
    path = ::mkdtemp(name);
  }
  ~Folder() { std::filesystem::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write_daemon(const std::string& script) const {
    const auto program = path / "batond";
    std::ofstream(program) << "#!/bin/sh\n" << script;
    ::chmod(program.c_str(), 0700);
  }

  Environment environment() const {
    Environment environment;
    environment.home = path;
    environment.path = path;
    return environment;
  }
};

std::string failure_of(const Environment& environment, const std::string& socket, bool start) {
  try {
    reach_daemon(environment, socket, {.start = start, .timeout = std::chrono::seconds(2)});
  } catch (const Failure& failure) {
    BOOST_TEST((failure.code() == ExitCode::unreachable));
    return failure.what();
  }
  return "reached";
}

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(autostart)

BOOST_AUTO_TEST_CASE(looks_beside_itself_then_in_the_build_then_in_path) {
  const std::vector<std::string> expected{"/b/client/batond", "/b/daemon/batond", "/usr/bin/batond",
                                          "/opt/batond"};
  BOOST_TEST(daemon_candidates("/b/client", "/usr/bin:relative::/opt") == expected,
             boost::test_tools::per_element());
  BOOST_TEST(daemon_candidates("", std::nullopt).empty());
}

BOOST_AUTO_TEST_CASE(takes_the_first_that_is_a_program) {
  const auto found =
      first_program({"/a", "/b", "/c"}, [](const std::string& path) { return path != "/a"; });
  BOOST_TEST(found.value_or("") == "/b");
  BOOST_TEST(!first_program({"/a"}, [](const std::string&) { return false; }));
}

BOOST_AUTO_TEST_CASE(knows_the_socket_of_the_unit) {
  BOOST_TEST(runtime_directory_of("/run/user/1000/baton/baton.sock").value_or("") ==
             "/run/user/1000");
  BOOST_TEST(!runtime_directory_of("/tmp/other.sock"));
  BOOST_TEST(!runtime_directory_of("/baton/baton.sock"));
}

BOOST_AUTO_TEST_CASE(does_not_start_when_told_not_to) {
  const Folder folder;
  const std::string message = failure_of(folder.environment(), folder.path / "s.sock", false);
  BOOST_TEST(contains(message, "--no-start"));
  BOOST_TEST(!std::filesystem::exists(folder.path / ".local"));
}

BOOST_AUTO_TEST_CASE(tells_the_last_line_of_a_daemon_that_failed) {
  const Folder folder;
  folder.write_daemon("echo first; echo 'the store is \033[31mbroken' >&2; exit 1\n");
  const std::string message = failure_of(folder.environment(), folder.path / "s.sock", true);
  BOOST_TEST(contains(message, "the store is ␛[31mbroken"));
  BOOST_TEST(contains(message, "batond.log"));
  const auto log = folder.path / ".local/state/baton/batond.log";
  BOOST_TEST((std::filesystem::status(log).permissions() == std::filesystem::perms(0600)));
}

BOOST_AUTO_TEST_CASE(waits_for_the_byte_and_connects) {
  const Folder folder;
  const std::string socket = folder.path / "s.sock";
  // Detached as a daemon is: no terminal, root as directory, nothing open but 0 to 3.
  folder.write_daemon(
      "ls -l /proc/self/fd >&2; pwd >&2\n"
      "exec python3 -c 'import os,socket,sys\n"
      "s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[2]); s.listen()\n"
      "os.write(int(sys.argv[4]), b\"r\"); s.settimeout(5); s.accept()' \"$@\"\n");
  const FileDescriptor connected = reach_daemon(folder.environment(), socket, {});
  BOOST_TEST(static_cast<bool>(connected));
}

BOOST_AUTO_TEST_CASE(a_path_too_long_for_a_socket_is_an_error) {
  BOOST_TEST(contains(failure_of({}, "/" + std::string(200, 'x'), true), "cannot connect"));
}

BOOST_AUTO_TEST_SUITE_END()
