#pragma once
// What a daemon that has nothing to do gives back to the system.

namespace baton {

/// Sets how the heap serves a daemon that works in bursts. Call it first thing in main().
void configure_heap();

/// Gives back what the heap has free. Takes milliseconds at most; any thread.
void release_free_memory();

/// Gives back what the heap has free, and the pages of the program itself, which are read from the
/// page cache again when they are needed (some 0.1 ms for the next request). Any thread.
void release_idle_memory();

}  // namespace baton
