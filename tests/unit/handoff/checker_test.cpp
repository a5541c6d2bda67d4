// Looks at work trees on a thread of its own.

#include "daemon/handoff/staleness/checker.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <thread>

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "daemon/git/repository.hpp"
#include "tests/unit/git/real_repository.hpp"

namespace baton::handoff {
namespace {

using LookPointer = StalenessChecker::LookPointer;
using Answered = std::promise<LookPointer>;

/// A repository that was on another branch at the end of the session.
struct Repository : tests::GitSandbox {
  Repository() {
    make_repository("app");
    StalenessQuestion asked;
    asked.then.root = asked.directory = text("app");
    asked.then.branch = "topic";
    asked.project_key = git::locate_project(text("app")).key;
    question = std::make_shared<const StalenessQuestion>(asked);
  }

  /// Who looks at the work tree waits until somebody writes to its branch, as on a network disk.
  void make_hang() const {
    std::filesystem::remove(path(branch));
    BOOST_REQUIRE(::mkfifo(text(branch).c_str(), 0600) == 0);
  }
  void end_hanging() const {
    const int pipe = ::open(text(branch).c_str(), O_RDWR | O_CLOEXEC);
    std::filesystem::remove(path(branch));
    ::close(pipe);
  }

  bool ask(StalenessChecker& checker, Answered& answered, LookPointer before = nullptr) const {
    return checker.ask(question, std::move(before),
                       [&](LookPointer found) { answered.set_value(std::move(found)); });
  }

  /// Asks now and then, seldom enough that the queue never is full.
  void wait_until_it_refuses(StalenessChecker& checker) const {
    int taken = 0;
    while (checker.ask(question, nullptr, [](const LookPointer&) {})) {
      BOOST_REQUIRE(++taken < 30);
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }

  const std::string branch = "app/.git/refs/heads/main";
  std::shared_ptr<const StalenessQuestion> question;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(staleness_checker, Repository)

BOOST_AUTO_TEST_CASE(gives_what_it_finds) {
  StalenessChecker checker;
  Answered answered;
  BOOST_TEST(ask(checker, answered));
  BOOST_TEST(answered.get_future().get()->staleness.other_branch);
}

BOOST_AUTO_TEST_CASE(goes_by_what_was_found_before) {
  StalenessChecker checker;
  Answered first;
  ask(checker, first);
  auto before = std::make_shared<Look>(*first.get_future().get());
  before->staleness.branch = "found before";
  Answered second;
  ask(checker, second, before);
  BOOST_TEST(second.get_future().get()->staleness.branch == "found before");
}

BOOST_AUTO_TEST_CASE(makes_nobody_wait_behind_a_look_that_hangs) {
  make_hang();
  StalenessChecker checker;
  Answered late;
  ask(checker, late);
  wait_until_it_refuses(checker);
  end_hanging();
  BOOST_TEST(late.get_future().get() != nullptr);
}

BOOST_AUTO_TEST_CASE(can_be_left_while_a_look_hangs) {
  make_hang();
  std::atomic<int> answers = 0;
  {
    StalenessChecker checker;
    checker.ask(question, nullptr, [&](const LookPointer&) { ++answers; });
    wait_until_it_refuses(checker);
  }
  end_hanging();
  BOOST_TEST(answers == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
