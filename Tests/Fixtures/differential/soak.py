"""Random signals, orphans and stops against built-in inits: soak SIGBOX RECORD SECONDS SEED.

All run side by side, each as PID 1 of a namespace. At the end each must live, with no zombie that it
should have reaped and no child lost, and have grown neither in memory nor in descriptors.
"""

import os
import random
import signal
import sys
import time
import traceback

from supervised import Supervised, become_subreaper, children, state, status, wait_until

ALL = [n for n in (*range(1, 32), *range(34, 65)) if n not in (9, 19)]
# What ends an init, or stops its child for good.
ENDING = {
    "c-sig": {15}, "python": {2}, "busybox-sh": {2}, "java": {1, 2, 4, 7, 8, 11, 15},
    "go": {1, 2, 3, 4, 5, 6, 7, 8, 11, 15, 16, 31}, "dumb-init": {20, 21, 22},
}
REAPING = ["bash", "busybox-sh", "tini", "dumb-init"]
INITS = ["bash", "busybox-sh", "c", "c-sig", "dumb-init", "go", "java", "node", "perl", "python", "tini"]
# An init that does not reap keeps each as a zombie.
MOST_ORPHANS = 300


def say(line):
    """In one write, for all say theirs to the same pipe."""
    os.write(1, f"{line}\n".encode())


class Soak:
    def __init__(self, name, init, dice):
        self.name, self.init, self.dice = name, init, dice
        self.signals = [n for n in ALL if n not in ENDING.get(name, ())]
        self.supervises = name in ("tini", "dumb-init")
        self.sent = self.orphans = 0

    def act(self):
        action = self.dice.random()
        if action < 0.7:
            # A burst, for a process of the namespace is slow to make.
            for _ in range(self.dice.randint(1, 30)):
                self.init.from_host(self.dice.choice(self.signals))
                self.sent += 1
        elif action < 0.85:
            self.init.from_inside(self.dice.choice(self.signals))
            self.sent += 1
        elif action < 0.95:
            if self.name in REAPING or self.orphans < MOST_ORPHANS:
                count = self.dice.randint(1, 5)
                self.init.make_orphans(count)
                self.orphans += count
        else:
            self.init.from_host(signal.SIGSTOP)
            wait_until(lambda: state(self.init.pid) == "T", "STOP")
            self.init.from_host(signal.SIGCONT)
            wait_until(lambda: state(self.init.pid) != "T", "CONT")

    def rest(self):
        """Waits until all that was begun is done."""
        zombies = lambda: sum(state(pid) == "Z" for pid in children(self.init.pid))
        if self.name in REAPING:
            wait_until(lambda: zombies() == 0, f"{zombies()} zombies are left")
        else:
            wait_until(lambda: zombies() == self.orphans,
                       f"{self.orphans} orphans, {zombies()} zombies")
        if self.supervises:
            # An orphan may take its time to end.
            wait_until(lambda: len(children(self.init.pid)) == 1,
                       "the child is lost, or an orphan is left")
        self.init.settle()
        if self.supervises:
            self.init.sync(["child"])

    def size(self):
        descriptors = len(os.listdir(f"/proc/{self.init.pid}/fd"))
        return int(status(self.init.pid)["VmRSS"].split()[0]), descriptors

    def run(self, seconds):
        if self.supervises:
            self.init.lines_until("child ready")
        self.init.settle()
        deadlines = [time.monotonic() + seconds / 3, time.monotonic() + seconds]
        sizes = []
        for deadline in deadlines:
            while time.monotonic() < deadline:
                for _ in range(20):
                    self.act()
                self.rest()
            sizes.append(self.size())
        assert state(self.init.pid) == "S", f"it is {state(self.init.pid)}"
        assert sizes[1][0] - sizes[0][0] < 512, f"resident kilobytes grew from {sizes}"
        assert sizes[1][1] == sizes[0][1], f"descriptors grew from {sizes}"
        return f"{self.sent} signals, {self.orphans} orphans, {sizes[1][0]} kB"


def main(sigbox, record, seconds, seed):
    say(f"seed {seed}")
    started = {}
    for name in INITS:
        child = os.fork()
        started[child] = name
        if child == 0:
            become_subreaper()
            words = [sigbox, "init", name]
            if name in ("tini", "dumb-init"):
                words += ["--", record]
            try:
                with Supervised(words, init=True) as init:
                    soak = Soak(name, init, random.Random(f"{seed} {name}"))
                    say(f"{name}: {soak.run(seconds)}")
            except BaseException:  # pylint: disable=broad-except
                say(f"{name}: FAILED: {traceback.format_exc()}")
                os._exit(1)
            os._exit(0)
    ends = [os.wait()[1] for _ in started]
    sys.exit(any(ends))


main(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4])
