#pragma once
// From the rows of a Cline task to turns.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/capture/source.hpp"
#include "daemon/capture/sources/json_lines.hpp"
#include "daemon/capture/sources/message_teller.hpp"

namespace baton::capture::cline {

/// Tells the rows of one task. A row's id is the task's and its time, since rows have no other; the
/// rows of one command's output are one result.
class RowTeller {
 public:
  /// @param is_subtask whether another task asked for this one, so that no person typed its prompt
  RowTeller(std::string task, bool is_subtask, EventSink& sink)
      : task_(std::move(task)), is_subtask_(is_subtask), sink_(sink) {}

  void tell(const boost::json::array& rows);
  /// What kinds of rows were not known.
  const std::set<std::string>& unknown() const { return unknown_; }

 private:
  void tell_row(const boost::json::object& row);
  void tell_said(std::string_view kind, const boost::json::object& row, MessageTeller teller);
  bool tell_words(std::string_view kind, const boost::json::object& row, MessageTeller& teller);
  bool tell_call(std::string_view kind, std::string_view text, MessageTeller& teller);
  void tell_tool(std::string_view text, MessageTeller& teller);
  void tell_server_use(std::string_view text, MessageTeller& teller);
  bool tell_result(std::string_view kind, std::string_view text, MessageTeller& teller);
  void tell_usage(std::string_view text, Milliseconds time);
  void add_output(const boost::json::object& row);
  void flush_output();
  MessageOrigin origin_of(const boost::json::object& row);
  void begin_call(std::string_view tool);

  std::string task_;
  bool is_subtask_;
  EventSink& sink_;
  JsonReader reader_;
  std::map<Milliseconds, int> rows_at_;  // rows with one time are told apart by their number
  std::set<std::string> unknown_;
  bool is_first_ = true;
  std::string row_id_;
  std::string call_;  // the last one
  std::string call_tool_;
  std::string last_answer_;
  MessageOrigin output_origin_;
  std::string output_;
  bool has_output_ = false;
};

}  // namespace baton::capture::cline
