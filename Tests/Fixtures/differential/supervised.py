"""An init with its child, started in some setting, and what can be seen of both."""

import contextlib
import ctypes
import fcntl
import os
import select
import signal
import struct
import termios
import time

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWPID, CLONE_NEWUSER = 0x20000000, 0x10000000
PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
SYNC, EXIT, RAISE = 4711, 10000, 20000
ORDER = 40


class Late(Exception):
    """Something that must come did not."""


def wait_until(condition, what, seconds=30):
    deadline = time.monotonic() + seconds
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            raise Late(what)
        time.sleep(0.0005)


def become_subreaper():
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def status(pid):
    """The fields of /proc/PID/status; an empty dictionary for one that is gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            return dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    except (FileNotFoundError, ProcessLookupError):
        return {}


def state(pid):
    return status(pid).get("State", "gone")[0:1].replace("g", "gone")


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def order(pid, value):
    LIBC.sigqueue(pid, ORDER, ctypes.c_void_p(value))


def take_terminal(name):
    """A session of its own for the caller, with the terminal as its controlling one."""
    os.setsid()
    slave = os.open(name, os.O_RDWR)
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    return slave


class Supervised:
    """The init, started by a keeper process that stands in for a shell or a container runtime."""

    def __init__(self, words, init=True, environment=None, terminal=None, ignored=(), blocked=(),
                 closed=()):
        self.report, report_end = os.pipe()
        command_end, self.commands = os.pipe()
        self.answers, answer_end = os.pipe()
        self.errors, error_end = os.pipe()
        self.master = None
        name = None
        if terminal:
            self.master, slave = os.openpty()
            name = os.ttyname(slave)
            os.close(slave)
        self.keeper = os.fork()
        if self.keeper == 0:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            for fd in (self.report, self.commands, self.answers, self.errors, self.master):
                if fd is not None:
                    os.close(fd)
            try:
                self._keep(words, init, environment, terminal, name, ignored, blocked, closed,
                           report_end, error_end, command_end, answer_end)
            finally:
                os._exit(99)
        for fd in (report_end, command_end, answer_end, error_end):
            os.close(fd)
        self.buffer = b""
        self.pid = struct.unpack("i", os.read(self.answers, 4))[0]

    def _keep(self, words, init, environment, terminal, name, ignored, blocked, closed, report,
              error, commands, answers):
        if init:
            privileged = os.geteuid() == 0
            if LIBC.unshare(CLONE_NEWPID | (0 if privileged else CLONE_NEWUSER)) < 0:
                os._exit(98)
        slave = take_terminal(name) if terminal == "job" else None
        pid = os.fork()
        if pid == 0:
            if terminal == "leader":
                slave = take_terminal(name)
            self._become(words, environment, terminal, slave, ignored, blocked, closed, report,
                         error)
        os.close(report)
        os.close(error)
        os.write(answers, struct.pack("i", pid))
        while True:
            command = os.read(commands, 4)
            if not command:
                os._exit(0)
            number = struct.unpack("i", command)[0]
            if number < 0:
                self._make_orphans(-number)
                os.write(answers, struct.pack("i", 0))
                continue
            if number == 0:
                _, end = os.waitpid(pid, 0)
                os.write(answers, struct.pack("i", os.waitstatus_to_exitcode(end)))
                continue
            sender = os.fork()
            if sender == 0:
                os.kill(1 if init else pid, number)
                os._exit(0)
            os.waitpid(sender, 0)
            os.write(answers, struct.pack("i", 0))

    @staticmethod
    def _make_orphans(count):
        """In the init's namespace: processes that lose their parent, and end."""
        parent = os.fork()
        if parent == 0:
            for _ in range(count):
                if os.fork() == 0:
                    # It ends as an orphan: not before its parent has.
                    while os.getppid() not in (0, 1):
                        time.sleep(0.0005)
                    os._exit(0)
            os._exit(0)
        os.waitpid(parent, 0)

    @staticmethod
    def _become(words, environment, terminal, slave, ignored, blocked, closed, report, error):
        for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(number, signal.SIG_IGN if number in ignored else signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        null = os.open("/dev/null", os.O_RDWR)
        if terminal == "job":
            # As a shell does it: a group of its own, in the foreground. The parent does not do it as
            # well: it could take the terminal back from a child of the program.
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            os.setpgid(0, 0)
            os.tcsetpgrp(slave, os.getpid())
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
        report, error = fcntl.fcntl(report, fcntl.F_DUPFD, 50), fcntl.fcntl(error, fcntl.F_DUPFD, 50)
        source = slave if terminal else null
        for target, fd in ((0, source), (1, error), (2, error), (3, report)):
            os.dup2(fd, target)
        os.closerange(4, 64)
        for fd in closed:
            os.close(fd)
        os.execve(words[0], words, os.environ | (environment or {}))

    # What happens

    def line(self, seconds=30):
        """The next line of the recorders."""
        while b"\n" not in self.buffer:
            if not select.select([self.report], [], [], seconds)[0]:
                raise Late("no line from the recorders")
            more = os.read(self.report, 4096)
            if not more:
                return None
            self.buffer += more
        first, self.buffer = self.buffer.split(b"\n", 1)
        return first.decode("ascii", "replace")

    def lines_until(self, *wanted):
        """Lines until each of these has come; without them, sorted by who wrote them."""
        wanted, seen = list(wanted), []
        while wanted:
            line = self.line()
            if line is None:
                break
            if line in wanted:
                wanted.remove(line)
            else:
                seen.append(line)
        return sorted(seen)

    def from_inside(self, number):
        os.write(self.commands, struct.pack("i", number))
        os.read(self.answers, 4)

    def make_orphans(self, count):
        os.write(self.commands, struct.pack("i", -count))
        os.read(self.answers, 4)

    def from_host(self, number):
        os.kill(self.pid, number)

    def type(self, key, echo):
        """Types a key, and waits until the terminal has shown it, and sent its signal."""
        os.write(self.master, key)
        seen = b""
        while echo not in seen:
            if not select.select([self.master], [], [], 30)[0]:
                raise Late(f"no echo of {key}")
            seen += os.read(self.master, 4096)

    def settle(self):
        """Waits until the init and its processes rest, and have nothing more to take."""
        def look(pid):
            fields = status(pid)
            state_now = fields["State"][0] if fields else "Z"
            if state_now == "Z":
                return state_now
            pending = int(fields["ShdPnd"], 16) | int(fields["SigPnd"], 16)
            held = int(fields["SigBlk"], 16) if state_now != "T" else -1
            if state_now not in "ST" or pending & ~held:
                return None
            return state_now, fields["voluntary_ctxt_switches"]

        def rests():
            all_pids = [self.pid, *self.recorders()]
            first = [look(pid) for pid in all_pids]
            return None not in first and first == [look(pid) for pid in all_pids]
        wait_until(rests, "the init does not come to rest")

    def recorders(self):
        """The pids of the child and of its children."""
        found = children(self.pid)
        for child in list(found):
            found += children(child)
        return found

    def sync(self, names):
        """What the recorders, named in the order of their start, have recorded.

        Those that are stopped are left out.
        """
        awake = []
        for pid, name in zip(self.recorders(), names):
            if state(pid) in ("S", "R"):
                order(pid, SYNC)
                awake.append(name)
        return self.lines_until(*[f"{name} sync" for name in awake])

    def end(self):
        """How the init ended: its exit code, or minus the signal."""
        wait_until(lambda: state(self.pid) in ("Z", "gone"), "the init does not end")
        os.write(self.commands, struct.pack("i", 0))
        return struct.unpack("i", os.read(self.answers, 4))[0]

    def output(self):
        """What the init and its child wrote, after its end."""
        text = b""
        while more := os.read(self.errors, 65536):
            text += more
        return text

    def close(self):
        """Ends all that is left: what lost its parent has come to this process."""
        for fd in (self.commands, self.report, self.answers, self.errors, self.master):
            if fd is not None:
                os.close(fd)
        while own := children(os.getpid()):
            for pid in (*[each for one in own for each in children(one)], *own):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            os.waitpid(-1, 0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
