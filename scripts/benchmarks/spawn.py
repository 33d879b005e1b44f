"""Spawn and reap: children one after another; 10,000 orphans at once."""

import pathlib
import tempfile
import time

from measure import CORE, PEERS, by_turns, driver, need, peer, rows, run, sigbox


def spawning(file, count):
    def measure():
        words = ["taskset", "-c", CORE, *peer(file), count]
        begin = time.monotonic()
        run(words)
        return (time.monotonic() - begin) / count * 1e6
    return measure


def reaping(init, count):
    """Hands zombies to an init that is PID 1; microseconds each until all are reaped."""
    def measure():
        with tempfile.TemporaryDirectory() as place:
            file = pathlib.Path(place) / "nanoseconds"
            run(["taskset", "-c", CORE, need("unshare"), "-fp", "--mount-proc", *init(),
                 driver("orphans"), count, file])
            return int(file.read_text()) / count / 1000
    return measure


def group(quick):
    children, orphans = (200, 1_000) if quick else (2_000, 10_000)
    figures = by_turns(3 if quick else 5, {
        name: spawning(file, children) for name, file in {
            "sigbox": "spawn.lua", "C posix_spawn": "spawn.c", "Python posix_spawn": "spawn.py",
            "bash": "spawn.bash"}.items()})
    yield from rows("spawn", "start and wait for /bin/true", "µs", figures, {
        "C posix_spawn": 1.1, "Python posix_spawn": None, "bash": None}, {
        "C posix_spawn": 2, "bash": 1.5})

    ours, built_in = "a script", "the built-in init tini"
    figures = by_turns(3 if quick else 7, {
        ours: reaping(lambda: [sigbox(), "init", str(PEERS / "reap.lua")], orphans),
        built_in: reaping(lambda: [sigbox(), "init", "tini", "--"], orphans),
        "tini": reaping(lambda: [need("tini"), "--"], orphans),
        "dumb-init": reaping(lambda: [need("dumb-init")], orphans),
    })
    for name in (ours, built_in):
        yield from rows("reap", f"reap one of {orphans} orphans, by {name}", "µs", figures, {
            "tini": 1.1, "dumb-init": None}, {"tini": 4}, ours=name)
