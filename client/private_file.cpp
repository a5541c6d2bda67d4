#include "client/private_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "client/failure.hpp"

namespace baton::client {

namespace {

[[noreturn]] void fail(ExitCode code, const std::string& doing, const std::string& path) {
  const std::string reason = std::strerror(errno);  // NOLINT(concurrency-mt-unsafe): one thread
  throw Failure(code, "cannot " + doing + " " + path + ": " + reason);
}

/// Opens the file itself when it is a device or a pipe, else a new one beside it, whose name goes
/// to `temporary`.
FileDescriptor open_for(const std::string& path, std::string& temporary) {
  struct stat state {};
  const bool exists = ::stat(path.c_str(), &state) == 0;
  if (exists && !S_ISREG(state.st_mode)) {
    FileDescriptor direct(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!direct) fail(ExitCode::refused, "write to", path);
    return direct;
  }
  std::string name = path + ".XXXXXX";
  FileDescriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (!file) fail(ExitCode::refused, "make a file beside", path);
  temporary = std::move(name);
  return file;
}

}  // namespace

PrivateFile::PrivateFile(std::string path)
    : path_(std::move(path)), descriptor_(open_for(path_, temporary_)), out_(descriptor_.get()) {}

PrivateFile::~PrivateFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void PrivateFile::commit() {
  out_.flush();
  if (temporary_.empty()) return;
  if (::fsync(descriptor_.get()) != 0) fail(ExitCode::internal, "write", path_);
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0)
    fail(ExitCode::internal, "put into its place", path_);
  temporary_.clear();
}

}  // namespace baton::client
