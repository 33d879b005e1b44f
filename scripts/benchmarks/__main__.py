"""Measures sigbox beside its peers: scripts/bench [GROUP...] [--quick] [--json FILE] ..."""

import argparse
import datetime
import json
import pathlib
import platform
import sys

import memory
import probe
import reaction
import scale
import spawn
import start
from measure import ROOT, Row, Unable
from table import text, write

GROUPS = {"start": start, "reaction": reaction, "spawn": spawn, "memory": memory, "scale": scale,
          "probe": probe}
ARTICLE = ROOT / "Sources" / "App" / "sigbox" / "Documentation.docc" / "Benchmarks.md"
# What a regression would show in first, within a minute.
CHECKED = ["start", "reaction", "spawn"]


def measured(names, quick):
    for name in names:
        try:
            for row in GROUPS[name].group(quick):
                print(text(row), flush=True)
                yield row
        except Unable as error:
            row = Row(name, name, None, "", note=str(error))
            print(text(row), flush=True)
            yield row


def machine():
    """What the figures were taken on."""
    cpu = next((line.partition(": ")[2] for line in
                pathlib.Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.machine())
    name = pathlib.Path("/etc/os-release").read_text().partition('PRETTY_NAME="')[2]
    return {"date": datetime.date.today().isoformat(), "cpu": cpu,
            "cores": len(pathlib.Path("/proc/cpuinfo").read_text().split("\n\n")) - 1,
            "kernel": platform.release(), "system": name.partition('"')[0]}


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__.partition(":")[0])
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--quick", action="store_true", help="few rounds")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON as well")
    parser.add_argument("--write", action="store_true", help="write the tables into the documentation")
    parser.add_argument("--check", action="store_true",
                        help="quick, and fail where a ratio is far from what it was")
    options = parser.parse_args()
    unknown = set(options.groups) - set(GROUPS)
    if unknown:
        parser.error(f"no group: {', '.join(sorted(unknown))}: {', '.join(GROUPS)}")
    names = options.groups or (CHECKED if options.check else list(GROUPS))
    rows = list(measured(names, options.quick or options.check))
    if options.json:
        document = {"machine": machine(), "quick": options.quick or options.check, "rows": [
            vars(row) | {"ratio": row.ratio, "met": row.is_met} for row in rows]}
        pathlib.Path(options.json).write_text(json.dumps(document, indent=1) + "\n")
    if options.write:
        write(rows, machine(), ARTICLE)
    if options.check:
        worse = [row for row in rows if row.ours is None or (
            row.bound and row.ratio and row.ratio > row.bound)]
        for row in worse:
            print(f"bench: {row.what}: " + (
                f"{row.ratio:.2f} times {row.peer}, {row.bound} at most" if row.ratio
                else f"no figure: {row.note}"), file=sys.stderr)
        sys.exit(1 if worse else 0)


main()
