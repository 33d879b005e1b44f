-- Complete the script: ignore INT, catch USR1, leave HUP at its default.

signal.ignore("HUP", "USR1")

signal.pause()
