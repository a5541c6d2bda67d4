#pragma once
// One maker per log format; registry.cpp lists them.

#include <memory>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// Antigravity's command line: one JSON Lines file per conversation below `brain/`, appended.
std::unique_ptr<Source> make_antigravity_source();

/// aider: one Markdown file in each project, appended, for all sessions.
std::unique_ptr<Source> make_aider_source();

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

/// GitHub Copilot in VS Code: one file per chat in VS Code's own store, and exported chats.
std::unique_ptr<Source> make_copilot_vscode_source();

/// GitHub Copilot in VS Code: the transcripts that its extension writes besides, appended. One
/// tells no turns when the chat itself is in VS Code's store.
std::unique_ptr<Source> make_copilot_vscode_transcript_source();

/// Cline: one directory per task in its extension's storage, or one per session of its version 4.
std::unique_ptr<Source> make_cline_source();

/// Roo Code: tasks as Cline keeps them.
std::unique_ptr<Source> make_roo_source();

/// Kilo Code: tasks as Cline keeps them.
std::unique_ptr<Source> make_kilo_source();

/// Continue: one file per session, written anew.
std::unique_ptr<Source> make_continue_source();

/// Cursor: the transcripts of its agent, one message per line, appended.
std::unique_ptr<Source> make_cursor_transcript_source();

/// Cursor: the transcripts of its agent as text, written anew.
std::unique_ptr<Source> make_cursor_text_source();

/// Cursor: the editor's database of conversations, and the command line's of single sessions.
std::unique_ptr<Source> make_cursor_database_source();

/// Exports of ChatGPT and Claude.ai, and conversations as text; anywhere.
std::unique_ptr<Source> make_import_source();

/// Crush: an SQLite database in each project's `.crush/`.
std::unique_ptr<Source> make_crush_source();

/// opencode: one SQLite database for all sessions.
std::unique_ptr<Source> make_opencode_database_source();

/// opencode's sessions as files: the JSON files that it kept before it had a database, and its
/// exports.
std::unique_ptr<Source> make_opencode_document_source();

/// Goose: one SQLite database for all sessions.
std::unique_ptr<Source> make_goose_database_source();

/// Goose's sessions of before it had a database: one JSON Lines file each, written anew.
std::unique_ptr<Source> make_goose_file_source();

}  // namespace baton::capture
