"""Random command lines: command-lines.py SIGBOX SEED COUNT.

Each is made of the words that the verbs take, of edge values, and of words in wrong places. None may
hang, end by a trap or a fault (status 132 to 136, 138, 139), or name Swift; and where sigbox itself
fails (125), each line on standard error is an error of one line. Prints what is wrong, and a summary.
Works in the directory that it is started in, which must be empty.
"""

import collections
import os
import random
import signal
import subprocess
import sys

# With an odd seed, empty words are tried in each place of each verb first.
sigbox, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rng = random.Random(seed)
here = os.getcwd()
FAULTS = {132, 133, 134, 135, 136, 138, 139}

BIG = "9" * 30
NUMBERS = ["0", "1", "-1", "2", "15", "64", "65", "255", "256", "65536", "2147483648",
           "9223372036854775808", "18446744073709551616", BIG, "1e3", "nan", "inf", "0x10", "1.5",
           "", " ", "+5", "--5"]
TIMES = ["0", "50ms", "1s", "2s", "-1s", "1e9s", "1e300s", "999999999h", "1us", "s", "1d", "nan",
         ".", "1.2.3s"]
SIGNALS = ["TERM", "KILL", "host:TERM", "inside:KILL", "USR1@10ms", "host:STOP@0", "RTMIN",
           "RTMIN+40", "SIGRTMAX", "0", "33", "64", "65", "TERM@", "@", ":", "host:", "kernel:INT",
           "nosuch", "-1", "TERM@-1s", "TREM", "-9"]
WORDS = ["ok.lua", "bad.lua", "bin.lua", "wait.lua", "specs.lua", "script.sh", "app.py", "-", "bash",
         "python", "c", "c-sig", "go", "tini", "tini sleep 1", "nosuch", "directory", "/dev/null",
         "/", "", "\udcff\udcfe", "x" * 5000, "--", "---", "-x", "名前", "a\nb", "\x1b[31m", "'",
         "tini '", "ok.lua\\"]
NAMES = ["a", "b", "c", "..", ".", "/", "a/b", "x" * 65, "", "-a", "é", "a b", "a\nb", ".lock"]
SIZES = ["1m", "512m", "1g", "none", "0", "1", "1k", "16e", "18446744073709551616", "m", "-1m",
         "1.5m", "17179869184g"]
BINDS = ["ok.lua:/tmp/ok.lua", here, here + ":/x", here + ":/tmp/q:ro", "/nosuch", ":", "::",
         "a:b:c:d", here + ":/", here + ":rel", here + ":/../../x", here + ":/proc",
         here + ":/tmp/q:rw", "", "ro"]
VARIABLES = ["A=1", "A", "=", "", "=x", "A=", "A==", "X" * 100000, "PATH=", "A=\udcff"]
USERS = ["0", "65534", "65534:65534", "-1", "4294967296", ":", "1:", ":1", "a", "1:2:3", ""]
PLACES = ["/", "/tmp", "/nosuch", "directory", "", ".", "..", "x" * 300]
EXPECTATIONS = ["TERM exits 0 within 5s", "host pid1 TERM ends", "KILL killed KILL", "INT survives",
                "", "TERM", "TERM exits", "TERM exits 999", "TERM within 5s", "x" * 1000]
COMMANDS = [["true"], ["false"], ["nosuch"], ["sh", "-c", "exit 5"], ["sh", "-c", "kill -9 $$"],
            ["/"], ["./ok.lua"], [""], ["sleep", "0.05"], []]

BOX = [("--hostname", ["h", "", "x" * 65, "a b"]), ("--net", ["none", "host", "x", ""]),
       ("--timeout", TIMES), ("--memory", SIZES), ("--pids", NUMBERS + ["none"]),
       ("--cpus", NUMBERS), ("--rootfs", ["/", "/nosuch", "", "ok.lua", "directory"]),
       ("--bind", BINDS), ("-e", VARIABLES), ("-u", USERS), ("-w", PLACES), ("--privileged", None),
       ("--writable", None), ("-v", ["/a:/b"]), ("-p", ["80:80"]), ("--restart", ["always"]),
       ("--lua-memory", SIZES)]
