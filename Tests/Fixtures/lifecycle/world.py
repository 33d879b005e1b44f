"""A registry of boxes of its own, with all processes, control groups and files that belong to it."""

import glob
import os
import shutil
import signal
import subprocess
import tempfile
import time


def read(path, mode="r"):
    try:
        with open(path, mode) as file:
            return file.read()
    except OSError:
        return b"" if "b" in mode else ""


def stat(pid):
    """The fields of /proc/PID/stat from the state on, or nothing."""
    return read(f"/proc/{pid}/stat").rpartition(")")[2].split()


def state(pid):
    return (stat(pid) or ["X"])[0]


class World:
    def __init__(self, sigbox):
        self.directory = tempfile.mkdtemp(prefix="sigbox-world-", dir="/tmp")
        self.runtime = os.path.join(self.directory, "run")
        os.mkdir(self.runtime, 0o700)
        self.sigbox = sigbox
        # A variable that boxes let in: it marks all processes.
        self.mark = f"LC_SIGBOX={self.directory}"
        name, _, value = self.mark.partition("=")
        self.environment = dict(
            os.environ, XDG_RUNTIME_DIR=self.runtime, XDG_STATE_HOME=self.runtime, **{name: value})
        self.script("wait.lua", "while true do process.sleep(1000) end")
        self.script(
            "forget.lua",
            "process.parent_death_signal() signal.ignore('TERM') while true do process.sleep(1000) end")
        self.script("stopper.lua", "while true do signal.kill(-1, 'STOP') process.sleep(0.001) end")
        self.groups_before = set(self.all_groups())
        self.pids = set()

    def script(self, name, text):
        with open(os.path.join(self.directory, name), "w") as file:
            file.write(text)

    def start(self, *words):
        process = subprocess.Popen(
            [self.sigbox, *words], env=self.environment, cwd=self.directory,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, text=True, errors="replace")
        self.pids.add(process.pid)
        return process

    def run(self, *words, seconds=60):
        """Runs a command: its exit status, None if it does not end in time, and its output."""
        process = self.start(*words)
        try:
            output, _ = process.communicate(timeout=seconds)
            return process.returncode, output
        except subprocess.TimeoutExpired:
            process.kill()
            return None, process.communicate()[0]

    def processes(self):
        """All processes of this world that have not ended."""
        mark = self.mark.encode() + b"\0"
        found = []
        for entry in os.listdir("/proc"):
            if not entry.isdigit() or mark not in read(f"/proc/{entry}/environ", "rb"):
                continue
            if state(entry) not in "ZX":
                found.append(int(entry))
        self.pids.update(found)
        return found

    def describe(self, pid):
        status = dict(
            line.split(":\t", 1) for line in read(f"/proc/{pid}/status").split("\n") if ":\t" in line)
        words = read(f"/proc/{pid}/cmdline").replace("\0", " ")[:60]
        keys = ("State", "PPid", "NSpid")
        return f"{pid} {words!r} " + " ".join(f"{key} {status.get(key)}" for key in keys) + (
            f" in {read(f'/proc/{pid}/wchan')}")

    @staticmethod
    def all_groups():
        return glob.glob("/sys/fs/cgroup/**/sigbox-*-*", recursive=True)

    def groups(self):
        """The control groups that commands of this world have made."""
        own = []
        for path in self.all_groups():
            maker = os.path.basename(path).split("-")[1]
            if path not in self.groups_before and maker.isdigit() and int(maker) in self.pids:
                own.append(path)
        return own

    def files(self):
        return [
            os.path.join(directory, name) for directory, names, others in os.walk(self.runtime)
            for name in names + others if name not in (".lock", "sigbox")]

    def wait_for(self, what, seconds):
        """Waits until a list is empty, and returns what is left of it."""
        deadline = time.monotonic() + seconds
        while (left := what()) and time.monotonic() < deadline:
            time.sleep(0.02)
        return left

    def leftovers(self, seconds=10):
        left = [self.describe(pid) for pid in self.wait_for(self.processes, seconds)]
        left += self.wait_for(self.groups, seconds)
        return left + self.files()

    def close(self):
        for pid in self.processes():
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        shutil.rmtree(self.directory, ignore_errors=True)
