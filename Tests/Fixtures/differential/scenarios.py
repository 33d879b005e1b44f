"""What is tried with both inits: each scenario is a name and a function that gives its result."""

import os
import re
import signal
import subprocess

from supervised import EXIT, RAISE, Late, Supervised, children, order, state, status, wait_until

SIGNALS = [*range(1, 32), *range(34, 65)]
GROUPS = {"tini": {"single": [], "group": ["-g"]}, "dumb-init": {"group": [], "single": ["-c"]}}
SETTINGS = {"pid1": {"init": True}, "plain": {"init": False}}


class Comparison:
    """The scenarios for one program."""

    def __init__(self, program, name, record):
        self.program, self.name, self.record = program, name, record

    def words(self, options, *command):
        return [self.program, *options, "--", *(command or (self.record, "gs"))]

    def supervised(self, options=(), command=(), **setting):
        return Supervised(self.words(options, *command), **setting)

    # Signals

    names = ["child", "same-group", "own-session"]

    def started(self, init):
        return init.lines_until(*[f"{name} ready" for name in self.names])

    def look(self, init):
        """What became of the init and of its processes, and what they got."""
        init.settle()
        states = [state(init.pid), *[state(pid) for pid in init.recorders()]]
        if states[0] == "Z":
            return {"end": init.end()}
        got = init.sync(self.names)
        if "T" in states:
            for pid in (*init.recorders(), init.pid):
                os.kill(pid, signal.SIGCONT)
            wait_until(lambda: "T" not in [state(init.pid), *map(state, init.recorders())], "CONT")
            init.settle()
            got += ["after CONT", *init.sync(self.names)]
        # A second one that comes while the first is pending is none: which it was is chance.
        return {"states": states, "got": [line for i, line in enumerate(got) if line not in got[:i]]}

    def each_signal(self, options, setting, origin):
        results, init = {}, None
        for number in SIGNALS:
            if init is None:
                init = self.supervised(options, **setting)
                self.started(init)
                init.settle()
            getattr(init, f"from_{origin}")(number)
            results[number] = self.look(init)
            if "end" in results[number]:
                init.close()
                init = None
        if init:
            init.close()
        return results

    def rewritten(self, options, numbers):
        with self.supervised(options, init=True) as init:
            self.started(init)
            init.settle()
            results = []
            for number in numbers:
                init.from_inside(number)
                results.append(self.look(init))
            return results

    # Start and end

    def inheritance(self, options, setting, ignored, blocked):
        with self.supervised(options, ignored=ignored, blocked=blocked, **setting) as init:
            lines = self.started(init)
            init.settle()
            fields = status(init.pid)
            own = [fields[key] for key in ("SigBlk", "SigIgn", "SigCgt")]
            return {"child": lines, "init": own, "cwd": os.readlink(f"/proc/{init.pid}/cwd")}

    def end_of_child(self, options, setting, value):
        with self.supervised(options, (self.record,), **setting) as init:
            init.lines_until("child ready")
            order(children(init.pid)[0], value)
            return init.end()

    def ends_of_child(self, options, setting):
        codes = {code: self.end_of_child(options, setting, EXIT + code) for code in range(256)}
        # Signals whose default is to do nothing, or to stop, end nobody.
        lethal = [n for n in SIGNALS if n not in (17, 18, 19, 20, 21, 22, 23, 28)]
        return codes, {n: self.end_of_child(options, setting, RAISE + n) for n in lethal}

    def survivors(self, options, setting):
        """What becomes of those whom the child leaves behind."""
        with self.supervised(options, **setting) as init:
            self.started(init)
            child, *others = init.recorders()
            order(child, EXIT + 7)
            end = init.end()
            if setting["init"]:
                # The namespace ends with its first process.
                wait_until(lambda: {state(pid) for pid in others} <= {"gone", "Z"}, "the end")
                return end
            for pid in others:
                order(pid, 4711)
            return end, init.lines_until("same-group sync", "own-session sync")

    def orphans(self, options, setting):
        with self.supervised(options, (self.record, "o"), **setting) as init:
            init.lines_until("orphans made")
            try:
                wait_until(lambda: len(children(init.pid)) == 1, "reaping", seconds=3)
            except Late:
                pass
            return len(children(init.pid))

    def parent_death(self, options):
        with self.supervised(options, init=False) as init:
            self.started(init)
            init.settle()
            os.kill(init.keeper, signal.SIGKILL)
            wait_until(lambda: state(init.keeper) == "Z", "the keeper's end")
            init.settle()
            if state(init.pid) == "Z":
                return "ended"
            return [state(pid) for pid in init.recorders()], init.sync(self.names)

    # Terminal

    def keys(self, options, terminal, **setting):
        with self.supervised(options, terminal=terminal, **setting) as init:
            first = self.started(init)
            init.settle()
            results = [first]
            for key, echo in ((b"\x03", b"^C"), (b"\x1c", b"^\\"), (b"\x1a", b"^Z")):
                init.type(key, echo)
                seen = self.look(init)
                # The terminal's signal and the one that the init passes on may become one.
                got = [line.rsplit(" code ", 1)[0] for line in seen.get("got", [])]
                results.append(seen | {"got": sorted(set(got))})
                if "end" in seen:
                    break
            return results

    def reading(self, options, terminal, **setting):
        command = (self.record, "r")
        with self.supervised(options, command, terminal=terminal, **setting) as init:
            os.write(init.master, b"line\n")
            return init.lines_until("child ready")

    # Words, environment, descriptors

    def passed(self, words, environment):
        command = (self.record, "a", *words)
        with self.supervised((), command, environment=environment, init=True) as init:
            return [line.replace(self.program, "PROGRAM") for line in init.lines_until("child ready")]

    def without(self, closed):
        command = (self.record, "r")
        with self.supervised((), command, closed=closed, init=True) as init:
            lines = []
            while (line := init.line()) not in (None, "child ready"):
                lines.append(line)
            if line is not None:
                order(children(init.pid)[0], EXIT + 5)
            return lines, init.end()

    def shown(self, words, environment=None):
        """Exit status and output of a command line, without what differs from run to run."""
        result = subprocess.run(
            [self.program, *words], env=os.environ | (environment or {}), capture_output=True,
            stdin=subprocess.DEVNULL, timeout=30, check=False)
        def plain(output):
            text = output.replace(os.fsencode(self.program), b"PROGRAM")
            text = re.sub(rb"(\(|pid:? '|PID |pid=)\d+", rb"\1N", text)
            # The init and its child write at the same time.
            return sorted(text.split(b"\n"))
        return result.returncode, plain(result.stdout), plain(result.stderr)