RUN = BOX + [("--send", SIGNALS), ("--grace", TIMES[:2]), ("-d", None), ("--name", NAMES),
             ("--rm", None), ("-t", None), ("-i", None), ("--json", None)]
PROBE = BOX + [("--role", ["pid1", "ordinary", "both", "x"]), ("--expect", EXPECTATIONS),
               ("--json", None), ("--grace", TIMES[:2]),
               ("--junit", ["report.xml", "/nosuch/j", "directory", ""])]


def options(table, most=3):
    words = []
    for _ in range(rng.randint(0, most)):
        name, values = rng.choice(table)
        value = values and rng.choice(values)
        if values and name.startswith("--") and rng.random() < 0.2:
            words.append(f"{name}={value}")
        else:
            words += [name] + ([value] if values else [])
        if rng.random() < 0.03:
            words.append(rng.choice(WORDS))
    return words


def program():
    """What runs as PID 1."""
    if rng.random() < 0.5:
        return ["--"] + rng.choice(COMMANDS)
    if rng.random() < 0.5:
        words = [rng.choice(["ok.lua", "wait.lua", "c", "bash", "c-sig"])]
    else:
        words = [rng.choice(WORDS) for _ in range(rng.randint(0, 2))]
    return words + (["--"] + rng.choice(COMMANDS) if rng.random() < 0.2 else [])


def limited(words):
    return words if any(word.startswith("--timeout") for word in words) else ["--timeout", "2s"] + words


def names(most):
    return [rng.choice(NAMES) for _ in range(rng.randint(0, most))]


def some(words, most):
    return [rng.choice(words) for _ in range(rng.randint(0, most))]


VERBS = {
    "run": lambda: limited(options(RUN, 4)) + program(),
    "probe": lambda: ["--signal", rng.choice(SIGNALS)] + limited(options(PROBE)) + program(),
    "compare": lambda: ["--signal", "TERM", "--role", "pid1"] + limited(options(BOX, 2)) + program(),
    "explain": lambda: [rng.choice(SIGNALS)] + options(
        [("--to", NUMBERS + NAMES), ("--from", ["inside", "host", "kernel", "notification", "fault", "x", ""])], 2),
    "masks": lambda: some(NUMBERS + NAMES, 2) + options([("--json", None)], 1),
    "exit-status": lambda: [rng.choice(NUMBERS)] + options([("--json", None)], 1),
    "conform": lambda: ["--cases", rng.choice(["1", "0", "-1", "5", "x", BIG]),
                        "--seed", rng.choice(NUMBERS)],
    "test": lambda: some(["specs.lua", "directory", "bad.lua", "bin.lua", "/nosuch", ""], 2) + options(
        [("--filter", ["x", "%", "[", "(" * 40, ""]), ("--repeat", NUMBERS[:4]), ("--seed", NUMBERS),
         ("--report", ["plain", "tap", "junit", "x"]), ("--timeout", ["1s", "2s", "nan"])], 2),
    "workshop": lambda: [rng.choice(["list", "start", "predict", "hint", "solution", "reset", "x", ""])]
    + some(["1", "17", "99", "0", "-1", "x", BIG], 2) + options([("--lang", ["en", "zh", "x"])], 1),
    "exec": lambda: options([("-e", VARIABLES), ("-u", USERS), ("-w", PLACES), ("-t", None)], 2)
    + names(1) + rng.choice([[], ["--"]]) + rng.choice(COMMANDS),
    "kill": lambda: options([("-s", SIGNALS), ("--from", ["host", "inside", "x"]),
                             ("--pid", NUMBERS), ("-9", None), ("-TERM", None), ("-q", None)], 2)
    + names(2),
    "stop": lambda: ["-t", rng.choice(["0", "0.1", "-1", "1s", "x", "nan"])] + names(2),
    "rm": lambda: rng.choice([[], ["-f"]]) + names(3),
    "ps": lambda: options([("--json", None)], 1) + names(2),
    "wait": lambda: names(2), "logs": lambda: names(2), "inspect": lambda: names(2),
    "attach": lambda: names(2),
    "list": lambda: options([("-a", None), ("-q", None), ("--json", None), ("-x", None)], 2),
    "signals": lambda: some(SIGNALS + NUMBERS, 3) + options([("--json", None)], 1),
    "show": lambda: some(["tini", "signal", "signal.wait", "nosuch", "", "1"], 2),
    "init": lambda: some(["ok.lua", "bad.lua", "bin.lua", "nosuch", "directory", "app.py"], 1),
    "doctor": lambda: rng.choice([[], ["--json"], ["x"]]),
    "help": lambda: some(["run", "nosuch", "kill", ""], 2),
}


