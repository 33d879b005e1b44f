"""What is left of the caller's terminal after boxes that have it: terminal-left SIGBOX BOX.

Prints a line for each box that left something changed, and for each thing that `exec` without -t
handed into BOX. At last it prints "done".
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time

TIOCGEXCL, TIOCGPTN = 0x80045440, 0x80045430
CHANGES = {
    "settings": "stty raw -echo -isig",
    "flow": "perl -e 'ioctl(STDOUT, 0x540A, 0)'",
    "exclusive": "perl -e 'ioctl(STDIN, 0x540C, 0)'",
    "size": "stty cols 7 rows 3",
    "mode": "chmod 666 /proc/self/fd/0",
}


class Terminal:
    """A terminal whose session is led by this process's child, as by a shell."""

    def __init__(self, words):
        self.reading, writing = os.pipe()
        gate, start = os.pipe()
        self.leader, self.master = pty.fork()
        if self.leader == 0:
            os.read(gate, 1)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            pid = os.fork()
            if pid == 0:
                signal.signal(signal.SIGINT, signal.SIG_DFL)
                os.execv(words[0], words)
            os.write(writing, f"{pid}\n".encode())
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            os.write(writing, f"{code}\n".encode())
            while True:
                signal.pause()
        os.close(writing)
        number, = struct.unpack("I", fcntl.ioctl(self.master, TIOCGPTN, bytes(4)))
        self.name = f"/dev/pts/{number}"
        # Open, so that its state does not end with its last user.
        self.slave = os.open(self.name, os.O_RDWR | os.O_NOCTTY)
        self.output = b""
        self.before = self.state()
        os.write(start, b"!")
        os.close(start)
        os.close(gate)
        self.pid = self.number()

    def number(self):
        text = b""
        while not text.endswith(b"\n"):
            ready, _, _ = select.select([self.reading, self.master], [], [], 60)
            assert ready, f"nothing comes; output {self.output}"
            if self.master in ready:
                self.output += os.read(self.master, 4096)
            elif not (more := os.read(self.reading, 1)):
                raise AssertionError(f"the leader ended; output {self.output}")
            else:
                text += more
        return int(text)

    def read_until(self, text):
        while text not in self.output:
            ready, _, _ = select.select([self.master], [], [], 60)
            assert ready, f"no {text} in {self.output}"
            self.output += os.read(self.master, 4096)

    def state(self):
        exclusive = fcntl.ioctl(self.slave, TIOCGEXCL, bytes(4))
        size = fcntl.ioctl(self.slave, termios.TIOCGWINSZ, bytes(8))
        status = os.stat(self.name)
        # Output that is stopped has no room.
        room = bool(select.select([], [self.slave], [], 0)[1])
        return {
            "settings": termios.tcgetattr(self.slave), "flow": room, "exclusive": exclusive,
            "size": size, "mode": (status.st_mode, status.st_uid, status.st_gid)}

    def close(self):
        os.kill(self.leader, signal.SIGKILL)
        os.waitpid(self.leader, 0)
        os.close(self.master)
        os.close(self.slave)


def descendants(pid):
    """The names of all processes below one."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            children = file.read().split()
        with open(f"/proc/{pid}/comm") as file:
            names = [file.read().strip()]
    except OSError:
        return []
    return names + [name for child in children for name in descendants(child)]


def wait_until(holds):
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def check(name, terminal):
    """Waits a moment: a guardian restores the terminal after KILL."""
    before = terminal.before
    for _ in range(500):
        if (now := terminal.state()) == before:
            return
        time.sleep(0.02)
    print(name, "left", {key: now[key] for key in now if now[key] != before[key]})


def changed(sigbox, what, command, killed):
    """Runs a box that changes the terminal, and ends it or kills its owner."""
    last = "exec sleep 1000" if killed else "exit 0"
    terminal = Terminal(
        [sigbox, "run", "--timeout", "60s", "--", "sh", "-c", f"{command}; {last}"])
    if killed:
        # Until the command sleeps, the change is made. In root's box nobody may change the mode.
        wait_until(lambda: "sleep" in descendants(terminal.pid))
        if terminal.state() == terminal.before and what != "mode":
            print(what, "was not changed at all")
        os.kill(terminal.pid, signal.SIGKILL)
    terminal.number()
    check(what, terminal)
    terminal.close()


def handed_in(sigbox, box):
    script = "for fd in 0 1 2; do test -t $fd && echo terminal on $fd; done; trap 'echo INT; exit' INT;" \
        " read line; echo got $line; echo ready; while :; do sleep 0.01; done"
    terminal = Terminal([sigbox, "exec", box, "sh", "-c", script])
    os.write(terminal.master, b"hello\n")
    terminal.read_until(b"got hello")
    terminal.read_until(b"ready")
    os.write(terminal.master, b"\x03")
    terminal.read_until(b"INT\r\n")
    if terminal.number() != 0 or b"terminal on" in terminal.output:
        print("exec:", terminal.output)
    terminal.close()


def main(sigbox, box):
    for what, command in CHANGES.items():
        for killed in (False, True):
            changed(sigbox, what, command, killed)
    handed_in(sigbox, box)
    print("done")


if __name__ == "__main__":
    main(*sys.argv[1:])
