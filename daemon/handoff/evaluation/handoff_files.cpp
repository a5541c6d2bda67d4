#include "daemon/handoff/evaluation/handoff_files.hpp"

#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include <boost/json.hpp>

#include "daemon/handoff/evaluation/converted_session.hpp"

namespace baton::handoff::evaluation {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

std::string name_of(std::size_t sessions_before, std::int64_t budget, const char* extension) {
  return std::to_string(sessions_before) + "." + std::to_string(budget) + extension;
}

std::optional<std::string> contents_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

void write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) throw LoadError(path.string() + ": cannot be written");
}

Citation parse_citation(std::string_view text, const std::string& place) {
  Citation citation;
  const char* end = text.data() + text.size();
  const auto session = std::from_chars(text.data(), end, citation.session);
  if (session.ec == std::errc() && session.ptr != end && *session.ptr == ':') {
    const auto ordinal = std::from_chars(session.ptr + 1, end, citation.ordinal);
    if (ordinal.ec == std::errc() && ordinal.ptr == end) return citation;
  }
  throw LoadError(place + ": '" + std::string(text) + "' is no citation such as 3:41");
}

Line parse_line(const json::value& value, const std::string& place) {
  const auto* object = value.if_object();
  const auto* text = object == nullptr ? nullptr : object->if_contains("text");
  const auto* citations = object == nullptr ? nullptr : object->if_contains("citations");
  if (text == nullptr || !text->is_string() || citations == nullptr || !citations->is_array())
    throw LoadError(place + ": a line has a text and a list of citations");
  Line line{std::string(std::string_view(text->get_string())), {}};
  for (const auto& citation : citations->get_array()) {
    if (!citation.is_string()) throw LoadError(place + ": a citation is a text such as \"3:41\"");
    line.citations.push_back(parse_citation(citation.get_string(), place));
  }
  return line;
}

}  // namespace

std::string lines_to_json(const std::vector<Line>& lines) {
  json::array list;
  for (const auto& line : lines) {
    json::array citations;
    for (const auto& citation : line.citations) {
      citations.emplace_back(std::to_string(citation.session) + ":" +
                             std::to_string(citation.ordinal));
    }
    list.push_back(json::object{{"text", line.text}, {"citations", std::move(citations)}});
  }
  return json::serialize(list);
}

std::vector<Line> lines_from_json(std::string_view text, const std::string& place) {
  json::error_code error;
  const auto value = json::parse(text, error);
  if (error) throw LoadError(place + ": " + error.message());
  if (!value.is_array()) throw LoadError(place + ": expected a list of lines");
  std::vector<Line> lines;
  for (const auto& line : value.get_array())
    lines.push_back(parse_line(line, place + ", line " + std::to_string(lines.size() + 1)));
  return lines;
}

Generated read_handoff(const fs::path& directory, std::size_t sessions_before,
                       std::int64_t budget) {
  const auto path = directory / name_of(sessions_before, budget, ".md");
  auto text = contents_of(path);
  if (!text) throw LoadError(path.string() + ": there is no handoff to measure");
  Generated made{std::move(*text), {}};
  const auto sidecar = directory / name_of(sessions_before, budget, ".json");
  if (const auto lines = contents_of(sidecar))
    made.lines = lines_from_json(*lines, sidecar.string());
  return made;
}

void write_handoff(const fs::path& directory, std::size_t sessions_before, std::int64_t budget,
                   const Generated& made) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) throw LoadError(directory.string() + ": " + error.message());
  write_file(directory / name_of(sessions_before, budget, ".md"), made.text);
  write_file(directory / name_of(sessions_before, budget, ".json"), lines_to_json(made.lines));
}

}  // namespace baton::handoff::evaluation
