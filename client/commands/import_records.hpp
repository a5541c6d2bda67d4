#pragma once
// From the lines of an export to the daemon, batch by batch.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>

#include "client/context.hpp"
#include "client/line_reader.hpp"
#include "protocol/methods/archive.hpp"

namespace baton::client {

/// Sends the lines of one export. What is sent stays, whatever comes behind it: every line says all
/// that the daemon needs to know, so that an import that broke off is simply run again.
class RecordImport {
 public:
  /// @param name what the file is called in messages
  RecordImport(Context& context, LineReader& lines, std::string name);

  /// Sends everything and returns what became of it.
  ///
  /// @throws Failure refused at the first line that is wrong, with its number; the lines before it
  /// are stored. Also as Transport::request() does.
  protocol::ImportWriteResult run();

 private:
  std::optional<std::string> next_line();
  void take(const std::string& line);
  void check_version(const boost::json::value& version);
  void check_end(const boost::json::value& records);
  bool is_left_out(const protocol::ExportRecord& record) const;
  void send(bool last);
  protocol::ImportWriteResult request(bool last);
  void show_progress();
  [[noreturn]] void fail(std::int64_t line, const std::string& message);

  Context& context_;
  LineReader& lines_;
  std::string name_;
  boost::json::array batch_;
  std::vector<std::int64_t> batch_lines_;  // number of the line of each record of the batch
  std::size_t batch_bytes_ = 0;
  bool ended_ = true;  // the last line of the file, or of the file in a file, has come
  std::int64_t records_ = 0;
  std::set<std::pair<std::string, std::string>> left_out_;  // sessions, by agent and its id
  protocol::ImportWriteResult total_;
};

}  // namespace baton::client
