"""Compares two inits: differential ORIGINAL OURS NAME RECORD [--only REGEX].

NAME says whose options they take, tini or dumb-init; RECORD is the program record. Both go through
the same scenarios, beside each other. Prints a line for each that differs, then how many there were;
the exit status is 1 if one differs.
"""

import argparse
import os
import re
import sys
import tempfile

from scenarios import Comparison, scenarios
from supervised import Late, become_subreaper


def result(run, comparison):
    try:
        return run(comparison)
    except (Late, OSError, LookupError) as failure:
        return f"failed: {failure!r}"


def difference(left, right):
    """The first place where two results differ."""
    if type(left) is type(right) and isinstance(left, dict) and left.keys() == right.keys():
        for key in left:
            if left[key] != right[key]:
                return f"{key}: {difference(left[key], right[key])}"
    if type(left) is type(right) and isinstance(left, (list, tuple)) and len(left) == len(right):
        for index, (one, other) in enumerate(zip(left, right)):
            if one != other:
                return f"{index}: {difference(one, other)}"
    return f"original {left!r}, ours {right!r}"


def compare(arguments, share, shares):
    """Runs every scenario of this share; gives how many there were, and how many differ."""
    become_subreaper()
    original = Comparison(arguments.original, arguments.name, arguments.record)
    ours = Comparison(arguments.ours, arguments.name, arguments.record)
    count = different = 0
    with tempfile.TemporaryDirectory() as directory:
        script = os.path.join(directory, "script")
        with open(script, "w", encoding="ascii") as file:
            file.write("echo no interpreter is named; exit 6\n")
        os.chmod(script, 0o755)
        for index, (title, run) in enumerate(scenarios(arguments.name, script)):
            if index % shares != share or not re.search(arguments.only, title):
                continue
            count += 1
            left, right = result(run, original), result(run, ours)
            if left != right or str(left).startswith("failed"):
                different += 1
                print(f"{title.replace(script, 'SCRIPT')}: {difference(left, right)}", flush=True)
    return count, different


def main():
    parser = argparse.ArgumentParser()
    for name in ("original", "ours", "name", "record"):
        parser.add_argument(name)
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    shares, readers = 2, []
    for share in range(shares):
        reading, writing = os.pipe()
        if os.fork() == 0:
            os.close(reading)
            count, different = compare(arguments, share, shares)
            os.write(writing, f"{count} {different}".encode())
            os._exit(0)
        os.close(writing)
        readers.append(reading)
    answers = [os.read(reading, 64).split() for reading in readers]
    for _ in range(shares):
        os.wait()
    if not all(answers):
        sys.exit("a comparison did not end")
    count, different = (sum(int(answer[i]) for answer in answers) for i in (0, 1))
    print(f"{count} scenarios, {different} differ")
    sys.exit(different > 0)


main()
