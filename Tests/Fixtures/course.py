"""Plays the whole course through at a terminal: course SIGBOX COUNT, in an empty directory.

Each script is checked unsolved first, the prediction typed when it is asked for; then the solution.
"""

import os
import subprocess
import sys

from terminal import Session

sigbox = sys.argv[1]
count = int(sys.argv[2])
for number in map(str, range(1, count + 1)):
    Session([sigbox, "workshop", "start", number]).end()
    (name,) = os.listdir(".")
    unsolved = Session([sigbox, "workshop", "check", number])
    unsolved.read_until(b"Type one word: ")
    choices = unsolved.read_until(b".\r\n").split(b", ")
    unsolved.read_until(b"> ")
    unsolved.type(b"nonsense\n")
    unsolved.read_until(b"> ")
    # The whole command is understood, too.
    unsolved.type(b"sigbox workshop predict " + number.encode() + b" " + choices[0] + b"\n")
    unsolved.read_until(b"workshop hint " + number.encode())
    unsolved.end()
    Session([sigbox, "workshop", "hint", number]).end()
    solution = subprocess.run([sigbox, "workshop", "solution", number, "--show"],
                              capture_output=True, check=True).stdout
    with open(name, "wb") as script:
        script.write(solution)
    solved = Session([sigbox, "workshop", "check", number])
    solved.read_until(b"Passed.")
    solved.end()
    os.unlink(name)
listing = Session([sigbox, "workshop"])
listing.read_until(f"{count} of {count} passed".encode())
listing.end()
