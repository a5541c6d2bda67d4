#include "daemon/capture/sources/claude_code_blocks.hpp"

#include "daemon/base/text.hpp"
#include "daemon/capture/sources/json_access.hpp"

namespace baton::capture::claude_code {

namespace json = boost::json;

namespace {

std::size_t base64_bytes(std::string_view data) {
  while (!data.empty() && data.back() == '=') data.remove_suffix(1);
  return data.size() * 3 / 4;
}

std::string stub_of_media(std::string_view type, const json::object* source) {
  std::string stub = "[" + std::string(type);
  if (source == nullptr) return stub + "]";
  const std::string_view media = string_member(*source, "media_type");
  const std::string_view data = string_member(*source, "data");
  const std::string_view url = string_member(*source, "url");
  const bool is_text = string_member(*source, "type") == "text";
  if (!media.empty()) stub.append(" ").append(media);
  if (!url.empty()) stub.append(" ").append(utf8_prefix(url, 200));
  if (!data.empty()) {
    stub += ", " + std::to_string(is_text ? data.size() : base64_bytes(data)) + " bytes";
  }
  return stub + "]";
}

void append_line(std::string& text, std::string_view line) {
  if (line.empty()) return;
  if (!text.empty()) text += '\n';
  text += line;
}

}  // namespace

std::string stub_of_block(const json::object& block) {
  const std::string_view type = string_member(block, "type");
  if (type == "image" || type == "document")
    return stub_of_media(type, object_member(block, "source"));
  if (type == "tool_reference") {
    return "[tool_reference " + std::string(string_member(block, "tool_name")) + "]";
  }
  return {};
}

std::string text_of_result(const json::value* content) {
  if (content == nullptr || content->is_null()) return {};
  if (const json::string* text = content->if_string()) return {text->data(), text->size()};
  const json::array* blocks = content->if_array();
  if (blocks == nullptr) return to_compact_json(*content);
  std::string text;
  for (const json::value& value : *blocks) {
    const json::object* block = value.if_object();
    if (block == nullptr) continue;
    const bool is_text = string_member(*block, "type") == "text";
    append_line(text, is_text ? std::string(string_member(*block, "text")) : stub_of_block(*block));
  }
  return text;
}

}  // namespace baton::capture::claude_code
