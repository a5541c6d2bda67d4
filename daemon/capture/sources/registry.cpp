#include "daemon/capture/sources/sources.hpp"

namespace baton::capture {
namespace {

std::vector<std::unique_ptr<Source>> make_sources() {
  std::vector<std::unique_ptr<Source>> sources;
  sources.push_back(make_claude_code_source());
  sources.push_back(make_specstory_source());
  sources.push_back(make_opencode_database_source());
  sources.push_back(make_opencode_document_source());
  sources.push_back(make_goose_database_source());
  sources.push_back(make_goose_file_source());
  sources.push_back(make_crush_source());
  sources.push_back(make_aider_source());
  return sources;
}

}  // namespace

const std::vector<std::unique_ptr<Source>>& all_sources() {
  static const std::vector<std::unique_ptr<Source>> sources = make_sources();
  return sources;
}

}  // namespace baton::capture
