"""Types at the example of a shell, which must keep its terminal whatever its jobs do."""

import sys

from terminal import Session

session = Session(sys.argv[1:])
session.read_until(b"$ ")
session.type(b"nosuch\n")
session.read_until(b"ENOENT")
session.read_until(b"$ ")
# A line that comes back twice shows that cat, and not the shell, reads the terminal.
session.type(b"cat\n")
session.read_until(b"cat\r\n")
session.type(b"one\n")
session.read_until(b"one\r\none\r\n")
session.type(b"\x1a")
session.read_until(b"[1] stopped cat")
session.read_until(b"$ ")
session.type(b"jobs\n")
session.read_until(b"[1] stopped cat")
session.read_until(b"$ ")
session.type(b"sleep 1000 &\n")
session.read_until(b"$ ")
session.type(b"jobs\n")
session.read_until(b"[2] running sleep 1000 &")
session.read_until(b"$ ")
session.type(b"fg 1\n")
session.read_until(b"fg 1\r\n")
session.type(b"two\n")
session.read_until(b"two\r\ntwo\r\n")
session.type(b"\x03")
session.read_until(b"[1] killed cat")
session.read_until(b"$ ")
session.type(b"exit 42\n")
session.end()
