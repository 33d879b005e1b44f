"""Scale: boxes one after another, a thousand that live, and what one more of them costs."""

import concurrent.futures
import os
import statistics
import tempfile
import time

from measure import CORE, LEAN, LEAN_NAME, PEERS, Row, driver, run, sigbox

NOOP = str(PEERS / "noop.lua")


def milliseconds(words, **options):
    begin = time.monotonic()
    run(words, **options)
    return (time.monotonic() - begin) * 1000


def one_after_another(count, jobs, options):
    """The milliseconds a box, where each job makes `count` of them."""
    words = [driver("elapsed"), count, sigbox(), "run", *options, NOOP]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        begin = time.monotonic()
        list(pool.map(run, [words] * jobs))
        return (time.monotonic() - begin) * 1000 / count / jobs


def available():
    """The machine's available memory in kilobytes."""
    with open("/proc/meminfo", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("MemAvailable"))


def living(count):
    """Rows about many boxes that live at once, in a registry of their own."""
    with tempfile.TemporaryDirectory(prefix="sigbox-bench-") as place:
        environment = os.environ | {"XDG_RUNTIME_DIR": place}
        names = [f"bench-{number}" for number in range(count)]

        def start(name):
            # On any core there are two paces, each for many starts: by where the monitor comes to.
            return milliseconds(
                ["taskset", "-c", CORE, sigbox(), "run", "--detach", "--name", name, "--rm",
                 str(PEERS / "idle.lua")], env=environment)

        def listing():
            return statistics.median(
                milliseconds([sigbox(), "list"], env=environment) for _ in range(5))

        try:
            before = available()
            share = count // 10
            first = [start(name) for name in names[:share]]
            few = listing()
            middle = [start(name) for name in names[share:-share]]
            last = [start(name) for name in names[-share:]]
            del middle
            memory = (before - available()) / count
            many = listing()
        finally:
            for at in range(0, count, 100):
                run([sigbox(), "rm", "--force", *names[at:at + 100]], env=environment)
        # The least of each: what the kernel clears away meanwhile of boxes before only adds.
        yield Row("scale", f"fastest start of the last tenth of {count} running boxes", min(last),
                  "ms", "the first tenth", min(first), 1.2, 3)
        yield Row("scale", f"memory for each of {count} running boxes", memory, "KB")
        yield Row("scale", f"sigbox list of {count} boxes", many, "ms", f"of {share}", few)


def group(quick):
    count = 20 if quick else 300
    for options, name, target in (
            [*LEAN, "--net", "host"], f"{LEAN_NAME}, --net host", 2.5), ([], "run", None):
        what = f"sigbox {name}"
        alone, both = (
            [one_after_another(count, jobs, options) for _ in range(1 if quick else 3)]
            for jobs in (1, 2))
        yield Row("scale", f"{what}, one after another", statistics.median(alone), "ms",
                  target=target)
        yield Row("scale", f"{what}, on two cores", statistics.median(both), "ms",
                  "on one", statistics.median(alone))
    yield from living(40 if quick else 1_000)
