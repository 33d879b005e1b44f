"""Start: a whole run of a program that returns at once."""

import json
import os
import shutil
import statistics

from measure import (HERE, LEAN, LEAN_NAME, PEERS, PLACE, Row, Unable, compiled, driver, need, run,
                     sigbox)

NOOP = str(PEERS / "noop.lua")


def read_again(words):
    """Reads the programs of a command into the page cache, each as a whole.

    Whoever used one first decides whether the cache holds it in large pieces, as when it was written
    or read, or in single pages, as when it was executed: then each page fault maps less, and a start
    takes up to a tenth longer.
    """
    for program in filter(None, map(shutil.which, map(str, words))):
        with open(program, "rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            while file.read(1 << 20):
                pass


def elapsed(rounds, commands):
    """Runs commands by turns; for each the milliseconds of its runs, or why there are none."""
    figures = {}
    for name, words in commands.items():
        try:
            read_again(words())
            run(words())
            figures[name] = []
        except (Unable, OSError) as error:
            figures[name] = str(error)
    able = [name for name in commands if figures[name] == []]
    words = [word for name in able for word in ("+", *commands[name]())][1:]
    for line in run([driver("elapsed"), rounds, *words]).splitlines():
        place, nanoseconds, status = map(int, line.split())
        name = able[place]
        if status != 0:
            raise Unable(f"{name}: a run ended with status {status}")
        figures[name].append(nanoseconds / 1e6)
    return figures


def bundle(runtime, name, edit=lambda config: None):
    """A container of one static program, with the runtime's own defaults but for edits."""
    place = PLACE / name
    if (place / "config.json").exists():
        return place
    shutil.rmtree(place, ignore_errors=True)
    (place / "rootfs").mkdir(parents=True)
    shutil.copy(compiled(PEERS / "noop.c", "-static"), place / "rootfs" / "noop")
    run([need(runtime), "spec"], cwd=place)
    config = json.loads((place / "config.json").read_text())
    config["process"] |= {"terminal": False, "args": ["/noop"]}
    edit(config)
    (place / "config.json").write_text(json.dumps(config))
    return place


def container(runtime, *details):
    return lambda: [need(runtime), "run", "--bundle", str(bundle(runtime, *details)),
                    "sigbox-benchmark"]


def make_lean(config):
    """Leaves the namespaces and mounts of a box without limits that has the host's network."""
    config["root"]["readonly"] = False
    config["mounts"] = [one for one in config["mounts"] if one["destination"] == "/proc"] + [
        {"destination": place, "type": "tmpfs", "source": "tmpfs"}
        for place in ("/tmp", "/run", "/dev/shm")]
    config["linux"] = {"namespaces": [{"type": kind} for kind in ("pid", "mount", "uts", "ipc")]}


def podman(*options):
    # Podman's own defaults of limits may be more than the machine allows.
    return lambda: [need("podman"), "--runtime=runc", "--cgroup-manager=cgroupfs", "run", "--rm",
                    *options, "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024",
                    "--rootfs", str(bundle("runc", "runc") / "rootfs"), "/noop"]


def unshare(flags):
    return lambda: [need("unshare"), flags, "--mount-proc", need("lua5.4"), NOOP]


def bwrap(*options):
    return lambda: [need("bwrap"), *options, need("lua5.4"), NOOP]


# The like of a default box, but for the filter of system calls and the control group.
CONFINED = ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts",
            "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc",
            "--tmpfs", "/tmp", "--tmpfs", "/run", "--tmpfs", "/root", "--tmpfs", "/home",
            "--ro-bind", str(HERE), str(HERE), "--cap-drop", "ALL"]
PLAIN = ["--unshare-pid", "--dev-bind", "/", "/", "--proc", "/proc"]


def sigbox_run(*options):
    return lambda: [sigbox(), "run", *options, NOOP]


def measured(quick):
    for name in ("runc", "crun", "runc-lean"):
        shutil.rmtree(PLACE / name, ignore_errors=True)
    bare, own, plain = LEAN_NAME, "run", f"{LEAN_NAME}, --net host"
    lean = sigbox_run(*LEAN, "--net", "host")
    figures = elapsed(10 if quick else 100, {
        bare: sigbox_run(*LEAN),
        "unshare 5": unshare("-fpmuin"),
        plain: lean,
        "unshare 4": unshare("-fpmui"),
        "unshare 2": unshare("-fp"),
        own: sigbox_run(),
        "bwrap plain": bwrap(*PLAIN),
        "bwrap confined": bwrap(*CONFINED),
    })
    few = elapsed(3 if quick else 15, {
        own: sigbox_run(),
        "runc": container("runc", "runc"),
        "crun": container("crun", "crun"),
        plain: lean,
        "runc lean": container("runc", "runc-lean", make_lean),
    })
    once = elapsed(1 if quick else 5, {
        own: sigbox_run(),
        "podman": podman("--network=none"),
        plain: lean,
        "podman lean": podman("--network=host", "--privileged"),
    })
    return figures, few, once, (bare, plain, own)


def group(quick):
    figures, few, once, (bare, plain, own) = measured(quick)
    for command, source, name, peer, target, bound in [
        (bare, figures, "unshare 5", "unshare -fpmuin + lua5.4, same namespaces", 1, 4),
        (plain, figures, "unshare 4", "unshare -fpmui + lua5.4, same namespaces", 1, 4),
        (plain, figures, "unshare 2", "unshare -fp + lua5.4, fewer namespaces", None, None),
        (plain, figures, "bwrap plain", "bwrap --unshare-pid + lua5.4, fewer namespaces", 1, 4),
        (own, figures, "bwrap confined", "bwrap + lua5.4, no seccomp, no cgroup", 1, 4),
        (plain, few, "runc lean", "runc run of a static no-op, same namespaces", 0.1, 0.7),
        (own, few, "runc", "runc run of a static no-op", 0.1, 0.7),
        (own, few, "crun", "crun run of a static no-op", None, None),
        (plain, once, "podman lean", "podman run --privileged --network=host", 0.02, 0.2),
        (own, once, "podman", "podman run", 0.02, 0.2),
    ]:
        ours, theirs = source[command], source[name]
        reason = next((one for one in (ours, theirs) if isinstance(one, str)), "")
        yield Row("start", f"sigbox {command}",
                  None if isinstance(ours, str) else statistics.median(ours), "ms", peer,
                  None if isinstance(theirs, str) else statistics.median(theirs), target, bound,
                  reason)
