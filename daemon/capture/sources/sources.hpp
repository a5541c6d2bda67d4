#pragma once
// One maker per log format; registry.cpp lists them.

#include <memory>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// Antigravity's command line: one JSON Lines file per conversation below `brain/`, appended.
std::unique_ptr<Source> make_antigravity_source();

/// Claude Code: one JSON Lines file per session below `projects/` of its configuration directory,
/// appended.
std::unique_ptr<Source> make_claude_code_source();

/// Grok's command line: one directory per session below `sessions/` of its home, with a JSON Lines
/// file, appended.
std::unique_ptr<Source> make_grok_source();

/// Kimi Code: one JSON Lines file per agent of a session below `sessions/` of its home, appended.
std::unique_ptr<Source> make_kimi_source();

/// OpenClaw: one JSON Lines file per session and agent below its state directory, appended.
std::unique_ptr<Source> make_openclaw_source();

/// Pi: one JSON Lines file per session below `sessions/` of its directory, appended.
std::unique_ptr<Source> make_pi_source();

/// Qwen Code: one JSON Lines file per session below `projects/<project>/chats/` of its home,
/// appended.
std::unique_ptr<Source> make_qwen_source();

/// SpecStory: one Markdown file per session in a project's `.specstory/history/`, written anew as
/// it grows. Of any agent that SpecStory follows.
std::unique_ptr<Source> make_specstory_source();

/// Codex: one JSON Lines file per session below `sessions/` and `archived_sessions/` of its home,
/// appended.
std::unique_ptr<Source> make_codex_source();

/// GitHub Copilot CLI: one JSON Lines file of events per session below `session-state/` of its
/// home, appended.
std::unique_ptr<Source> make_copilot_cli_source();

/// Droid: one JSON Lines file per session below `sessions/` of Factory's directory, appended.
std::unique_ptr<Source> make_droid_source();

/// Gemini CLI: one file per session below `tmp/<project>/chats/` of its home, a log of operations
/// or (before version 0.40) one JSON document.
std::unique_ptr<Source> make_gemini_source();

}  // namespace baton::capture
