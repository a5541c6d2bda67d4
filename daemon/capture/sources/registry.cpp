#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

std::vector<std::unique_ptr<Source>> make_sources() {
  std::vector<std::unique_ptr<Source>> sources;
  sources.push_back(make_claude_code_source());
  sources.push_back(make_codex_source());
  sources.push_back(make_copilot_vscode_source());
  sources.push_back(make_copilot_vscode_transcript_source());
  sources.push_back(make_copilot_cli_source());
  sources.push_back(make_gemini_source());
  sources.push_back(make_qwen_source());
  sources.push_back(make_antigravity_source());
  sources.push_back(make_droid_source());
  sources.push_back(make_grok_source());
  sources.push_back(make_kimi_source());
  sources.push_back(make_openclaw_source());
  sources.push_back(make_pi_source());
  sources.push_back(make_specstory_source());
  sources.push_back(make_cline_source());
  sources.push_back(make_roo_source());
  sources.push_back(make_kilo_source());
  sources.push_back(make_continue_source());
  sources.push_back(make_cursor_transcript_source());
  sources.push_back(make_cursor_text_source());
  sources.push_back(make_cursor_database_source());
  // Last: by a file's text alone, which may be another format's.
  sources.push_back(make_opencode_database_source());
  sources.push_back(make_opencode_document_source());
  sources.push_back(make_goose_database_source());
  sources.push_back(make_goose_file_source());
  sources.push_back(make_crush_source());
  sources.push_back(make_aider_source());
  // What people saved, last: its shapes are the loosest.
  sources.push_back(make_import_source());
  return sources;
}

}  // namespace

const std::vector<std::unique_ptr<Source>>& all_sources() {
  static const std::vector<std::unique_ptr<Source>> sources = make_sources();
  return sources;
}

}  // namespace baton::capture
