"""Puts a process into the PID namespace of PID whose parent never reaps it: unreaped PID, as root.

Says "ready", and holds the process until its input ends.
"""

import ctypes
import os
import sys

CLONE_NEWPID = 0x20000000
PR_SET_CHILD_SUBREAPER = 36
libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(PR_SET_CHILD_SUBREAPER, 1)
namespace = os.open(f"/proc/{sys.argv[1]}/ns/pid", os.O_RDONLY)
middle = os.fork()
if middle == 0:
    assert libc.setns(namespace, CLONE_NEWPID) == 0, os.strerror(ctypes.get_errno())
    if os.fork() == 0:
        os.execv("/bin/sleep", ["sleep", "1000"])
    os._exit(0)
assert os.waitpid(middle, 0)[1] == 0
print("ready", flush=True)
sys.stdin.read()
