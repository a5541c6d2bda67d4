#include "tests/bench/corpus_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <unordered_set>

namespace baton::bench {
namespace {

constexpr std::size_t smallest_file = 1500;
constexpr std::size_t largest_part = 60'000;  // of one file
constexpr std::size_t most_bytes = 60'000'000;
constexpr std::size_t shortest_paragraph = 40;
constexpr std::size_t longest_paragraph = 1500;

std::vector<std::filesystem::path> headers_below(std::string_view directory) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory, error)) {
    if (entry.is_regular_file() && entry.file_size() >= smallest_file)
      paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());  // a directory's order is not the same everywhere
  return paths;
}

std::string beginning_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(largest_part, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  // A few headers are not UTF-8; an agent would not have written their bytes.
  for (char& byte : text) {
    if (static_cast<unsigned char>(byte) >= 0x80U || byte == '\r') byte = ' ';
  }
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// What stands in a line that is nothing but a comment; empty for all others.
std::string_view comment_in(std::string_view line) {
  const std::size_t start = line.find_first_not_of(' ');
  if (start == std::string_view::npos) return {};
  line.remove_prefix(start);
  if (!line.starts_with("//") && !line.starts_with("* ")) return {};
  const std::size_t text = line.find_first_not_of("/*!<@-=+# ");
  return text == std::string_view::npos ? std::string_view() : line.substr(text);
}

/// Every header begins with the same licence; real prose does not.
bool is_licence(std::string_view text) {
  for (const char* word : {"opyright", "icense", "WARRANTY", "http"}) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low)));
}

bool Random::chance(double probability) {
  return std::uniform_real_distribution<double>(0, 1)(engine_) < probability;
}

std::size_t Random::length(double median, double sigma, std::size_t low, std::size_t high) {
  const double value = median * std::exp(std::normal_distribution<double>(0, sigma)(engine_));
  return std::clamp(static_cast<std::size_t>(value), low, high);
}

std::string Random::token(std::size_t size) {
  static constexpr std::string_view characters =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  std::string text(size, '\0');
  for (char& character : text) character = characters[below(characters.size())];
  return text;
}

std::string Random::uuid() {
  char text[40];
  const std::uint64_t high = engine_();
  const std::uint64_t low = engine_();
  std::snprintf(text, sizeof text, "%08x-%04x-4%03x-8%03x-%012llx",
                static_cast<unsigned>(high >> 32U), static_cast<unsigned>(high & 0xFFFFU),
                static_cast<unsigned>(high >> 16U & 0xFFFU), static_cast<unsigned>(low >> 52U),
                static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
  return text;
}

std::string join(const std::vector<std::string_view>& lines) {
  std::string text;
  for (const std::string_view line : lines) {
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

TextSource::TextSource() {
  read_files("/usr/include/c++");
  read_files("/usr/include/boost");
  std::unordered_set<std::string> seen;
  for (const File& file : files_) collect_paragraphs(file);
  std::erase_if(paragraphs_, [&](const std::string& text) { return !seen.insert(text).second; });
  constexpr std::size_t fewest = 1000;
  if (files_.size() < fewest || paragraphs_.size() < fewest) {
    throw std::runtime_error(
        "too few headers below /usr/include/c++ and /usr/include/boost to make logs from; install "
        "g++ and libboost-dev");
  }
}

void TextSource::read_files(std::string_view directory) {
  std::vector<std::filesystem::path> paths = headers_below(directory);
  Random random(1);
  for (std::size_t i = paths.size(); i > 1; --i) std::swap(paths[i - 1], paths[random.below(i)]);
  std::size_t bytes = 0;
  for (const auto& path : paths) {
    if (bytes > most_bytes / 2) break;
    files_.push_back({path.string(), beginning_of(path), {}});
    bytes += files_.back().text.size();
  }
  for (File& file : files_) file.lines = lines_of(file.text);
}

void TextSource::collect_paragraphs(const File& file) {
  std::string paragraph;
  for (const std::string_view line : file.lines) {
    const std::string_view text = comment_in(line);
    if (!text.empty()) {
      if (!paragraph.empty()) paragraph += '\n';
      paragraph += text;
      continue;
    }
    if (paragraph.size() > shortest_paragraph && paragraph.size() < longest_paragraph &&
        !is_licence(paragraph))
      paragraphs_.push_back(std::move(paragraph));
    paragraph.clear();
  }
}

std::string TextSource::prose(Random& random, std::size_t size) const {
  std::string text;
  while (text.size() < size) {
    if (!text.empty()) text += "\n\n";
    text += paragraphs_[random.below(paragraphs_.size())];
  }
  text.resize(size);
  return text;
}

std::string TextSource::phrase(Random& random, std::size_t size) const {
  std::string text = prose(random, size);
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

Excerpt TextSource::code(Random& random, std::size_t lines) const {
  const File& file = files_[random.below(files_.size())];
  const std::size_t all = file.lines.size();
  const std::size_t first = random.below(all > lines ? all - lines : 1);
  const std::size_t count = std::min(lines, all - first);
  const auto begin = file.lines.begin() + static_cast<std::ptrdiff_t>(first);
  return {
      file.path, first + 1, {begin, begin + static_cast<std::ptrdiff_t>(count)}, file.text, all};
}

}  // namespace baton::bench
