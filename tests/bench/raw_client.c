// The least that a process can do to fetch a handoff: connect, write one line, read one line, print it. A limit for
// `baton handoff`, which does the same and more. Usage: baton_bench_client SOCKET REQUEST
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int count, char** arguments) {
  static char reply[1 << 20];
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (count != 3 || strlen(arguments[1]) >= sizeof address.sun_path) return 2;
  strcpy(address.sun_path, arguments[1]);
  const int socket_descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(socket_descriptor, (const struct sockaddr*)&address, sizeof address) != 0) return 3;
  if (write(socket_descriptor, arguments[2], strlen(arguments[2])) < 0) return 4;
  if (write(socket_descriptor, "\n", 1) < 0) return 4;
  size_t size = 0;
  while (size == 0 || reply[size - 1] != '\n') {
    const ssize_t got = read(socket_descriptor, reply + size, sizeof reply - size);
    if (got <= 0) return 5;
    size += (size_t)got;
  }
  return write(STDOUT_FILENO, reply, size) < 0 ? 6 : 0;
}
