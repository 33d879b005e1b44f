// Terminals. Swift cannot import ioctl(2), because it is variadic.

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
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

bool clinux_in_background(int fd) {
  int group;
  return ioctl(fd, TIOCGPGRP, &group) == 0 && group != getpgrp();
}

bool clinux_save_terminal(int fd, clinux_terminal_state *state) {
  struct stat file;
  if (tcgetattr(fd, &state->settings) < 0 || fstat(fd, &file) < 0) return false;
  if (ioctl(fd, TIOCGWINSZ, &state->size) < 0) state->size = (struct winsize){0};
  if (ioctl(fd, TIOCGEXCL, &state->exclusive) < 0) state->exclusive = 0;
  state->in_background = clinux_in_background(fd);
  state->mode = file.st_mode & 07777;
  state->owner = file.st_uid;
  state->group = file.st_gid;
  return true;
}

/// Restores the size, unless a window was resized.
static void restore_size(int fd, const struct winsize *before) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return;
  // A terminal emulator changes the size in pixels too. Any other change was made by a program.
  if (size.ws_xpixel != before->ws_xpixel || size.ws_ypixel != before->ws_ypixel) return;
  if (size.ws_row != before->ws_row || size.ws_col != before->ws_col)
    ioctl(fd, TIOCSWINSZ, before);
}

void clinux_restore_terminal(int fd, const clinux_terminal_state *state, bool in_foreground) {
  // Output that was stopped by tcflow(3); this leaves Ctrl-S alone.
  ioctl(fd, TCXONC, TCOON);
  if (!state->exclusive) ioctl(fd, TIOCNXCL);
  if (in_foreground && !state->in_background) {
    tcsetattr(fd, TCSANOW, &state->settings);
    restore_size(fd, &state->size);
  }
  struct stat file;
  if (fstat(fd, &file) < 0) return;
  bool changed = file.st_uid != state->owner || file.st_gid != state->group;
  // The mode last, because a change of owner may clear bits of it.
  if (changed && fchown(fd, state->owner, state->group) < 0) return;
  if (changed || (file.st_mode & 07777) != state->mode) fchmod(fd, state->mode);
}
