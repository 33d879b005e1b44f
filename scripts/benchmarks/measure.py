"""What all groups share: programs, running by turns, rows of the table."""

import dataclasses
import os
import pathlib
import shutil
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLACE = ROOT / ".build" / "benchmarks"
PEERS = HERE / "peers"
# A box that is no more than its namespaces, and how the table calls it.
LEAN = ["--privileged", "--writable", "--memory", "none", "--pids", "none"]
LEAN_NAME = "run --privileged --writable, no limits"
# The second of two is the one that fewer interrupts go to.
CORE = str(os.cpu_count() - 1)


class Unable(Exception):
    """Why something cannot be measured here."""


@dataclasses.dataclass
class Row:
    """One comparison, or one figure of sigbox alone; less is better in all."""

    group: str
    what: str
    ours: float | None
    unit: str
    peer: str = ""
    theirs: float | None = None
    # The most that the ratio, or without a peer the figure, should be.
    target: float | None = None
    # The most that --check allows of the ratio.
    bound: float | None = None
    note: str = ""

    @property
    def ratio(self):
        return self.ours / self.theirs if self.ours is not None and self.theirs else None

    @property
    def is_met(self):
        value = self.ratio if self.peer else self.ours
        return None if None in (value, self.target) else value <= self.target


def sigbox():
    return os.environ["SIGBOX"]


def run(words, **options):
    """Runs a command to its end; its output."""
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, check=False, timeout=300,
        **options)
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise Unable(f"{pathlib.Path(str(words[0])).name}: status {done.returncode}: {last[-1]}")
    return done.stdout


def need(program):
    if not shutil.which(program):
        raise Unable(f"{program} is not installed: scripts/setup bench")
    return program


def driver(name):
    return compiled(HERE / "drivers" / f"{name}.c")


def peer(name):
    """A peer as a command: compiled, or its interpreter and the file."""
    file = PEERS / name
    interpreters = {".py": "python3", ".pl": "perl", ".bash": "bash"}
    if file.suffix == ".lua":
        return [sigbox(), "init", str(file)]
    if file.suffix in interpreters:
        return [need(interpreters[file.suffix]), str(file)]
    return [compiled(file)]


def compiled(file, *options):
    """Compiles a C or Go file; gives the path of the program."""
    program = PLACE / file.parent.name / file.name
    if not program.exists() or any(
            source.stat().st_mtime > program.stat().st_mtime
            for source in [file, *file.parent.glob("*.h")]):
        program.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".go":
            environment = os.environ | {
                "GO111MODULE": "off", "GOCACHE": str(PLACE / "go"), "GOFLAGS": "-buildvcs=false"}
            run([need("go"), "build", "-o", program, file], env=environment)
        else:
            run([need("gcc"), "-O2", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", *options,
                 "-o", program, file])
    return str(program)


def by_turns(rounds, measurements):
    """Takes each measurement by turns; for each the list of its figures, or why it has none."""
    figures = {name: [] for name in measurements}
    for _ in range(rounds):
        for name, measure in measurements.items():
            if isinstance(figures[name], str):
                continue
            try:
                figures[name].append(measure())
            except (Unable, subprocess.TimeoutExpired) as error:
                figures[name] = str(error)
    return figures


def rows(group, what, unit, figures, targets, bounds=None, ours="sigbox"):
    """A row for each peer; `targets` names the peers in order, with the target of the ratio."""
    def middle(name):
        found = figures[name]
        return (None, found) if isinstance(found, str) else (statistics.median(found), "")

    mine, trouble = middle(ours)
    for name, target in targets.items():
        theirs, reason = middle(name)
        yield Row(group, what, mine, unit, name, theirs, target, (bounds or {}).get(name),
                  trouble or reason)
