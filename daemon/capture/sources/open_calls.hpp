#pragma once
// Tool calls whose results come in a later message.

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>

#include "daemon/store/records.hpp"

namespace baton::capture {

/// A tool call that has no result yet.
struct OpenCall {
  std::string id;
  std::string tool;
  std::vector<store::FileTouch> files;  ///< that it will have touched if it succeeds
};

/// Remembers calls until their results come. Bounded: what is forgotten costs a result its tool's
/// name and files, never the turn.
class OpenCalls {
 public:
  void remember(OpenCall call);
  /// The call that the result answers, which is open no more.
  std::optional<OpenCall> take(std::string_view id);

  /// The newest few calls as JSON of at most a few KiB, and back; what is none gives none.
  boost::json::array to_json() const;
  void restore(const boost::json::array& saved);

 private:
  std::deque<OpenCall> calls_;  // the newest last
};

}  // namespace baton::capture