def command_lines(name):
    """Words and environments, for what they print and how they end."""
    commands = [
        ["true"], ["--", "sh", "-c", "exit 3"], ["nosuch"], ["/etc"], ["/etc/passwd"], [], [""],
        ["--"], ["--", "--"], ["-x", "true"], ["--nosuch", "true"], ["--version"], ["--help"],
        ["--version", "true"], ["-h"], ["-"], ["true", "-v"], ["ls", "-d", "/"],
        ["--", "ls", "-d", "/"], ["-v", "nosuch"], ["-vv", "--", "sh", "-c", "echo out; exit 9"],
        ["--", "{script}"], ["-v", "--", "{script}", "word"],
    ]
    if name == "tini":
        commands += [
            ["-l"], ["-e"], ["-p"], ["-vvv", "-s", "true"], ["-vvvs", "nosuch"], ["-w", "true"],
            ["-vv", "--", "sh", "-c", "kill -HUP $$"],
            *[["-e", code, "--", "sh", "-c", "exit 3"] for code in (
                "3", "4", "256", "-1", "x", "", " 3", "3 ", "+3", "0x3", "03", "99999999999999999999")],
            ["-e", "3", "-e", "4", "--", "sh", "-c", "exit 4"],
            *[["-p", f"SIG{signal.Signals(n).name[3:]}", "true"] for n in range(1, 32)],
            ["-p", "TERM", "true"], ["-p", "15", "true"], ["-p", "SIGRTMIN", "true"],
            ["-p", "SIGPOLL", "true"], ["-p", "SIGCLD", "true"],
        ]
    else:
        commands += [
            ["-V"], ["-r"], ["--rewrite"], ["--verbose=1"], ["--v"], ["--verb", "true"], ["--s", "true"],
            ["--=x"], ["-cv", "--", "sh", "-c", "exit 4"], ["-v", "-c", "nosuch"], ["--rewrite=15:2", "true"],
            *[["-r", text, "true"] for text in (
                "1:2", "1:0", "0:1", "31:31", "32:1", "1:32", "-1:2", "1", "1:", ":1", "a:b", " 1: 2",
                "1 :2", "+1:+2", "1:2x", "1:2:3", "99999999999:1", "")],
        ]
    environments = {
        "tini": [{"TINI_VERBOSITY": level} for level in ("0", "3", "4", "-1", "x", "", " 2x")]
        + [{"TINI_SUBREAPER": ""}, {"TINI_KILL_PROCESS_GROUP": "1"}, {"POSIXLY_CORRECT": "1"}],
        "dumb-init": [{"DUMB_INIT_DEBUG": value} for value in ("0", "1", "yes")]
        + [{"DUMB_INIT_SETSID": value} for value in ("0", "1")]
        + [{"DUMB_INIT_SETSID": "0", "DUMB_INIT_DEBUG": "1"}],
    }[name]
    pairs = [(words, None) for words in commands]
    for environment in environments:
        pairs += [(words, environment) for words in (["true"], ["nosuch"], ["sh", "-c", "exit 2"])]
    return pairs


