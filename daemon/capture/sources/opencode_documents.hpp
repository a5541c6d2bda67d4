#pragma once
// opencode's files: the sessions that it kept before it had a database, and its exports.

#include <filesystem>
#include <string>
#include <string_view>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/opencode_session.hpp"

namespace baton::capture::opencode {

/// Reads a session's file, `<storage>/session/<project>/ses_….json`, with the messages and parts
/// that lie beside it, or an export, `{info, messages: [{info, parts}]}`.
class DocumentParser final : public Parser {
 public:
  explicit DocumentParser(std::filesystem::path path) : path_(std::move(path)) {}

  void parse(std::string_view bytes, std::uint64_t offset, std::int64_t first_line,
             EventSink& sink) override;
  std::string save_state() const override { return {}; }

 private:
  static void read_export(const SessionRecord& session, const boost::json::array& messages,
                          EventSink& sink);
  void read_storage(const SessionRecord& session, EventSink& sink);
  void read_message(const SessionRecord& session, const std::string& id, const std::string& text,
                    EventSink& sink);

  std::filesystem::path path_;
  JsonReader documents_;
  JsonReader parts_;  // a value lives only until its reader reads the next one
};

}  // namespace baton::capture::opencode
