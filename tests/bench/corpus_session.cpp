#include "tests/bench/corpus_session.hpp"

#include <algorithm>
#include <utility>

#include "daemon/base/time.hpp"

namespace baton::bench {

namespace json = boost::json;

SessionWriter::SessionWriter(const TextSource& texts, Random& random, Profile profile,
                             std::string directory)
    : texts_(texts),
      random_(random),
      profile_(profile),
      directory_(std::move(directory)),
      session_id_(random.uuid()),
      branch_(random.chance(0.67) ? "main" : "feat/x-" + std::to_string(random.below(99))),
      time_(1'772'323'200'000 + random.between(0, 200LL * 86'400'000)) {
  const json::object summary{
      {"type", "summary"}, {"summary", texts.phrase(random, 60)}, {"leafUuid", random.uuid()}};
  text_ = json::serialize(summary) + "\n";
}

void SessionWriter::write_exchange() {
  const bool chat = profile_ == Profile::chat;
  write_record(
      "user",
      {{"message",
        {{"role", "user"}, {"content", texts_.prose(random_, random_.length(180, 1.0, 15, 6000))}}},
       {"permissionMode", "default"},
       {"promptId", random_.uuid()}});
  ++turns_;
  if (!chat || random_.chance(0.2)) write_snapshot(parent_);
  const std::size_t calls = chat ? (random_.chance(0.25) ? 1U : 0U) : random_.length(6, 0.9, 0, 40);
  for (std::size_t i = 0; i < calls; ++i) write_tool_use();
  json::array blocks;
  if (!chat && random_.chance(0.5)) blocks.push_back(thinking());
  std::string answer = texts_.prose(
      random_, chat ? random_.length(320, 0.7, 40, 3000) : random_.length(700, 0.8, 80, 6000));
  if (random_.below(chat ? 800 : 120) == 0) answer += std::string(" ") + rare_word();
  blocks.push_back({{"type", "text"}, {"text", answer}});
  write_answer(std::move(blocks));
  if (!chat) write_duration();
}

void SessionWriter::write_tool_use() {
  ToolUse use = make_tool_use(texts_, random_, profile_, directory_);
  const std::string id = "toolu_01" + random_.token(22);
  json::array blocks;
  if (random_.chance(0.25)) blocks.push_back(thinking());
  if (random_.chance(0.45)) {
    blocks.push_back(
        {{"type", "text"}, {"text", texts_.prose(random_, random_.length(140, 0.7, 30, 900))}});
  }
  blocks.push_back(
      {{"type", "tool_use"}, {"id", id}, {"name", use.name}, {"input", std::move(use.input)}});
  write_answer(std::move(blocks));
  write_record("user", {{"message",
                         {{"role", "user"},
                          {"content", json::array{{{"tool_use_id", id},
                                                   {"type", "tool_result"},
                                                   {"content", use.output},
                                                   {"is_error", false}}}}}},
                        {"toolUseResult", std::move(use.details)}});
  ++turns_;
}

void SessionWriter::write_answer(json::array blocks) {
  const std::string message_id = "msg_01" + random_.token(22);
  const std::string request_id = "req_011C" + random_.token(20);
  context_tokens_ = std::min<std::int64_t>(190'000, context_tokens_ + random_.between(200, 4000));
  turns_ += blocks.size();
  for (json::value& block : blocks) {
    write_record("assistant", {{"message",
                                {{"model", "claude-opus-4-6"},
                                 {"id", message_id},
                                 {"type", "message"},
                                 {"role", "assistant"},
                                 {"content", json::array{std::move(block)}},
                                 {"stop_reason", nullptr},
                                 {"stop_sequence", nullptr},
                                 {"usage", usage()}}},
                               {"requestId", request_id}});
  }
}

void SessionWriter::write_record(const char* type, json::object record) {
  json::object whole = envelope();
  for (auto& member : record) whole.insert_or_assign(member.key(), std::move(member.value()));
  parent_ = random_.uuid();
  whole["type"] = type;
  whole["uuid"] = parent_;
  whole["timestamp"] = time();
  text_ += json::serialize(whole) + "\n";
}

void SessionWriter::write_snapshot(const std::string& message_id) {
  const json::object snapshot{
      {"messageId", message_id}, {"trackedFileBackups", json::object()}, {"timestamp", time()}};
  text_ += json::serialize(json::object{{"type", "file-history-snapshot"},
                                        {"messageId", message_id},
                                        {"snapshot", snapshot},
                                        {"isSnapshotUpdate", false}}) +
           "\n";
}

void SessionWriter::write_duration() {
  const std::string parent = parent_;
  write_record("system", {{"subtype", "turn_duration"},
                          {"durationMs", random_.between(2000, 400'000)},
                          {"isMeta", false}});
  parent_ = parent;
}

json::object SessionWriter::envelope() {
  json::object record;
  record["parentUuid"] = parent_.empty() ? json::value() : json::value(parent_);
  record["isSidechain"] = false;
  record["userType"] = "external";
  record["cwd"] = directory_;
  record["sessionId"] = session_id_;
  record["version"] = "2.1.162";
  record["gitBranch"] = branch_;
  return record;
}

json::object SessionWriter::usage() {
  return {{"input_tokens", random_.between(1, 12)},
          {"cache_creation_input_tokens", random_.between(100, 4000)},
          {"cache_read_input_tokens", context_tokens_},
          {"cache_creation",
           {{"ephemeral_5m_input_tokens", random_.between(100, 4000)},
            {"ephemeral_1h_input_tokens", 0}}},
          {"output_tokens", random_.between(1, 900)},
          {"service_tier", "standard"},
          {"inference_geo", "not_available"}};
}

json::object SessionWriter::thinking() {
  // A signature is base64: a third longer than its bytes.
  return {{"type", "thinking"},
          {"thinking", texts_.prose(random_, random_.length(350, 0.8, 60, 4000))},
          {"signature", random_.token(random_.length(350, 0.6, 120, 2500) * 4 / 3)}};
}

std::string SessionWriter::time() {
  time_ += random_.between(300, 20'000);
  return format_time(time_);
}

}  // namespace baton::bench
