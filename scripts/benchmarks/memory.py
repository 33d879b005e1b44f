"""Memory of an idle PID 1, and whether it grows."""

import contextlib
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

from measure import PEERS, Row, Unable, compiled, need, peer, run, sigbox


def kilobytes(pid, *fields):
    """The sum of fields of /proc/PID/smaps_rollup."""
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(re.search(rf"^{field}: +(\d+) kB", text, re.M)[1]) for field in fields)


def children(pid):
    return [int(word) for word in
            pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def sleeps(pid):
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] == "S"


def until(condition, what):
    deadline = time.monotonic() + 30
    while not condition():
        if time.monotonic() > deadline:
            raise Unable(f"waited 30 s for {what}")
        time.sleep(0.01)


@contextlib.contextmanager
def running(words):
    """A command that runs until the block ends."""
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               start_new_session=True)
    try:
        yield process.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def settled(pid):
    """Waits until a process sleeps and its memory stays the same."""
    before = None
    def is_so():
        nonlocal before
        last, before = before, kilobytes(pid, "Pss", "Private_Dirty") if sleeps(pid) else None
        time.sleep(0.1)
        return last is not None and before == last
    until(is_so, f"process {pid} to settle")


def idle(words):
    """Proportional and private dirty kilobytes of an idle PID 1 of a namespace."""
    with running([need("unshare"), "-fp", "--mount-proc", *words]) as pid:
        until(lambda: children(pid), "unshare")
        init = children(pid)[0]
        until(lambda: os.readlink(f"/proc/{init}/exe") != os.readlink(f"/proc/{pid}/exe"), words[0])
        settled(init)
        return kilobytes(init, "Pss"), kilobytes(init, "Private_Dirty")


PEERS_OF = {
    "lua5.4": lambda: [need("lua5.4"), "-e", "io.read()"],
    "tini": lambda: [need("tini"), "--", "sleep", "infinity"],
    "dumb-init": lambda: [need("dumb-init"), "sleep", "infinity"],
    "C": lambda: [compiled(PEERS / "idle.c")],
    "bash": lambda: ["bash", "-c", "read"],
    "Python": lambda: [need("python3"), "-c", "import signal; signal.pause()"],
    "Go os/signal": lambda: peer("idle.go"),
}


def box():
    """A box: its three processes together, and its PID 1."""
    with running([sigbox(), "run", str(PEERS / "idle.lua")]) as host:
        until(lambda: len(children(host)) == 2, "the box")
        for pid in children(host):
            settled(pid)
        init = next(pid for pid in children(host)
                    if os.readlink(f"/proc/{pid}/ns/pid") != os.readlink("/proc/self/ns/pid"))
        everything = [host, *children(host)]
        return (sum(kilobytes(pid, "Pss") for pid in everything),
                sum(kilobytes(pid, "Private_Dirty") for pid in everything),
                kilobytes(init, "Private_Dirty"))


def soak(signals, spawned):
    """The kilobytes by which a script grows from a tenth of the work to its end."""
    with tempfile.TemporaryDirectory() as place:
        words = [sigbox(), "init", str(PEERS / "soak.lua"), signals, spawned, f"{place}/"]
        run(words)
        return [int(pathlib.Path(place, when).read_text()) for when in ("early", "late")]


def group(quick):
    mine = idle([sigbox(), "init", str(PEERS / "idle.lua")])
    for index, what, bounds in (1, "private dirty memory of an idle PID 1", {"lua5.4": 4}), (
            0, "proportional memory (PSS) of an idle PID 1", {}):
        for name, words in PEERS_OF.items():
            theirs, note = None, ""
            try:
                theirs = idle(words())[index]
            except (Unable, OSError) as error:
                note = str(error)
            target = 1 if index == 1 and name == "lua5.4" else None
            yield Row("memory", what, mine[index], "KB", name, theirs, target, bounds.get(name),
                      note)
    proportional, dirty, init = box()
    yield Row("memory", "private dirty memory of the PID 1 of a box", init, "KB")
    yield Row("memory", "private dirty memory of a box's three processes", dirty, "KB")
    yield Row("memory", "proportional memory (PSS) of a box's three processes", proportional, "KB")
    signals, spawned = (20_000, 1_000) if quick else (1_000_000, 100_000)
    early, late = soak(signals, spawned)
    yield Row("memory", f"private dirty memory after {signals} signals, {spawned} children", late,
              "KB", "after a tenth of them", early, 1.02, 1.3)
