-- Complete it: INT ignored, USR1 caught, HUP at its default.

signal.ignore("HUP", "USR1")

signal.pause()
