"""Attaches to boxes as a user at a terminal does: attach SIGBOX, a line per session."""

import os
import subprocess
import sys

from terminal import Session

sigbox = sys.argv[1]


def run(*words):
    return subprocess.run([sigbox, *words], check=True, capture_output=True, text=True).stdout


def box(name, *options):
    run("run", "-d", "--name", name, *options, "--", "bash", "--norc", "-i")
    session = Session([sigbox, "attach", name])
    return session


# What is typed arrives, Ctrl-C is the box's, the size is passed on, Ctrl-P alone is a key.
session = box("t", "-t")
session.type(b"echo he''re\n")
session.read_until(b"here\r\n")
session.type(b"sh -c 'trap \"echo INT ca\"me INT; echo u\"\"p; while :; do sleep 0.01; done'\n")
session.read_until(b"up\r\n")
session.type(b"\x03")
session.read_until(b"came\r\n")
session.type(b"\x1c")
session.read_until(b"# ")
session.resize(33, 101)
session.type(b"while test \"$(stty size)\" != '33 101'; do sleep 0.01; done; echo si''ze\n")
session.read_until(b"size\r\n")
session.type(b"\x10\x11")
session.end()
# The box goes on, with what is typed by the next.
session = Session([sigbox, "attach", "t"])
session.type(b"\x10x\x15exit 42\n")
session.end()
assert run("wait", "t") == "42\n"
run("rm", "t")

# KILL of the attached command restores the terminal and leaves the box alone.
session = box("k", "-t")
session.type(b"echo he''re\n")
session.read_until(b"here\r\n")
os.kill(session.pid, 9)
session.end()
assert run("list", "-q") == "k\n"
run("rm", "-f", "k")

# Without a terminal of its own, input comes as it is typed.
run("run", "-d", "-i", "--name", "i", "--", "sh", "-c", "read line; echo got $line; exit 5")
session = Session([sigbox, "attach", "i"])
session.type(b"hello\n")
session.read_until(b"got hello")
session.end()
run("rm", "i")

# More than the box takes at once: what it does not read waits, and nothing is lost.
run("run", "-d", "-i", "--name", "m", "--", "sh", "-c", "head -c 2000000 | cksum")
subprocess.run([sigbox, "attach", "m"], input=bytes(2000000), check=True)
print(run("logs", "m"), end="")
run("rm", "m")
