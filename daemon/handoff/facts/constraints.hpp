#pragma once
// Sentences that say what holds from now on.

#include <string>
#include <string_view>

namespace baton::handoff {

/// How firmly a sentence of a request states a rule, from 5 to 8, half of it in what was pasted; 0
/// when it states none. Pure.
/// @param request the whole message: in a long one, which was mostly pasted, a rule has to begin
///                like one
double firmness_of(const std::string& sentence, std::string_view request);

}  // namespace baton::handoff
