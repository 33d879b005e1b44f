"""Random commands by several callers at once on many boxes, for a while.

soak SIGBOX SECONDS BOXES CALLERS SEED: prints each fault, and the memory and descriptors of monitors,
which must not grow. In the end nothing may be left.
"""

import os
import random
import re
import subprocess
import sys
import threading
import time

from world import World, read, stat

FAULTS = {-4, -5, -6, -7, -8, -11, 132, 133, 134, 136, 139}
# What a monitor may have more than at first: KiB of its own memory, and descriptors.
MOST_GROWTH = (256, 2)


class Soak:
    def __init__(self, world, boxes, seconds):
        self.world = world
        self.names = [f"s{number}" for number in range(boxes)]
        self.end = time.monotonic() + seconds
        self.lock = threading.Lock()
        self.calls = 0
        self.faults = []

    def fault(self, *words):
        text = " ".join(str(word) for word in words)
        with self.lock:
            self.faults.append(text)
        print("FAULT", text, flush=True)

    def call(self, *words):
        status, output = self.world.run(*words)
        with self.lock:
            self.calls += 1
        if status is None:
            self.fault(*words, "hangs")
        elif status in FAULTS:
            self.fault(*words, "ended by a fault", status, output[-300:])

    def make(self, name, dice):
        options = dice.choice([[], [], ["--rm"], ["-t"], ["-i"], ["--timeout", "3s"]])
        program = dice.choice([
            ["bash"], ["c"], ["c-sig"], ["wait.lua"], ["go"], ["tini", "--", "--", "sleep", "1000"],
            ["--", "sleep", "1000"], ["--", "sh", "-c", "while :; do echo tick; sleep 0.2; done"],
            ["--", "sh", "-c", "head -c 3000000 /dev/urandom | od; sleep 1000"]])
        self.call("run", "-d", "--name", name, *options, *program)

    def act(self, dice):
        # Half of the calls share three boxes, so that they meet.
        name = dice.choice(self.names[:3] if dice.random() < 0.4 else self.names)
        action = dice.choice([
            self.make, self.make, ["exec", name, "true"], ["exec", name, "sh", "-c", "kill -USR1 1"],
            ["exec", name, "sh", "-c", "sleep 0.05 & sleep 0.01"], ["exec", "-t", name, "true"],
            ["stop", "-t", "50ms", name], ["rm", "-f", name], ["rm", name],
            ["kill", "-q", "-s", dice.choice(["TERM", "USR1", "KILL", "STOP", "CONT"]), name],
            ["kill", "-q", "--from", "inside", "-s", "USR1", name], ["ps", name], ["logs", name],
            ["inspect", name], ["list", "-a"], ["explain", "TERM", "--to", name],
            ["run", "--timeout", "2s", "c-sig", "--send", "TERM"]])
        if action == self.make:
            self.make(name, dice)
        else:
            self.call(*action)

    def caller(self, dice):
        while time.monotonic() < self.end:
            self.act(dice)

    def monitors(self):
        """Memory in KiB and descriptors of each monitor, by pid and start."""
        found = {}
        for pid in self.world.processes():
            fields = stat(pid)
            words = read(f"/proc/{pid}/cmdline").split("\0")
            # It leads a session outside the box and lives in it alone; guardians lead their own.
            if len(fields) < 20 or "-d" not in words or fields[3] != str(pid):
                continue
            if any(stat(child)[3:4] != [str(pid)] for child in self.children(pid)):
                memory = re.search(r"RssAnon:\s+(\d+)", read(f"/proc/{pid}/status"))
                try:
                    descriptors = len(os.listdir(f"/proc/{pid}/fd"))
                except OSError:
                    continue
                if memory and self.children(pid):
                    found[pid, fields[19]] = (int(memory.group(1)), descriptors)
        return found

    @staticmethod
    def children(pid):
        return read(f"/proc/{pid}/task/{pid}/children").split()

    def watch(self):
        first, most = {}, (0, 0)
        while time.monotonic() < self.end:
            time.sleep(max(0, min(5, self.end - time.monotonic())))
            for monitor, now in self.monitors().items():
                before = first.setdefault(monitor, now)
                most = tuple(max(pair) for pair in zip(most, now))
                if any(new > old + more for new, old, more in zip(now, before, MOST_GROWTH)):
                    self.fault(f"monitor {monitor[0]} has grown from {before} to {now}")
                    first[monitor] = now
        return len(first), most

    def run(self, callers, seed):
        for name in self.names:
            self.make(name, random.Random(f"{seed} {name}"))
        threads = [
            threading.Thread(target=self.caller, args=(random.Random(f"{seed} {number}"),))
            for number in range(callers)]
        for thread in threads:
            thread.start()
        count, most = self.watch()
        for thread in threads:
            thread.join()
        self.call("rm", "-f", *self.names)
        left = self.world.leftovers()
        if left:
            self.fault("left over:", *left)
        print(f"seed {seed}: {self.calls} calls, {len(self.faults)} faults; {count} monitors with at "
              f"most {most[0]} KiB and {most[1]} descriptors")


def main(sigbox, seconds, boxes, callers, seed):
    world = World(sigbox)
    soak = Soak(world, boxes, seconds)
    try:
        soak.run(callers, seed)
    finally:
        world.close()
    return 1 if soak.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
