"""Answers USR1 with USR2, in the handler."""

import os
import signal

parent = os.getppid()
signal.signal(signal.SIGUSR1, lambda number, frame: os.kill(parent, signal.SIGUSR2))
os.kill(parent, signal.SIGUSR2)
while True:
    signal.pause()
