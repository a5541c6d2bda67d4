#include "daemon/data_directory.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace baton {
namespace {

constexpr std::size_t key_bytes = 32;

std::filesystem::path default_data_directory() {
  const char* data_home = std::getenv("XDG_DATA_HOME");
  if (data_home != nullptr && *data_home == '/') return std::filesystem::path(data_home) / "baton";
  const char* home = std::getenv("HOME");
  if (home == nullptr)
    throw std::runtime_error("HOME is not set; give the data directory with --data-dir");
  return std::filesystem::path(home) / ".local/share/baton";
}

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& what, int error) {
  throw std::runtime_error(path.string() + ": " + what + ": " + std::strerror(error));
}

/// The process id that the holder of the lock wrote into it, for the message.
std::string holder(int lock) {
  std::array<char, 32> text{};
  const ssize_t size = ::pread(lock, text.data(), text.size() - 1, 0);
  if (size <= 0) return "another daemon";
  std::string pid(text.data(), static_cast<std::size_t>(size));
  pid.erase(pid.find_last_not_of('\n') + 1);
  return "another daemon (process " + pid + ")";
}

int take_lock(const std::filesystem::path& path) {
  const int lock = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) fail(path, "cannot open", errno);
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    const std::string by = error == EWOULDBLOCK ? holder(lock) : std::strerror(error);
    ::close(lock);
    throw std::runtime_error(path.parent_path().string() + " is in use by " + by +
                             "; stop it first, or use another --data-dir and --socket");
  }
  const std::string pid = std::to_string(::getpid()) + "\n";
  if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, pid.data(), pid.size(), 0) < 0) {
    // Only the message of a second daemon suffers.
  }
  return lock;
}

std::string new_key(const std::filesystem::path& path) {
  std::string key(key_bytes, '\0');
  if (::getrandom(key.data(), key.size(), 0) != static_cast<ssize_t>(key.size())) {
    fail(path, "no random bytes to be had", errno);
  }
  const std::filesystem::path fresh = path.string() + ".new";
  std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
  file << key << std::flush;
  if (!file) fail(fresh, "cannot write", errno);
  std::filesystem::rename(fresh, path);
  return key;
}

}  // namespace

DataDirectory::DataDirectory(const std::string& path)
    : path_(path.empty() ? default_data_directory() : std::filesystem::absolute(path)) {
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  struct stat status {};
  if (::stat(path_.c_str(), &status) != 0) {
    fail(path_, "cannot make the data directory", error ? error.value() : errno);
  }
  if (!S_ISDIR(status.st_mode)) fail(path_, "the data directory is none", ENOTDIR);
  if (status.st_uid == ::geteuid() && (status.st_mode & 077U) != 0) ::chmod(path_.c_str(), 0700);
  lock_ = take_lock(path_ / "baton.lock");
}

DataDirectory::~DataDirectory() {
  ::close(lock_);
}

std::string DataDirectory::redaction_key() const {
  const std::filesystem::path path = path_ / "redaction.key";
  std::ifstream file(path, std::ios::binary);
  std::string key{std::istreambuf_iterator<char>(file), {}};
  return key.size() == key_bytes ? key : new_key(path);
}

}  // namespace baton
