"""Start: a whole run of a program that returns at once."""

import json
import shutil
import statistics

from measure import HERE, PEERS, PLACE, Row, Unable, compiled, driver, need, run, sigbox

NOOP = str(PEERS / "noop.lua")


def elapsed(rounds, commands):
    """Runs commands by turns; for each the milliseconds of its runs, or why there are none."""
    figures = {}
    for name, words in commands.items():
        try:
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


def bundle(runtime):
    """A container of one static program, with the runtime's own defaults."""
    place = PLACE / runtime
    shutil.rmtree(place, ignore_errors=True)
    (place / "rootfs").mkdir(parents=True)
    shutil.copy(compiled(PEERS / "noop.c", "-static"), place / "rootfs" / "noop")
    run([need(runtime), "spec"], cwd=place)
    config = json.loads((place / "config.json").read_text())
    config["process"] |= {"terminal": False, "args": ["/noop"]}
    (place / "config.json").write_text(json.dumps(config))
    return place


def container(runtime):
    place = PLACE / runtime
    if not place.exists():
        bundle(runtime)
    return [need(runtime), "run", "--bundle", str(place), "sigbox-benchmark"]


def podman():
    if not (PLACE / "runc").exists():
        bundle("runc")
    # Podman's own defaults of limits may be more than the machine allows.
    return [need("podman"), "--runtime=runc", "--cgroup-manager=cgroupfs", "run", "--rm",
            "--network=none", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024",
            "--rootfs", str(PLACE / "runc" / "rootfs"), "/noop"]


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
    shutil.rmtree(PLACE / "runc", ignore_errors=True)
    bare, own = "run --privileged --writable", "run"
    plain = f"{bare} --net host"
    figures = elapsed(10 if quick else 100, {
        bare: sigbox_run("--privileged", "--writable"),
        "unshare 5": unshare("-fpmuin"),
        plain: sigbox_run("--privileged", "--writable", "--net", "host"),
        "unshare 4": unshare("-fpmui"),
        "unshare 2": unshare("-fp"),
        own: sigbox_run(),
        "bwrap plain": bwrap(*PLAIN),
        "bwrap confined": bwrap(*CONFINED),
    })
    few = elapsed(3 if quick else 15, {
        own: sigbox_run(),
        "runc": lambda: container("runc"),
        "crun": lambda: container("crun"),
    })
    once = elapsed(1 if quick else 5, {own: sigbox_run(), "podman": podman})
    return figures, few, once, (bare, plain, own)


def group(quick):
    figures, few, once, (bare, plain, own) = measured(quick)
    for command, source, name, peer, target, bound in [
        (bare, figures, "unshare 5", "unshare -fpmuin + lua5.4, the same five namespaces", 1, 4),
        (plain, figures, "unshare 4", "unshare -fpmui + lua5.4, the same four namespaces", 1, 4),
        (plain, figures, "unshare 2", "unshare -fp + lua5.4, fewer namespaces", None, None),
        (plain, figures, "bwrap plain", "bwrap --unshare-pid + lua5.4, fewer namespaces", 1, 4),
        (own, figures, "bwrap confined", "bwrap + lua5.4, the like without seccomp, cgroup", 1, 4),
        (own, few, "runc", "runc run of a static no-op", 0.1, 0.7),
        (own, few, "crun", "crun run of a static no-op", None, None),
        (own, once, "podman", "podman run of a static no-op", 0.02, 0.2),
    ]:
        ours, theirs = source[command], source[name]
        reason = next((one for one in (ours, theirs) if isinstance(one, str)), "")
        yield Row("start", f"sigbox {command}",
                  None if isinstance(ours, str) else statistics.median(ours), "ms", peer,
                  None if isinstance(theirs, str) else statistics.median(theirs), target, bound,
                  reason)
