"""Probe: all signals of a program, and a probe's time as its cells grow."""

import statistics

from measure import Row, sigbox
from scale import milliseconds


def probed(rounds, *words):
    return statistics.median(
        milliseconds([sigbox(), "probe", "--role", "pid1", *words]) for _ in range(rounds)) / 1000


def group(quick):
    rounds = 1 if quick else 3
    times = {name: probed(rounds, name) for name in ("c", "c-sig", "bash", "go")}
    yield Row("probe", "all signals of c as PID 1", times["c"], "s", target=1.5)
    yield Row("probe", "c, c-sig, bash and go as PID 1", sum(times.values()), "s", target=4)
    names = ["HUP", "INT", "QUIT", "USR1", "USR2", "TERM", "ALRM", "PIPE"]
    few, more = (
        probed(rounds, "c", *(word for name in names[:count] for word in ("--signal", name)))
        for count in (2, 8))
    yield Row("probe", "8 signals of c", more, "s", "2 signals", few, bound=6)
    yield Row("probe", "all 64", times["c"], "s", "8 signals", more, bound=12)
