#include <stdexcept>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "daemon/base/text.hpp"
#include "daemon/handoff/candidate.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/staleness/work_tree_json.hpp"

namespace baton::handoff {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(const std::string& reason) {
  throw std::runtime_error("not a handoff document: " + reason);
}

json::object encode(const Line& line) {
  json::array citations;
  for (const auto& citation : line.citations) {
    citations.emplace_back(std::to_string(citation.session) + ":" +
                           std::to_string(citation.ordinal));
  }
  json::object out{{"text", to_valid_utf8(line.text)}, {"citations", std::move(citations)}};
  if (line.by_user) out.emplace("by_user", true);
  return out;
}

json::object encode(const Section& section) {
  json::array lines;
  for (const auto& line : section.lines) lines.emplace_back(encode(line));
  const auto name = to_string(section.name);
  return {{"name", json::string_view(name.data(), name.size())}, {"lines", std::move(lines)}};
}

const json::object& object_in(const json::value& value) {
  if (!value.is_object()) refuse("expected an object");
  return value.get_object();
}

const json::array& array_in(const json::object& object, json::string_view name) {
  const auto* value = object.if_contains(name);
  if (value == nullptr || !value->is_array())
    refuse("expected an array `" + std::string(name) + "`");
  return value->get_array();
}

std::string string_in(const json::value* value) {
  if (value == nullptr || !value->is_string()) refuse("expected a string");
  return {value->get_string().data(), value->get_string().size()};
}

Citation citation_in(const json::value& value) {
  const auto citation = parse_citation(string_in(&value));
  if (!citation) refuse("bad citation");
  return *citation;
}

Line line_in(const json::value& value) {
  const auto& object = object_in(value);
  Line line{string_in(object.if_contains("text")), {}};
  for (const auto& citation : array_in(object, "citations"))
    line.citations.push_back(citation_in(citation));
  const auto* by_user = object.if_contains("by_user");
  line.by_user = by_user != nullptr && by_user->is_bool() && by_user->get_bool();
  return line;
}

Section section_in(const json::value& value) {
  const auto& object = object_in(value);
  const auto name = section_named(string_in(object.if_contains("name")));
  if (!name) refuse("unknown section");
  Section section{*name, {}};
  for (const auto& line : array_in(object, "lines")) section.lines.push_back(line_in(line));
  return section;
}

}  // namespace

std::string to_json(const Document& document) {
  json::array sections;
  for (const auto& section : document.sections) sections.emplace_back(encode(section));
  json::object out{{"session", document.session}, {"sections", std::move(sections)}};
  if (document.work_tree) out.emplace("work_tree", to_json(*document.work_tree));
  return json::serialize(out);
}

Document from_json(std::string_view text) {
  boost::system::error_code error;
  const auto value = json::parse(json::string_view(text.data(), text.size()), error);
  if (error) refuse(error.message());
  Document document;
  const auto& object = object_in(value);
  // Documents of earlier versions do not tell.
  if (const auto* session = object.if_contains("session"); session != nullptr) {
    if (!session->is_int64()) refuse("expected a number `session`");
    document.session = session->get_int64();
  }
  for (const auto& section : array_in(object, "sections"))
    document.sections.push_back(section_in(section));
  if (const auto* tree = object.if_contains("work_tree"); tree != nullptr)
    document.work_tree = work_tree_from_json(*tree);
  return document;
}

}  // namespace baton::handoff
