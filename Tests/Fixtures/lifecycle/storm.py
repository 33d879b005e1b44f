"""Kills and stops random processes while random commands run on five boxes.

storm SIGBOX ROUNDS SEED: prints each fault, and at the end how much was done. A command may take no
more than 5 s longer than was asked for. In the end nothing may be left.
"""

import os
import random
import signal
import subprocess
import sys
import time

from world import World, state, stat

BOXES = [f"b{number}" for number in range(5)]
TOLERANCE = 5


class Storm:
    def __init__(self, world, dice):
        self.world, self.dice = world, dice
        self.faults = []
        self.counts = {}
        self.history = []

    def fault(self, *words):
        text = " ".join(str(word) for word in words)
        self.faults.append(text)
        print("FAULT", text, "after", *self.history[-6:], sep="\n  ", flush=True)

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1

    def programs(self):
        return self.dice.choice([
            ["wait.lua"], ["forget.lua"], ["stopper.lua"], ["c-sig"], ["bash"],
            ["--", "sleep", "1000"], ["--", "sh", "-c", "while :; do echo tick; sleep 0.1; done"]])

    def make_boxes(self):
        """Lets five boxes live; no process is stopped now."""
        status, output = self.world.run("list", "-q")
        if status != 0:
            self.fault("list", status, output)
        for name in set(BOXES) - set(output.split()):
            self.world.run("rm", "-f", name)
            options = ["-t"] if self.dice.random() < 0.2 else []
            status, output = self.world.run(
                "run", "-d", "--name", name, *options, *self.programs())
            if status != 0:
                self.fault("run -d", name, status, output)

    def command(self):
        """A command, and the seconds that it may take by what it is asked to do."""
        name = self.dice.choice(BOXES)
        return self.dice.choice([
            (["run", "--timeout", "1s", *self.programs()], 1),
            (["run", "--timeout", "1s", "--name", "named", *self.programs()], 1),
            (["run", "--timeout", "1s", "stopper.lua", "--send", "USR1", "--send", "TERM"], 1),
            (["run", "--send", "TERM", "--grace", "200ms", "c-sig"], 3),
            (["exec", name, "sleep", "0.2"], None),
            (["exec", name, "sh", "-c", "kill -USR1 1; sleep 1000"], None),
            (["exec", "-t", name, "sleep", "1000"], None),
            (["stop", "-t", "100ms", name], 0.1),
            (["rm", "-f", name], 0),
            (["kill", "-q", "--from", "inside", "-s", "USR2", name], 0),
            (["kill", "-q", "-s", "TERM", name], 0),
            (["ps", name], 0),
            (["list", "-a"], 0),
            (["logs", name], 0),
            (["inspect", name], 0),
            (["explain", "TERM", "--to", name], 0),
            (["wait", name], None),
            (["logs", "-f", name], None),
        ])

    def role(self, pid, command):
        if pid == command:
            return "command"
        fields = stat(pid)
        return self.world.describe(pid).split(" in ")[0] + (
            f", parent {fields[1]}, session {fields[3]}" if len(fields) > 3 else "")

    def strike(self, process):
        """Kills or stops a random process; returns whether the command itself was hit."""
        victims = self.world.processes()
        if not victims:
            return False
        victim = process.pid if self.dice.random() < 0.2 else self.dice.choice(victims)
        number = self.dice.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGSTOP])
        self.history.append(f"{number.name} to {self.role(victim, process.pid)}")
        try:
            os.kill(victim, number)
        except ProcessLookupError:
            return False
        self.count(number.name)
        # A command whose own helpers do not run is not to blame.
        return victim == process.pid

    def finish(self, process, words, asked, began):
        """Waits for the end of a command that may take so long."""
        if asked is None:
            # It waits for a box, as it was asked to, until TERM.
            time.sleep(self.dice.random() * 0.5)
            for _ in range(3):
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                    time.sleep(0.01)
            began, asked = time.monotonic(), 0
        try:
            process.wait(max(0, began + asked + TOLERANCE - time.monotonic()))
            if process.returncode in (-4, -5, -6, -7, -8, -11, 132, 133, 134, 136, 139):
                self.fault(*words, "ended by a fault", process.returncode, process.stdout.read())
        except subprocess.TimeoutExpired:
            processes = [self.world.describe(pid) for pid in self.world.processes()]
            self.fault(*words, "does not end in time", *processes)
            process.kill()
            process.wait()

    def round(self):
        words, asked = self.command()
        began = time.monotonic()
        process = self.world.start(*words)
        self.history.append(f"{' '.join(words)} as {process.pid}")
        self.count(words[0])
        limit = self.dice.choice([0, 0.005, 0.02, 0.05, 0.3])
        time.sleep(self.dice.random() * limit)
        hit = False
        for _ in range(self.dice.choice([1, 1, 2, 3])):
            hit = self.strike(process) or hit
        if hit:
            time.sleep(0.05)
            process.kill()
            process.wait()
        else:
            self.finish(process, words, asked, began)
        process.stdout.close()

    def clean_up(self):
        """Removes all boxes, although some of their processes may be stopped."""
        began = time.monotonic()
        status, output = self.world.run("rm", "-f", *BOXES, "named", seconds=30)
        elapsed = time.monotonic() - began
        if status != 0 or elapsed > TOLERANCE:
            self.fault("rm -f", status, f"after {elapsed:.1f} s", output)
        # Nobody is left who could continue a process that was stopped after its parent had been killed.
        for pid in self.world.processes():
            if state(pid) == "T" and stat(pid)[1] == "1":
                os.kill(pid, signal.SIGCONT)
        left = self.world.leftovers()
        if left:
            self.fault("left over", *left)
            for pid in self.world.processes():
                os.kill(pid, signal.SIGKILL)
            self.world.wait_for(self.world.processes, 10)
            self.world.run("list")

    def run(self, rounds):
        for number in range(rounds):
            if number % 10 == 0:
                self.make_boxes()
            self.round()
            if number % 10 == 9 or number == rounds - 1:
                self.clean_up()


def main(sigbox, rounds, seed):
    world = World(sigbox)
    storm = Storm(world, random.Random(seed))
    try:
        storm.run(rounds)
    finally:
        world.close()
    print(f"seed {seed}: {rounds} rounds, {len(storm.faults)} faults;",
          ", ".join(f"{what} {count}" for what, count in sorted(storm.counts.items())))
    return 1 if storm.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
