import Testing

/// A run of a script of lua/examples/scripts in a box, and what must come of it.
struct ExampleRun: CustomTestStringConvertible, Sendable {
  let name: String
  var arguments: [String] = []
  var sends: [String] = []
  /// What each signal did, as `handled` or `exited 3`.
  var effects: [String] = []
  var status: Int32
  /// Lines that it prints, in this order among others.
  var lines: [String]
  /// Lines that it must not print.
  var never: [String] = []

  var testDescription: String { ([name] + arguments + sends).joined(separator: " ") }

  static let all: [ExampleRun] = [
    ExampleRun(
      name: "forward-and-reap", sends: ["TERM"], effects: ["exited 3"], status: 3,
      lines: ["child: TERM", "PID 1: the child exited 3"]),
    ExampleRun(
      name: "forward-and-reap",
      arguments: ["sh", "-c", "(exit 7 &) ; sleep 0.2; grep -l 'Z (' /proc/[0-9]*/status; exit 4"],
      status: 4, lines: ["PID 1: the child exited 4"], never: ["/proc/3/status"]),
    ExampleRun(
      name: "forward-and-reap", arguments: ["nosuch"], status: 127, lines: []),
    ExampleRun(
      name: "restart-with-backoff", arguments: ["trap 'exit 5' TERM; sleep 1000 & wait"],
      sends: ["TERM"], effects: ["exited 5"], status: 5, lines: ["ended: 5"],
      never: ["stopped during the pause"]),
    ExampleRun(
      name: "drain-with-deadline", arguments: ["1000"], sends: ["USR1", "TERM"],
      effects: ["handled", "exited 0"], status: 0,
      lines: ["PID 1: a job was started", "PID 1: drained"]),
    ExampleRun(
      name: "drain-with-deadline", arguments: ["0.2", "trap '' TERM; while :; do sleep 1; done"],
      sends: ["USR1", "TERM"], effects: ["handled", "exited 1"], status: 1,
      lines: [
        "PID 1: a job was started", "PID 1: TERM: 1 left, 0.2 s to finish",
        "PID 1: the deadline is over",
      ], never: ["PID 1: drained"]),
    ExampleRun(
      name: "two-children", sends: ["TERM"], effects: ["exited 0"], status: 0,
      lines: ["PID 1: the "]),
    ExampleRun(
      name: "two-children", arguments: ["exec sleep 1000", "exit 4"], status: 4,
      lines: ["PID 1: the helper ended first, with 4", "PID 1: the server ended with 143"]),
    ExampleRun(
      name: "two-children",
      arguments: ["exit 3", "trap '' TERM; echo deaf; while :; do sleep 1; done"],
      status: 3, lines: ["PID 1: the server ended first, with 3", "PID 1: the helper ended "]),
    ExampleRun(
      name: "rotate-on-hup", sends: ["HUP", "HUP", "TERM"],
      effects: ["handled", "handled", "exited 0"], status: 0,
      lines: ["/tmp/app.log.1: ", "/tmp/app.log.2: ", "/tmp/app.log: "]),
    ExampleRun(
      name: "realtime-queue", sends: ["RTMIN+1", "TERM"], effects: ["handled", "exited 0"],
      status: 0,
      lines: [
        "USR1", "urgent 10", "urgent 20", "urgent 30", "normal 1", "normal 2", "normal 3",
        "normal 0",
        "7 jobs done",
      ]),
    ExampleRun(
      name: "signalfd-and-poll", sends: ["USR1", "TERM"], effects: ["handled", "exited 5"],
      status: 5,
      lines: ["child: working", "USR1 from pid ", "child: TERM, bye", "child: ended with 5"]),
    ExampleRun(
      name: "signalfd-and-poll", arguments: ["sh", "-c", "seq 20000; printf end; exit 2"],
      status: 2,
      lines: ["child: 1", "child: 10000", "child: 20000", "child: ended with 2"]),
    ExampleRun(
      name: "watchdog", status: 1,
      lines: [
        "start 1: silent, ended by ABRT", "start 2: silent, ended by ABRT",
        "start 3: silent, ended by ABRT", "giving up",
      ]),
    ExampleRun(
      name: "watchdog", arguments: ["while echo beat >&3; do sleep 0.1; done", "60"],
      sends: ["TERM"], effects: ["exited 143"], status: 143, lines: ["start 1: TERM, ended by TERM"]
    ),
    ExampleRun(
      name: "watchdog", arguments: ["exit 3", "60"], status: 3,
      lines: ["start 1: ended, ended by 3"]),
    ExampleRun(
      name: "crash-with-core-flag", arguments: ["0"], sends: ["QUIT"], effects: ["exited 131"],
      status: 131, lines: ["PID 1: the child was killed by QUIT, no core dump"]),
    ExampleRun(
      name: "crash-with-core-flag", arguments: ["0", "sh", "-c", "exit 6"], status: 6,
      lines: ["PID 1: the child exited 6"]),
    ExampleRun(
      name: "control-socket", arguments: ["status", "nonsense", "stop"], status: 0,
      lines: [
        "status: {", "nonsense: {\"error\":\"unknown: status or stop\"}",
        "stop: {\"stopping\":true}",
        "PID 1: the service ended by TERM",
      ]),
    ExampleRun(
      name: "control-socket", sends: ["INT"], effects: ["exited 130"], status: 130,
      lines: ["PID 1: the service ended by INT"]),
    ExampleRun(
      name: "coroutine-loop", sends: ["USR1", "USR1", "TERM"],
      effects: ["handled", "handled", "exited 0"], status: 0, lines: ["USR1 1", "USR1 2", "TERM "]),
    ExampleRun(
      name: "coroutine-loop", sends: ["USR1", "TERM"], effects: ["handled", "exited 0"], status: 0,
      lines: ["worker: exited 3", "TERM "]),
    ExampleRun(
      name: "json-config", sends: ["HUP", "TERM"], effects: ["handled", "exited 0"], status: 0,
      lines: [
        "{\"event\":\"reload\"}", "{\"event\":\"reload\"}",
        "{\"event\":\"stop\",\"service\":\"web\"}",
        "{\"event\":\"end\",\"service\":\"web\",\"status\":131}",
      ]),
  ]
}