def scenarios(name, script):
    """All scenarios: the name and a function of a Comparison."""
    groups = GROUPS[name]
    for group, options in groups.items():
        for where, setting in SETTINGS.items():
            for origin in ("inside", "host"):
                yield (f"signals {group} {where} {origin}",
                       lambda c, o=options, s=setting, f=origin: c.each_signal(o, s, f))
    for where, setting in SETTINGS.items():
        yield f"ends {where}", lambda c, s=setting: c.ends_of_child([], s)
        for group, options in groups.items():
            yield f"survivors {group} {where}", lambda c, o=options, s=setting: c.survivors(o, s)
            for title, ignored, blocked in (
                    ("nothing", (), ()), ("something", (1, 13, 17, 21, 22), (10, 40))):
                yield (f"inheritance {title} {group} {where}",
                       lambda c, o=options, s=setting, i=ignored, b=blocked: c.inheritance(o, s, i, b))
        reaping = [[]] + ([["-s"]] if name == "tini" else [])
        for options in reaping:
            yield f"orphans {options} {where}", lambda c, o=options, s=setting: c.orphans(o, s)
        for terminal in ("leader", "job"):
            if terminal == "job" and where == "pid1":
                continue  # PID 1 has no parent in its session.
            for group, options in groups.items():
                yield (f"keys {terminal} {group} {where}",
                       lambda c, o=options, t=terminal, s=setting: c.keys(o, t, **s))
                yield (f"reading {terminal} {group} {where}",
                       lambda c, o=options, t=terminal, s=setting: c.reading(o, t, **s))
    if name == "tini":
        for death in ("SIGKILL", "SIGTERM", "SIGUSR1", "SIGSEGV"):
            yield f"parent-death {death}", lambda c, d=death: c.parent_death(["-p", d])
    else:
        for rewrite, numbers in (("15:3", [15]), ("15:0", [15, 1]), ("20:20", [20]), ("1:19", [1])):
            yield (f"rewrite {rewrite}",
                   lambda c, r=rewrite, n=numbers: c.rewritten(["-r", r], n))
            yield (f"rewrite single {rewrite}",
                   lambda c, r=rewrite, n=numbers: c.rewritten(["-c", "-r", r], n))
    yield "words", lambda c: c.passed([b"\xff\xfe", b"", b"two words", "ü".encode()], {"WORD": "a=b"})
    yield "bytes in the environment", lambda c: c.passed([], {b"WORD": b"\xff"})
    for closed in ((0,), (1,), (0, 1, 2)):
        yield f"closed {closed}", lambda c, d=closed: c.without(d)
    for words, environment in command_lines(name):
        words = [word.replace("{script}", script) for word in words]
        title = " ".join([*(f"{k}={v}" for k, v in (environment or {}).items()), name, *words])
        yield title, lambda c, w=words, e=environment: c.shown(w, e)
