"""Runs a command below a parent of orphans that reaps none of them: subreaper COMMAND..."""

import ctypes
import os
import sys

PR_SET_CHILD_SUBREAPER = 36
ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
pid = os.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
print("running", pid, flush=True)
status = os.waitpid(pid, 0)[1]
print("ended", flush=True)
sys.stdin.read()
