#include "client/editor.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/connection.hpp"
#include "client/failure.hpp"
#include "client/print/output.hpp"
#include "client/spawn.hpp"

namespace baton::client {

namespace {

/// So that editors show it as what it is.
constexpr std::string_view suffix = ".md";

[[noreturn]] void fail(const std::string& doing, const std::string& path) {
  const std::string reason = std::strerror(errno);  // NOLINT(concurrency-mt-unsafe): one thread
  throw Failure(ExitCode::internal, "cannot " + doing + " " + path + ": " + reason);
}

std::string read_whole(const std::string& path) {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) fail("read", path);
  std::string text;
  std::array<char, 1U << 16U> buffer{};
  for (;;) {
    const ssize_t size = ::read(file.get(), buffer.data(), buffer.size());
    if (size < 0) fail("read", path);
    if (size == 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace

EditedFile::EditedFile(const Environment& environment, const std::string& text)
    : editor_(environment.editor.value_or("vi")),
      path_(environment.temporary_directory.value_or("/tmp") + "/baton-handoff-XXXXXX") {
  path_ += suffix;
  const FileDescriptor file(::mkostemps(path_.data(), static_cast<int>(suffix.size()), O_CLOEXEC));
  if (!file) fail("make", path_);
  Output out(file.get());
  out.write(text);
  out.flush();
}

EditedFile::~EditedFile() {
  if (!kept_) ::unlink(path_.c_str());
}

std::string EditedFile::edit() {
  keep();
  const int status = run_on_terminal({"sh", "-c", editor_ + " \"$1\"", "sh", path_});
  if (status != 0) {
    throw Failure(ExitCode::refused, "the editor (" + editor_ + ") ended with " +
                                         std::to_string(status) + "; the text is kept in " + path_);
  }
  return read_whole(path_);
}

}  // namespace baton::client
