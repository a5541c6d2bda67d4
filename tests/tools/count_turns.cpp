// Prints how many turns the parsers find in files: `FILE<TAB>session<TAB>kind<TAB>count`, then
// `FILE<TAB>total<TAB>turns<TAB>count`. count_claude_code.py and count_specstory.py print the same,
// counted in another way.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>

#include "daemon/capture/source.hpp"

namespace {

using namespace baton;

constexpr std::string_view name_of(store::TurnKind kind) {
  switch (kind) {
    case store::TurnKind::text:
      return "text";
    case store::TurnKind::thinking:
      return "thinking";
    case store::TurnKind::tool_call:
      return "tool_call";
    case store::TurnKind::tool_result:
      return "tool_result";
    case store::TurnKind::summary:
      return "summary";
  }
  return "";
}

class Counter final : public capture::EventSink {
 public:
  void on_session(const store::SessionFacts& facts) override { session_ = facts.external_id; }

  void on_turn(capture::TurnEvent turn) override {
    std::map<std::string, int>& counts = sessions_[session_];
    ++counts[std::string(name_of(turn.kind))];
    if (turn.kind == store::TurnKind::text && turn.role == store::Role::user && !turn.injected)
      ++counts["typed"];
    if (turn.is_error) ++counts["error"];
    ++total_;
  }

  void on_usage(store::Usage) override {}
  void on_unparsed(store::UnparsedRecord record) override {
    ++unparsed_;
    if (std::getenv("BATON_COUNT_VERBOSE") != nullptr)
      std::cerr << record.line << ": " << record.reason << "\n";
  }

  void print(const std::string& file) const {
    for (const auto& [session, counts] : sessions_) {
      for (const auto& [kind, count] : counts) {
        std::cout << file << '\t' << session << '\t' << kind << '\t' << count << '\n';
      }
    }
    std::cout << file << "\ttotal\tturns\t" << total_ << '\n';
    std::cout << file << "\ttotal\tunparsed\t" << unparsed_ << '\n';
  }

 private:
  std::string session_;
  std::map<std::string, std::map<std::string, int>> sessions_;
  int total_ = 0;
  int unparsed_ = 0;
};

void count(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  Counter counter;
  for (const auto& source : capture::all_sources()) {
    if (!source->recognises(file, std::string_view(bytes).substr(0, 4096))) continue;
    const auto parser = source->make_parser(file, "");
    do {
      parser->parse(bytes, 0, 1, counter);
    } while (!parser->finished());
    break;
  }
  counter.print(file);
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) count(argv[i]);
}
