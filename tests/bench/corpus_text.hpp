#pragma once
// Text to fill logs with: code and comments of the C++ headers that every machine has on which
// Baton is built. Random syllables would neither compress nor repeat as real text does.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace baton::bench {

/// Numbers that are the same on every run.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  /// A number from 0 to `limit` - 1.
  std::size_t below(std::size_t limit) { return engine_() % limit; }
  std::int64_t between(std::int64_t low, std::int64_t high);
  bool chance(double probability);
  /// Log-normal, as lengths in real logs are.
  std::size_t length(double median, double sigma, std::size_t low, std::size_t high);
  /// Letters and digits.
  std::string token(std::size_t size);
  std::string uuid();

 private:
  std::mt19937_64 engine_;
};

/// A file's lines, or some of them in a row.
struct Excerpt {
  std::string path;
  std::size_t first_line = 1;
  std::vector<std::string_view> lines;
  std::string_view file;       ///< the whole file
  std::size_t file_lines = 0;  ///< of the whole file
};

/// The lines as one text.
std::string join(const std::vector<std::string_view>& lines);

/// Text drawn from the headers below /usr/include/c++ and /usr/include/boost.
class TextSource {
 public:
  /// Reads up to 60 MB of headers. @throws std::runtime_error when there are too few
  TextSource();

  /// `size` bytes of paragraphs from comments.
  std::string prose(Random& random, std::size_t size) const;
  /// The same on one line.
  std::string phrase(Random& random, std::size_t size) const;
  /// At most `lines` lines of a header.
  Excerpt code(Random& random, std::size_t lines) const;

 private:
  struct File {
    std::string path;
    std::string text;
    std::vector<std::string_view> lines;
  };
  void read_files(std::string_view directory);
  void collect_paragraphs(const File& file);

  std::vector<File> files_;
  std::vector<std::string> paragraphs_;
};

}  // namespace baton::bench
