// Terminals. Swift cannot import ioctl(2), because it is variadic.

#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "internal.h"

// pty(7); ioctl_tty(2), TIOCGPTPEER, which works without a path, as another mount namespace needs
int clinux_open_terminal(int *master, int *terminal) {
  int controller = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (controller < 0) return -errno;
  int unlocked = 0;
  int peer = -1;
  if (ioctl(controller, TIOCSPTLCK, &unlocked) == 0)
    peer = ioctl(controller, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (peer < 0) {
    int error = errno;
    close(controller);
    return -error;
  }
  *master = controller;
  *terminal = peer;
  return 0;
}

// ioctl_tty(2), TIOCSCTTY
int clinux_control_terminal(int fd, bool steal) {
  return clinux_result(ioctl(fd, TIOCSCTTY, steal));
}

// ioctl_tty(2), TIOCNOTTY
int clinux_release_terminal(int fd) { return clinux_result(ioctl(fd, TIOCNOTTY)); }

// ioctl_tty(2), TIOCGWINSZ
int clinux_terminal_size(int fd, uint16_t *rows, uint16_t *columns) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return -errno;
  *rows = size.ws_row;
  *columns = size.ws_col;
  return 0;
}

// ioctl_tty(2), TIOCSWINSZ
int clinux_set_terminal_size(int fd, uint16_t rows, uint16_t columns) {
  struct winsize size = {.ws_row = rows, .ws_col = columns};
  return clinux_result(ioctl(fd, TIOCSWINSZ, &size));
}
