#include "tests/bench/corpus.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "daemon/base/time.hpp"

namespace baton::bench {
namespace {

namespace json = boost::json;

class Writer {
 public:
  explicit Writer(unsigned seed) : random_(seed) {
    for (int i = 0; i < 20'000; ++i) words_.push_back(make_word());
  }

  /// One session's log; returns its turns.
  std::size_t write_session(const std::filesystem::path& path, int number, std::size_t bytes) {
    std::ofstream file(path, std::ios::binary);
    session_ = uuid();
    directory_ = "/home/dev/src/project" + std::to_string(number % 20);
    time_ = 1'760'000'000'000 + number * 7'200'000LL;
    std::size_t turns = 0;
    while (static_cast<std::size_t>(file.tellp()) < bytes) {
      turns += write_exchange(file);
    }
    return turns;
  }

 private:
  std::size_t write_exchange(std::ofstream& file) {
    put(file, "user", json::value(prose(20)));
    std::size_t turns = 1;
    const int calls = static_cast<int>(random_() % 6);
    for (int i = 0; i < calls; ++i, turns += 2) {
      const std::string id = "toolu_" + uuid().substr(0, 20);
      const std::string command = "grep -rn " + word() + " src/" + word() + ".go";
      put(file, "assistant",
          json::array{{{"type", "tool_use"},
                       {"id", id},
                       {"name", "Bash"},
                       {"input", {{"command", command}}}}});
      put(file, "user",
          json::array{{{"type", "tool_result"},
                       {"tool_use_id", id},
                       {"content", output()},
                       {"is_error", false}}});
    }
    put(file, "assistant", json::array{{{"type", "text"}, {"text", prose(60)}}});
    return turns + 1;
  }

  void put(std::ofstream& file, const char* role, const json::value& content) {
    time_ += 1000 + static_cast<std::int64_t>(random_() % 20'000);
    json::object message{{"role", role}, {"content", content}};
    if (role[0] == 'a') message["model"] = "claude-opus-4-5";
    file << json::serialize(json::object{{"type", role},
                                         {"uuid", uuid()},
                                         {"sessionId", session_},
                                         {"timestamp", format_time(time_)},
                                         {"cwd", directory_},
                                         {"gitBranch", "main"},
                                         {"version", "2.1.0"},
                                         {"message", message}})
         << '\n';
  }

  std::string prose(int words) {
    std::string text;
    for (int i = 0; i < words; ++i) text += (i == 0 ? "" : " ") + word();
    if (random_() % 2000 == 0) text += std::string(" ") + rare_word();
    return text;
  }

  /// What a command printed: log-normal length, about 700 bytes at the median, lines of paths and
  /// words.
  std::string output() {
    std::lognormal_distribution<double> length(6.5, 1.2);
    const auto bytes = static_cast<std::size_t>(std::min(length(random_), 60'000.0));
    std::string text;
    while (text.size() < bytes) {
      text += "src/" + word() + "/" + word() + ".go:" + std::to_string(random_() % 900) + ": " +
              prose(8) + "\n";
    }
    return text;
  }

  const std::string& word() {
    // Zipf by inversion: rank r with probability about 1/r.
    const double u = std::uniform_real_distribution<double>(0, 1)(random_);
    const auto rank = static_cast<std::size_t>(std::pow(static_cast<double>(words_.size()), u)) - 1;
    return words_[rank];
  }

  std::string make_word() {
    static constexpr const char* syllables[] = {"ba", "con", "de",  "fi", "gra", "ha",  "in",
                                                "ko", "le",  "mo",  "nu", "or",  "pre", "qui",
                                                "re", "sta", "tor", "un", "ver", "xi"};
    std::string text;
    const int count = 1 + static_cast<int>(random_() % 4);
    for (int i = 0; i < count; ++i) text += syllables[random_() % std::size(syllables)];
    return text;
  }

  std::string uuid() {
    char text[40];
    const std::uint64_t high = random_();
    const std::uint64_t low = random_();
    std::snprintf(text, sizeof text, "%08x-%04x-4%03x-8%03x-%012llx",
                  static_cast<unsigned>(high >> 32U), static_cast<unsigned>(high & 0xFFFFU),
                  static_cast<unsigned>(high >> 16U & 0xFFFU), static_cast<unsigned>(low >> 52U),
                  static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
    return text;
  }

  std::mt19937_64 random_;
  std::vector<std::string> words_;
  std::string session_;
  std::string directory_;
  std::int64_t time_ = 0;
};

}  // namespace

const char* rare_word() {
  return "zyzzogeton";
}

Corpus make_corpus(const std::filesystem::path& directory, double megabytes, unsigned seed) {
  Corpus corpus{directory};
  Writer writer(seed);
  std::filesystem::create_directories(directory);
  for (int number = 0; corpus.megabytes < megabytes; ++number) {
    const auto path = directory / ("session-" + std::to_string(number) + ".jsonl");
    corpus.turns += writer.write_session(path, number, 400'000);
    corpus.megabytes += static_cast<double>(std::filesystem::file_size(path)) / 1e6;
    ++corpus.files;
  }
  return corpus;
}

}  // namespace baton::bench
