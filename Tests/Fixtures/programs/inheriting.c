// Executes a command as a careless caller would: HUP, PIPE and CHLD ignored, USR1 blocked, and
// descriptor 17 open. With "closed", standard input is closed: inheriting open|closed COMMAND.
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  signal(SIGHUP, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGCHLD, SIG_IGN);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_SETMASK, &set, NULL);
  if (dup2(open("/dev/null", O_RDONLY), 17) != 17) return 1;
  if (strcmp(argv[1], "closed") == 0) close(0);
  execvp(argv[2], argv + 2);
  return 127;
}
