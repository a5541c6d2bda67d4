#pragma once
// One maker per log format; registry.cpp lists them.

#include <memory>

#include "daemon/capture/source.hpp"

namespace baton::capture {

/// aider: one Markdown file in each project, appended, for all sessions.
std::unique_ptr<Source> make_aider_source();

/// Claude Code: one JSON Lines file per session below `projects/` of its configuration directory,
/// appended.
std::unique_ptr<Source> make_claude_code_source();

/// SpecStory: one Markdown file per session in a project's `.specstory/history/`, written anew as
/// it grows. Of any agent that SpecStory follows.
std::unique_ptr<Source> make_specstory_source();

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
