"""Works at sigbox's prompt as a user at a terminal does: repl SIGBOX."""

import sys

from terminal import Session

session = Session([sys.argv[1], "repl", "c-sig"])
session.read_until(b"> ")
# Tab completes a method, then a signal's name.
session.type(b"box:ki\t(\"TER\t\")\n")
session.read_until(b'verdict = "exited"')
session.read_until(b"> ")
# Once it runs, for until then Ctrl-C is a key of the line.
session.type(b'print("u" .. "p") while true do end\n')
session.read_until(b"up\r\n")
session.type(b"\x03")
session.read_until(b"interrupted: this is a new box")
session.read_until(b"> ")
session.type(b"box:alive()\n")
session.read_until(b"true")
session.read_until(b"> ")
# A line that is given up is not run, and one that is not complete goes on.
session.type(b"box:close() \x03")
session.read_until(b"> ")
session.type(b"({\n")
session.read_until(b">> ")
session.type(b"42})[1]\n")
session.read_until(b"\n42")
session.read_until(b"> ")
# The last line but one, from the history.
session.type(b"\x1b[A\x1b[A\x1b[A\n")
session.read_until(b"true")
session.read_until(b"> ")
session.type(b"\x04")
session.end()
