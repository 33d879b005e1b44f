"""The founding experiment without sigbox: INIT inside|host SIGNAL.

Runs INIT as PID 1 of a PID namespace, sends it the signal, and prints what became of it: alive,
stopped, exited N or killed N. Without root it takes a user namespace as well.
"""

import ctypes
import os
import signal
import sys
import time

CLONE_NEWPID = 0x20000000
CLONE_NEWUSER = 0x10000000


def status(pid):
    with open(f"/proc/{pid}/status") as file:
        fields = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    return fields["State"][0], fields["SigBlk"], fields["SigIgn"], fields["SigCgt"]


def settle(pid):
    """Waits until the process has rested, looking the same, for ten looks."""
    same, last = 0, None
    while same < 10:
        now = status(pid)
        same = same + 1 if now == last and now[0] in "STZ" else 0
        last = now
        time.sleep(0.01)
    return last[0]


def wait_for_exec(pid):
    own = os.readlink("/proc/self/exe")
    while os.readlink(f"/proc/{pid}/exe") == own:
        time.sleep(0.001)


def main(program, origin, number):
    namespaces = CLONE_NEWPID if os.geteuid() == 0 else CLONE_NEWPID | CLONE_NEWUSER
    if ctypes.CDLL(None, use_errno=True).unshare(namespaces) != 0:
        sys.exit(f"unshare: {os.strerror(ctypes.get_errno())}")
    init = os.fork()
    if init == 0:
        for each in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
            signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        null = os.open("/dev/null", os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)
        os.execv(program, [program])
    wait_for_exec(init)
    settle(init)
    if origin == "inside":
        # After unshare every child is born into the new namespace.
        sender = os.fork()
        if sender == 0:
            os.kill(1, number)
            os._exit(0)
        os.waitpid(sender, 0)
    else:
        os.kill(init, number)
    state = settle(init)
    if state == "T":
        print("stopped")
    elif state == "S":
        print("alive")
    if state != "Z":
        os.kill(init, signal.SIGKILL)
    _, end = os.waitpid(init, 0)
    if state == "Z":
        code = os.waitstatus_to_exitcode(end)
        print(f"exited {code}" if code >= 0 else f"killed {-code}")


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
