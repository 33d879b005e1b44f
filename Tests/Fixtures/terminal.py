"""Types at sigbox as a user at a terminal does: terminal SIGBOX [WORDS...], a line per session.

Says of each how it ended and whether the terminal has its settings back.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios


def lead(words, start, news):
    """Runs a command in the foreground once it may, and tells its pid and how it ended."""
    os.read(start, 1)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    pid = os.fork()
    if pid == 0:
        os.execv(words[0], words)
    # A shell would have put the command into a group of its own.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.write(news, f"{pid}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.write(news, f"{code}\n".encode())
    while True:
        signal.pause()


class Session:
    """A terminal whose session is led by a process like a shell, which outlives the command."""

    def __init__(self, words):
        self.words, self.output = words, b""
        self.news, writing = os.pipe()
        reading, start = os.pipe()
        self.leader, self.terminal = pty.fork()
        if self.leader == 0:
            lead(words, reading, writing)
        os.close(writing)
        os.close(reading)
        self.before = termios.tcgetattr(self.terminal)
        os.write(start, b"!")
        os.close(start)
        self.pid = self.number()

    def number(self):
        digits = b""
        while not digits.endswith(b"\n"):
            digit = os.read(self.news, 1)
            assert digit, f"{self.words}: ended; it wrote {self.output}"
            digits += digit
        return int(digits)

    def read_until(self, text):
        while text not in self.output:
            ready, _, _ = select.select([self.terminal], [], [], 60)
            assert ready, f"{self.words}: no {text} in {self.output}"
            try:
                self.output += os.read(self.terminal, 4096)
            except OSError as error:
                raise AssertionError(f"{self.words}: no {text} in {self.output}") from error
        before, _, self.output = self.output.partition(text)
        return before

    def type(self, keys):
        os.write(self.terminal, keys)

    def resize(self, rows, columns):
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def end(self):
        """Waits for the end; how, and whether the settings are as before."""
        # The other side must be read, or it cannot end.
        while self.news not in (ready := select.select([self.terminal, self.news], [], [], 60)[0]):
            assert ready, f"{self.words}: does not end; it wrote {self.output}"
            self.output += os.read(self.terminal, 4096)
        code = self.number()
        # A guardian gives them back after KILL.
        for _ in range(6000):
            settings = termios.tcgetattr(self.terminal)
            if settings == self.before:
                break
            select.select([], [], [], 0.01)
        os.kill(self.leader, signal.SIGKILL)
        os.waitpid(self.leader, 0)
        print(code, "as before" if settings == self.before else "changed", flush=True)


def keys(sigbox):
    session = Session(sigbox + [
        "sh", "-c",
        "tty; trap 'echo INT came' INT; trap 'echo QUIT came' QUIT; trap 'stty size' WINCH;"
        " echo ready; while :; do sleep 0.01; done"])
    session.read_until(b"/dev/pts/")
    session.read_until(b"ready")
    session.type(b"\x03")
    session.read_until(b"INT came")
    session.type(b"\x1c")
    session.read_until(b"QUIT came")
    session.resize(33, 101)
    session.read_until(b"33 101")
    return session


def killed(sigbox):
    session = keys(sigbox)
    os.kill(session.pid, signal.SIGKILL)
    session.end()


def job_control(sigbox):
    session = Session(sigbox + ["bash", "--norc", "-i"])
    session.read_until(b"# ")
    # Once it runs in the foreground, and only one key: each takes away what is not yet read.
    session.type(b"sh -c 'echo u''p; exec sleep 1000'\n")
    session.read_until(b"up\r\n")
    session.type(b"\x1a")
    session.read_until(b"Stopped")
    session.type(b"kill -9 %1; while jobs %1; do :; done >/dev/null 2>&1; exit 42\n")
    session.end()


def input_ends(sigbox):
    session = Session(sigbox + ["cat"])
    session.type(b"hello\n")
    session.read_until(b"hello\r\nhello\r\n")
    session.type(b"\x04")
    session.end()


def killed_inside(sigbox):
    session = Session(sigbox + ["sh", "-c", "echo ready; kill -KILL $$; exit 3"])
    session.read_until(b"ready")
    session.end()


if __name__ == "__main__":
    for scenario in (killed, job_control, input_ends, killed_inside):
        scenario(sys.argv[1:])
