#pragma once
// Small Claude Code logs for tests.

#include <filesystem>
#include <fstream>
#include <string>

namespace baton::tests {

/// One record of a user's message.
inline std::string user_line(const std::string& uuid, const std::string& text,
                             const std::string& session = "session-one") {
  return R"({"type":"user","uuid":")" + uuid + R"(","sessionId":")" + session +
         R"(","timestamp":"2026-01-05T14:30:36.152Z","cwd":"/nowhere/project-of-test","gitBranch":"main",)" +
         R"("version":"2.1.0","message":{"role":"user","content":")" + text + "\"}}\n";
}

inline void write_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

inline void append_file(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::app) << bytes;
}

}  // namespace baton::tests
