#include "daemon/handoff/memory/similar_sessions.hpp"

#include <vector>

#include <boost/test/unit_test.hpp>

namespace baton::handoff {
namespace {

constexpr KeyId parser = 0;
constexpr KeyId lexer = 1;
constexpr KeyId guide = 2;
constexpr KeyId socket_file = 3;
constexpr std::size_t key_count = 4;

void give(SimilarSessions& sessions, const std::vector<KeyId>& ids) {
  for (const auto id : ids) sessions.add_given(id, 1);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(similar_sessions)

BOOST_AUTO_TEST_CASE(sessions_with_the_same_keys_are_quite_similar) {
  SimilarSessions sessions;
  give(sessions, {parser, lexer});
  sessions.begin_session();
  give(sessions, {lexer, parser});
  const auto found = sessions.resemblances(key_count);
  BOOST_TEST(found[parser].given == 1.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(found[guide].given == 0.0);
}

BOOST_AUTO_TEST_CASE(similarity_is_the_cosine_of_what_was_given) {
  SimilarSessions sessions;
  give(sessions, {parser, lexer});
  sessions.begin_session();
  give(sessions, {lexer, socket_file});
  BOOST_TEST(sessions.resemblances(key_count)[parser].given == 0.5,
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(sessions_with_nothing_in_common_tell_nothing) {
  SimilarSessions sessions;
  give(sessions, {parser});
  sessions.begin_session();
  give(sessions, {socket_file});
  BOOST_TEST(sessions.resemblances(key_count)[parser].given == 0.0);
}

BOOST_AUTO_TEST_CASE(the_opening_after_a_similar_session_comes_next) {
  SimilarSessions sessions;
  give(sessions, {parser});
  sessions.add_asked(parser);
  sessions.begin_session();
  sessions.add_opened(guide);
  sessions.begin_session();
  give(sessions, {parser});
  const auto found = sessions.resemblances(key_count);
  BOOST_TEST(found[guide].next == 1.0);
  BOOST_TEST(found[parser].asked == 1.0);
  BOOST_TEST(found[guide].given == 0.0);
}

BOOST_AUTO_TEST_CASE(a_session_is_forgotten_after_forty) {
  SimilarSessions sessions;
  give(sessions, {parser});
  for (int i = 0; i < 39; ++i) sessions.begin_session();
  give(sessions, {parser});
  BOOST_TEST(sessions.resemblances(key_count)[parser].given == 1.0);
  sessions.begin_session();
  sessions.begin_session();
  give(sessions, {parser});
  BOOST_TEST(sessions.past().size() == 39U);
  BOOST_TEST(sessions.resemblances(key_count)[parser].given == 1.0);
}

BOOST_AUTO_TEST_CASE(renumbered_sessions_lose_what_is_forgotten) {
  SimilarSessions sessions;
  give(sessions, {parser, lexer});
  sessions.begin_session();
  sessions.renumber({UINT32_MAX, guide, UINT32_MAX, UINT32_MAX});
  BOOST_TEST(sessions.past().front().given == std::vector<KeyId>{guide},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
