#pragma once
// Builds the handoffs of one project one after the other, each from little more than what is new.

#include <cstdint>

#include "daemon/handoff/facts/reading.hpp"
#include "daemon/handoff/handoff.hpp"
#include "daemon/handoff/index_lines.hpp"

namespace baton::handoff {

/// Keeps what the turns were found to say. Not for several threads at once.
class Builder {
 public:
  /// The same as the function `build` gives. The material must be there, and where it was, at the
  /// next call: what has been read of it is not read again while `SessionTurns::loading` stays the
  /// same.
  /// @param budget tokens that the text may have
  /// @param look_up called now and then; what it throws ends the building, which may be tried again
  Built build(
      const Material& material, std::int64_t budget, const LookUp& look_up = [] {});

 private:
  Readings readings_;
  ShownNames shown_;
};

}  // namespace baton::handoff
