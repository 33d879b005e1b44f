"""Prints the median nanoseconds from the call that raises a signal to the handler's first
instruction, of COUNT."""

import signal
import statistics
import sys
import time

times = []
begin = 0


def handle(_number, _frame):
    times.append(time.monotonic_ns() - begin)


signal.signal(signal.SIGUSR1, handle)
for _ in range(int(sys.argv[1])):
    begin = time.monotonic_ns()
    signal.raise_signal(signal.SIGUSR1)
print(int(statistics.median(times)))
