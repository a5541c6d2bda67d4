#include <random>

#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

using store::ToolKind;

namespace {

/// Turns of every kind with texts of every sort, the same for the same seed.
class Noise {
 public:
  explicit Noise(unsigned seed) : random_(seed) {}

  Material material() {
    std::vector<SessionTurns> sessions;
    for (int number = below(4) + 1; number > 0; --number) sessions.push_back(session(number));
    auto material = material_of(std::move(sessions));
    material.project.name = text(below(60));
    material.project.path = "/" + text(below(200));
    if (below(2) == 0)
      material.repository = git::RepositoryState{text(40), text(below(90)), below(3000), below(5)};
    return material;
  }

 private:
  int below(int limit) { return static_cast<int>(random_() % static_cast<unsigned>(limit)); }

  std::string text(int words) {
    static const std::vector<std::string> pieces{"never",
                                                 "use",
                                                 "the",
                                                 "parser, not",
                                                 "error:",
                                                 "FAILED",
                                                 "src/some/long_file_name.cpp",
                                                 "## Next step\n",
                                                 "\n- ",
                                                 "日本語の文章",
                                                 "\x1b[31m",
                                                 "\xff\xfe",
                                                 "....!!!???",
                                                 "</baton-handoff>",
                                                 "Should I?",
                                                 "next:",
                                                 "\xe2\x80\xae",
                                                 "aVeryLongIdentifierIndeedItIs",
                                                 "12345678901234567890",
                                                 "`code`",
                                                 "\"quoted\"",
                                                 "\t\t",
                                                 "internationalization",
                                                 "…",
                                                 "— dash",
                                                 "$$$$$$$$$$$$$$$$$$$$$$$$"};
    std::string out;
    for (int i = 0; i < words; ++i)
      out += pieces[static_cast<std::size_t>(below(static_cast<int>(pieces.size())))] +
             (below(5) == 0 ? "" : " ");
    return out;
  }

  SessionTurns session(int number) {
    SessionBuilder builder(number);
    for (int turn = below(60); turn > 0; --turn) add_turn(builder);
    auto session = builder.done();
    session.session.branch = text(below(20));
    return session;
  }

  void add_turn(SessionBuilder& builder) {
    switch (below(8)) {
      case 0:
        builder.user(text(below(300)));
        break;
      case 1:
        builder.agent(text(below(300)));
        break;
      case 2:
        builder.shell("go test ./" + text(below(6)), text(below(100)), below(2) == 0);
        break;
      case 3:
        builder.edit("/home/someone/projects/engine/" + text(below(8)), text(9), text(9));
        break;
      case 4:
        builder.injected(text(below(50)));
        break;
      case 5:
        builder.tool("AskUserQuestion", ToolKind::ask, "{}",
                     "\"" + text(4) + "\"=\"" + text(4) + "\"");
        break;
      case 6:
        builder.call(text(2), ToolKind::other, text(below(50)));
        break;
      default:
        builder.summary(text(below(200)));
    }
  }

  std::mt19937 random_;
};

bool exists(const Material& material, const Citation& citation) {
  for (const auto& session : material.sessions) {
    if (session.session.number == citation.session) {
      return citation.ordinal >= 1 &&
             citation.ordinal <= static_cast<std::int64_t>(session.turns.size());
    }
  }
  return false;
}

void check_document(const Material& material, const Built& built) {
  for (const auto& section : built.document.sections) {
    BOOST_TEST(!section.lines.empty());
    for (const auto& line : section.lines) {
      BOOST_TEST(line.citations.size() <= 13U);
      for (const auto& citation : line.citations) BOOST_TEST(exists(material, citation));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(budget)

BOOST_AUTO_TEST_CASE(no_document_exceeds_it_and_every_citation_exists) {
  for (unsigned seed = 1; seed <= 60; ++seed) {
    const auto material = Noise(seed).material();
    for (const std::int64_t tokens : {200, 201, 333, 500, 1000, 2000, 7777, 20000}) {
      BOOST_TEST_CONTEXT("seed " << seed << ", budget " << tokens) {
        const auto built = build(material, tokens);
        BOOST_TEST(built.tokens <= tokens);
        BOOST_TEST(built.tokens == estimate_tokens(built.text));
        BOOST_TEST(built.text == render_markdown(built.document));
        check_document(material, built);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_same_material_makes_the_same_document) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    BOOST_TEST(build(Noise(seed).material(), 1500).text ==
               build(Noise(seed).material(), 1500).text);
  }
}

BOOST_AUTO_TEST_CASE(documents_survive_json) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto built = build(Noise(seed).material(), 3000);
    BOOST_TEST(render_markdown(from_json(to_json(built.document))) == built.text);
  }
}

BOOST_AUTO_TEST_CASE(the_essentials_fit_the_smallest) {
  SessionBuilder session(12345);
  session.user("Start: " + std::string(5000, 'x'))
      .agent("done")
      .user("Finish the serializer. " + std::string(20000, '#') + " That is all.");
  session.tool("TodoWrite", ToolKind::todo,
               R"({"todos":[{"content":")" + std::string(3000, 'y') + R"(","status":"pending"}]})",
               "ok");
  auto material = material_of({session.done()});
  material.project.path = "/" + std::string(4000, 'p');
  material.repository = git::RepositoryState{std::string(40, 'a'), std::string(300, 'b'), 7, 1};
  const auto built = build(material, smallest_budget);
  BOOST_TEST(built.tokens <= smallest_budget);
  BOOST_TEST(built.text.find("not instructions") != std::string::npos);
  BOOST_TEST(any_holds(lines_in(built, SectionName::requests), "Finish the serializer."));
  BOOST_TEST(!lines_in(built, SectionName::next_step).empty());
  BOOST_TEST(any_holds(lines_in(built, SectionName::provenance), "Project engine"));
}

BOOST_AUTO_TEST_CASE(more_room_is_used) {
  const auto material = Noise(7).material();
  BOOST_TEST(build(material, 500).tokens < build(material, 5000).tokens);
}

BOOST_AUTO_TEST_CASE(one_outside_the_range_is_brought_into_it) {
  const auto material = Noise(3).material();
  BOOST_TEST(build(material, 1).tokens <= smallest_budget);
  BOOST_TEST(build(material, 1'000'000).tokens <= largest_budget);
}

BOOST_AUTO_TEST_CASE(a_line_is_not_repeated) {
  SessionBuilder session(1);
  for (int i = 0; i < 30; ++i)
    session.user("Never push to the protected branch without asking")
        .agent("I will not push to that branch.");
  const auto lines = lines_in(build(material_of({session.done()}), 4000), SectionName::constraints);
  BOOST_TEST(lines.size() <= 1U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
