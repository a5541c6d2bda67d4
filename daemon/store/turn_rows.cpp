#include "daemon/store/turn_rows.hpp"

#include "daemon/store/packing.hpp"

namespace baton::store {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::size_t uuid_bytes = 16;
constexpr std::size_t uuid_characters = 36;

bool is_hyphen_position(std::size_t position) {
  return position == 8 || position == 13 || position == 18 || position == 23;
}

std::string columns(const char* session_id, const char* ordinal) {
  return std::string("SELECT t.id, ") + session_id + " AS session_id, " + ordinal +
         " AS ordinal, t.created_at, t.role, t.kind, t.injected, t.is_error, n.name, t.tool_kind, "
         "t.tool_call_id, "
         "t.external_id, typeof(t.external_id) = 'blob', t.compressed, t.text, t.identity ";
}

}  // namespace

std::string select_turns_of_session() {
  return columns("t.session_id", "t.ordinal") +
         "FROM turns t LEFT JOIN names n ON n.id = t.tool_name_id "
         "WHERE t.session_id = ?1 AND t.ordinal > ?2 AND t.withdrawn = 0 UNION ALL " +
         columns("e.session_id", "e.ordinal") +
         "FROM session_turns e JOIN turns t ON t.id = e.turn_id LEFT JOIN names n ON n.id = "
         "t.tool_name_id "
         "WHERE e.session_id = ?1 AND e.ordinal > ?2 ORDER BY ordinal LIMIT ?3";
}

Turn read_turn(const Rows& rows) {
  Turn turn;
  turn.id = rows.integer(0);
  turn.session_id = rows.integer(1);
  turn.ordinal = rows.integer(2);
  turn.created_at = rows.integer(3);
  turn.role = static_cast<Role>(rows.integer(4));
  turn.kind = static_cast<TurnKind>(rows.integer(5));
  turn.injected = rows.flag(6);
  turn.is_error = rows.flag(7);
  turn.tool_name = rows.text(8);
  turn.tool_kind = static_cast<ToolKind>(rows.integer(9));
  turn.tool_call_id = rows.text(10);
  turn.external_id = rows.flag(12) ? unpack_uuid(rows.bytes(11)) : rows.text(11);
  turn.text = unpack_text(rows.bytes(14), rows.flag(13));
  turn.identity = rows.integer(15);
  return turn;
}

std::optional<std::string> pack_uuid(std::string_view text) {
  if (text.size() != uuid_characters) return std::nullopt;
  std::string bytes;
  bool high = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hyphen_position(i)) {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const std::size_t digit = hex_digits.find(text[i]);
    if (digit == std::string_view::npos) return std::nullopt;
    if (high) {
      bytes.push_back(static_cast<char>(digit << 4U));
    } else {
      bytes.back() = static_cast<char>(static_cast<unsigned char>(bytes.back()) | digit);
    }
    high = !high;
  }
  return bytes;
}

std::string unpack_uuid(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size() && i < uuid_bytes; ++i) {
    if (is_hyphen_position(text.size())) text.push_back('-');
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text.push_back(hex_digits[byte >> 4U]);
    text.push_back(hex_digits[byte & 0x0fU]);
  }
  return text;
}

}  // namespace baton::store
