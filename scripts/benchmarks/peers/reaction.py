"""Answers USR1 with USR2, in the handler."""

import os
import signal
import time

parent = os.getppid()
signal.signal(signal.SIGUSR1, lambda number, frame: os.kill(parent, signal.SIGUSR2))
os.kill(parent, signal.SIGUSR2)
while True:
    # A signal just before a call that blocks is slept over: not for longer than this.
    time.sleep(0.01)
