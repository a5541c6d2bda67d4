#pragma once
// The dictionary that texts are compressed with.

#include <span>

namespace baton::store {

/// dictionary/001.dict: phrases that many sessions have in common, made by dictionary/train.py. A
/// chat's short messages hold too little for zstd to learn from; with it they shrink to half
/// instead of to three quarters.
std::span<const unsigned char> embedded_dictionary();

}  // namespace baton::store
