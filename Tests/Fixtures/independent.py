"""The founding experiment without sigbox: ORIGIN SIGNAL COMMAND..., ORIGIN inside or host.

Runs COMMAND as PID 1 of a PID namespace, or with --ordinary below a PID 1 that only waits; sends it
the signal, and prints what became of it: alive, stopped, exited N or killed N. With --grace SECONDS
it may take so long to end. Without root it takes a user namespace as well.
"""

import argparse
import ctypes
import os
import signal
import sys
import time

CLONE_NEWPID = 0x20000000
CLONE_NEWUSER = 0x10000000


def status(path):
    with open(f"{path}/status") as file:
        fields = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    return fields["State"][0], fields["SigBlk"], fields["SigIgn"], fields["SigCgt"]


def threads(pid):
    """The states of all threads and descendants, the main thread's first."""
    found = [status(f"/proc/{pid}")]
    for thread in sorted(os.listdir(f"/proc/{pid}/task")):
        try:
            found.append(status(f"/proc/{pid}/task/{thread}"))
            with open(f"/proc/{pid}/task/{thread}/children") as file:
                children = file.read().split()
            for child in children:
                found += threads(child)
        except (FileNotFoundError, ProcessLookupError):
            # It has ended meanwhile.
            found.append(None)
    return found


def settle(pid, grace=0):
    """Waits until the process has ended or, for ten looks after the grace, rested unchanged."""
    end = time.monotonic() + grace
    same, last = 0, None
    while same < 10 or time.monotonic() < end:
        now = threads(pid)
        if now[0][0] in "ZT":
            break
        same = same + 1 if now == last and all(each and each[0] in "SZ" for each in now) else 0
        last = now
        time.sleep(0.01)
    return now[0][0]


def execute(command):
    for each in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(each, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    null = os.open("/dev/null", os.O_RDWR)
    for descriptor in range(3):
        os.dup2(null, descriptor)
    os.execvp(command[0], command)


def start(command, is_ordinary):
    """The pids of the program, for the caller and in the namespace, and of PID 1."""
    executed, ends_with_exec = os.pipe()
    init = os.fork()
    if init == 0:
        if not is_ordinary:
            execute(command)
        program = os.fork()
        if program == 0:
            # As sigbox does it: an orphaned group is not stopped by TSTP, TTIN, TTOU.
            os.setpgid(0, 0)
            execute(command)
        os.close(ends_with_exec)
        # A zombie that others can look at, until the end of the namespace.
        while True:
            time.sleep(1000)
    os.close(ends_with_exec)
    os.read(executed, 1)
    if not is_ordinary:
        return init, 1, init
    children = ""
    while not children:
        with open(f"/proc/{init}/task/{init}/children") as file:
            children = file.read().strip()
    return int(children), 2, init


def exit_of_zombie(pid):
    with open(f"/proc/{pid}/stat") as file:
        return os.waitstatus_to_exitcode(int(file.read().rsplit(" ", 1)[1]))


def main(options):
    namespaces = CLONE_NEWPID if os.geteuid() == 0 else CLONE_NEWPID | CLONE_NEWUSER
    if ctypes.CDLL(None, use_errno=True).unshare(namespaces) != 0:
        sys.exit(f"unshare: {os.strerror(ctypes.get_errno())}")
    program, inside, init = start(options.command, options.ordinary)
    settle(program)
    if options.origin == "inside":
        # After unshare every child is born into the new namespace.
        sender = os.fork()
        if sender == 0:
            os.kill(inside, options.signal)
            os._exit(0)
        os.waitpid(sender, 0)
    else:
        os.kill(program, options.signal)
    state = settle(program, options.grace)
    if state == "T":
        print("stopped")
    elif state == "Z":
        code = exit_of_zombie(program)
        print(f"exited {code}" if code >= 0 else f"killed {-code}")
    else:
        print("alive")
    os.kill(init, signal.SIGKILL)
    os.waitpid(init, 0)


parser = argparse.ArgumentParser()
parser.add_argument("--ordinary", action="store_true")
parser.add_argument("--grace", type=float, default=0)
parser.add_argument("origin", choices=["inside", "host"])
parser.add_argument("signal", type=int)
parser.add_argument("command", nargs=argparse.REMAINDER)
main(parser.parse_args())
