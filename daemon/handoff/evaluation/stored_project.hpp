#pragma once
// The sessions of a project of the store, for measuring.

#include <functional>

#include "daemon/handoff/evaluation/session.hpp"
#include "daemon/store/store.hpp"

namespace baton::handoff::evaluation {

/// Reads the newest sessions of a project in which somebody asked for something, at most 200.
/// Blocking: waits for the store's threads, one session at a time; not from one of them.
/// @param proceed called before each session; when it returns false the rest is left out
MeasuredProject load_stored_project(store::Store& store, const store::Project& project,
                                    const std::function<bool()>& proceed);

}  // namespace baton::handoff::evaluation