def edges():
    """Each verb with empty words, and with words of nothing but spaces, in each place."""
    places = [[""], ["", ""], ["", "c"], ["c", ""], [" "], ["  ", "c"], ["--", ""], ["", "--", "true"],
              ["c", "--", ""], ["check", ""], ["--name", "", "c"], ["--to", "", "TERM"]]
    return [[verb] + words for verb in VERBS for words in places]


def line():
    if rng.random() < 0.1:
        return some(WORDS + NUMBERS + SIGNALS + ["--help", "-h", "--version", "version", "help"], 4)
    verb = rng.choice(["run"] * 8 + list(VERBS))
    words = [verb] + VERBS[verb]()
    if rng.random() < 0.1:
        words[rng.randint(0, len(words) - 1)] = ""
    return words


def prepare():
    files = {"ok.lua": "return 3\n", "bad.lua": "return (\n", "wait.lua": "signal.pause()\n",
             "specs.lua": "it('x', function() assert.equal(1, 1) end)\n",
             "script.sh": "#!/bin/sh\nexit 0\n", "app.py": "import time\n"}
    for name, text in files.items():
        with open(name, "w") as file:
            file.write(text)
    with open("bin.lua", "wb") as file:
        file.write(b"\x1bLua\0\0")
    os.mkdir("directory")
    os.mkdir("runtime", 0o700)
    return dict(os.environ, HOME=here + "/home", XDG_RUNTIME_DIR=here + "/runtime",
                XDG_STATE_HOME=here + "/state")


def fault(status, error):
    """What is wrong with an end; None where nothing is."""
    if status is None:
        return "it hangs"
    if status < 0 and -status != signal.SIGPIPE or status in FAULTS:
        return f"status {status}"
    if "Fatal error" in error or "Swift" in error:
        return "it names Swift"
    if status == 125 and not all(each.startswith("sigbox: ") for each in error.splitlines()):
        return "an error of more than one line"
    return "no error is told" if status == 125 and not error else None


def main():
    environment = prepare()
    statuses, wrong = collections.Counter(), 0
    lines = edges() if seed % 2 else []
    lines += [line() for _ in range(count)]
    for words in lines:
        process = subprocess.Popen([sigbox] + words, stdin=subprocess.DEVNULL, env=environment,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        try:
            error = process.communicate(timeout=120)[1].decode("utf8", "replace")
            status = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            status, error = None, process.communicate()[1].decode("utf8", "replace")
        statuses[status] += 1
        reason = fault(status, error)
        if reason:
            wrong += 1
            print(f"{reason}: {[word[:200] for word in words]}: {error[:500]}", flush=True)
    for name in ["a", "b", "c"]:
        subprocess.run([sigbox, "rm", "-f", name], env=environment, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
    boxes = subprocess.run([sigbox, "list", "-aq"], env=environment, stdout=subprocess.PIPE)
    for name in boxes.stdout.decode().split():
        subprocess.run([sigbox, "rm", "-f", name], env=environment, stdout=subprocess.DEVNULL)
    print(f"seed {seed}: {dict(statuses)}")
    print(f"{len(lines)} command lines, {wrong} wrong")
    sys.exit(wrong > 0)


main()
