#pragma once
// Tool calls whose results have not come yet.

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// What a result does not tell of its call.
struct OpenCall {
  std::string id;
  std::string tool;
  std::vector<store::FileTouch> files;  ///< that the tool touches if it succeeds
};

/// The calls of one log that wait for their results. Bounded, since it is part of a parser's saved
/// state: of many calls at once the oldest are forgotten, which costs a result its tool's name.
class OpenCalls {
 public:
  /// Remembers the call. Returns its files when they are too many to be kept: they are then to be
  /// told with the call.
  std::vector<store::FileTouch> remember(OpenCall call);
  /// The call that a result answers, which waits no more.
  std::optional<OpenCall> take(std::string_view id);

  bool has(std::string_view id) const;
  /// The tool of a call that waits; valid until the calls change.
  std::optional<std::string_view> tool_of(std::string_view id) const;

  /// A few KiB of JSON, and back; what is none gives no calls.
  boost::json::array to_json() const;
  static OpenCalls from_json(const boost::json::array* rows);

 private:
  std::deque<OpenCall> calls_;
  std::size_t size_ = 0;  // bytes of all calls
};

}  // namespace baton::capture
