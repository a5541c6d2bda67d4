#include "tests/bench/corpus.hpp"

#include <fstream>
#include <stdexcept>
#include <string>

#include "tests/bench/corpus_session.hpp"
#include "tests/bench/corpus_text.hpp"

namespace baton::bench {
namespace {

constexpr int projects = 12;

const TextSource& texts() {
  static const TextSource source;
  return source;
}

void save(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

const char* rare_word() {
  return "zyzzogeton";
}

Corpus make_corpus(const std::filesystem::path& directory, double megabytes, Profile profile,
                   unsigned seed) {
  Random random(seed);
  Corpus corpus{directory};
  std::filesystem::create_directories(directory);
  for (; corpus.megabytes < megabytes; ++corpus.files) {
    const std::string name = "project" + std::to_string(corpus.files % projects);
    SessionWriter session(texts(), random, profile, "/home/dev/src/" + name);
    const std::size_t exchanges =
        profile == Profile::chat ? random.length(60, 0.7, 5, 600) : random.length(8, 0.8, 1, 80);
    for (std::size_t i = 0; i < exchanges; ++i) session.write_exchange();
    save(directory / ("session-" + std::to_string(corpus.files) + ".jsonl"), session.text());
    corpus.megabytes += static_cast<double>(session.text().size()) / 1e6;
    corpus.turns += session.turns();
  }
  return corpus;
}

Corpus make_session(const std::filesystem::path& directory, std::size_t turns) {
  Random random(3);
  SessionWriter session(texts(), random, Profile::tool, "/home/dev/src/long");
  while (session.turns() < turns) session.write_exchange();
  std::filesystem::create_directories(directory);
  save(directory / "long.jsonl", session.text());
  return {directory, static_cast<double>(session.text().size()) / 1e6, 1, session.turns()};
}

}  // namespace baton::bench
