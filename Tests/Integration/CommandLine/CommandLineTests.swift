import Foundation
import Testing

/// Command lines that are nearly right, as users of docker and of kill(1) type them: one line each,
/// which names what was meant.
struct CommandLineTests {
  private func expect(
    _ words: [String], _ line: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Command.sigbox(words).finish()
    #expect(
      result.status == 125 && result.output.isEmpty, "\(result)", sourceLocation: sourceLocation)
    #expect(result.error == "sigbox: \(line)\n", sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (["rnu", "c"], "unknown command 'rnu': did you mean 'run'?"),
    (["prob", "c"], "unknown command 'prob': did you mean 'probe'?"),
    (["hlep"], "unknown command 'hlep': did you mean 'help'?"),
    (["help", "workshp"], "unknown command 'workshp': did you mean 'workshop'?"),
    (
      ["compare", "", "c"], "an empty name: give a script, a built-in init, or -- COMMAND"
    ),
    (["compare", " ", "c"], "an empty name: give a script, a built-in init, or -- COMMAND"),
    (["run", ""], "an empty name: give a script, a built-in init, or -- COMMAND"),
    (
      ["workshop", "strat", "1"],
      "no exercise or command 'strat': did you mean 'sigbox workshop start'?"
    ),
    (
      ["workshop", "strat"],
      "no exercise or command 'strat': did you mean 'sigbox workshop start'?"
    ),
    (["restart", "x"], "unknown command 'restart': sigbox stop NAME, then sigbox run -d again"),
    (["top", "x"], "unknown command 'top': sigbox ps NAME shows the processes of a box"),
    (["start", "x"], "unknown command 'start': sigbox run -d makes a box and starts it"),
    (["create", "x"], "unknown command 'create': sigbox run -d makes a box and starts it"),
    (
      ["rmi", "x"],
      "unknown command 'rmi': there are no images: --rootfs DIRECTORY runs a root directory"
    ),
    (
      ["images"],
      "unknown command 'images': there are no images: --rootfs DIRECTORY runs a root directory"
    ),
    (["c", "--send", "TERM"], "unknown command 'c': to run it as PID 1: sigbox run c"),
    (
      ["sh", "-c", "exit 3"],
      "unknown command 'sh': to run it as PID 1: sigbox run -- sh -c 'exit 3'"
    ),
    (["ps"], "missing the name of a box: sigbox list lists them; see sigbox ps --help"),
    (["ps", "-a"], "unknown option '-a': sigbox list -a lists boxes"),
    (["logs", "--tail", "5", "x"], "unknown option '--tail': use sigbox logs NAME | tail"),
  ])
  func verbs(words: [String], line: String) throws { try expect(words, line) }

  @Test func unknownVerb() throws {
    let result = try Command.sigbox(["help", "nosuch"]).finish()
    #expect(result.status == 125 && result.output.isEmpty, "\(result)")
    #expect(
      result.error.hasPrefix("sigbox: unknown command 'nosuch': the commands are run, init, probe"))
  }

  @Test(arguments: ["version", "-V", "-v", "--version"])
  func version(word: String) throws {
    let result = try Command.sigbox([word]).finish()
    let commit = "(commit [0-9a-f]{12}|commit unknown: built without git)"
    let text = try Regex(
      "sigbox \\d+\\.\\d+\\.\\d+ \\(\(commit); needs Linux \\d+\\.\\d+ or later\\)\\n")
    #expect(result.status == 0 && result.output.wholeMatch(of: text) != nil, "\(result)")
  }

  /// The commands that a help text lists, without their aliases.
  private func commands(_ words: String...) throws -> [String] {
    let help = try Command.sigbox(words + ["--help"]).finish().output
    return help.matches(of: #/(?m)^  ([a-z][a-z-]+)(, [a-z]+)?( {2,}|$)/#).map { String($0.1) }
  }

  @Test func usageNamesTheWholeCommand() throws {
    let verbs = try commands()
    let exercises = try commands("workshop")
    // Some of each are found, however many there are.
    #expect(verbs.count > 20 && exercises.count > 8, "\(verbs) \(exercises)")
    for words in verbs.map({ [$0] }) + exercises.map({ ["workshop", $0] }) {
      for line in [words + ["--help"], words + ["-h"], ["help"] + words] {
        let result = try Command.sigbox(line).finish()
        let usage = "USAGE: sigbox \(words.joined(separator: " "))"
        let isNamed = result.lines.contains { "\($0) ".hasPrefix("\(usage) ") }
        #expect(result.status == 0 && isNamed, "\(line): \(result)")
      }
    }
  }

  @Test func helpGroupsCommandsByTask() throws {
    let help = try Command.sigbox(["--help"]).finish().output
    let groups = help.matches(of: #/(?m)^([A-Z ]+):$/#).map { String($0.1) }
    #expect(groups == ["OPTIONS", "RUN", "DIAGNOSE", "MANAGE BOXES", "EXPERIMENT AND LEARN"])
  }

  /// Each option that takes a value names its default, unless it can be repeated.
  @Test func optionsNameTheirDefaults() throws {
    for verb in try commands() {
      let command = ["/usr/bin/env", "COLUMNS=1000", Workplace.binary, verb, "--help"]
      let help = try Command(command).finish().output
      for match in help.matches(of: #/(?m)^  (-[^<\n]*<[^\n]*(\n {10,}[^\n]+)?)$/#) {
        let option = String(match.1)
        #expect(
          option.contains("default: ") || option.contains("Repeatable."), "\(verb): \(option)")
      }
    }
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionScripts(shell: String) throws {
    let script = try Command.sigbox(["--generate-completion-script", shell]).finish()
    #expect(script.status == 0 && script.error.isEmpty, "\(script)")
    for word in ["workshop", "RTMIN", "exit-status"] { #expect(script.output.contains(word)) }
    if shell == "bash" {
      let check = try Command(["/bin/bash", "-n", "/dev/stdin"])
      check.write(script.output)
      let result = check.finish()
      #expect(result.status == 0 && result.error.isEmpty, "\(result)")
    }
  }

  @Test func completionOffersWhatThereIs() throws {
    let boxes = try Boxes(.current)
    try boxes("run", "-d", "--name", "offered", "--", "sleep", "1000")
    func offers(_ words: String...) throws -> [String] {
      try boxes.start(["---completion"] + words).finish().lines.map { String($0) }
    }
    #expect(
      try offers("kill", "--", "positional@0", "2", "0", "sigbox", "kill", "").contains("offered"))
    try boxes("rm", "-f", "offered")
  }

  @Test(arguments: ["run", "probe"])
  func examples(verb: String) throws {
    let help = try Command.sigbox([verb, "--help"]).finish().output
    #expect(help.contains("Examples:\n  sigbox \(verb) "), "\(help)")
  }

  @Test(arguments: [
    (["--sned", "TERM", "c"], "'--sned': did you mean '--send'?"),
    (["bash", "--sned", "TERM"], "'--sned': did you mean '--send'?"),
    (["-v", "/tmp:/x", "c"], "'-v': use --bind SRC[:DST][:ro]"),
    (["--volume=/tmp:/x", "c"], "'--volume': use --bind SRC[:DST][:ro]"),
    (
      ["-d", "-p", "80:80", "x"],
      "'-p': a box has no ports to publish: --net host gives it this host's network"
    ),
    (
      ["-p80:80", "x"],
      "'-p80:80': a box has no ports to publish: --net host gives it this host's network"
    ),
    (["--network", "host", "c"], "'--network': use --net none or --net host"),
    (["-m", "64m", "c"], "'-m': use --memory 512m"),
    (
      ["--restart", "always", "c"],
      "'--restart': write an init that restarts its program: see sigbox show sigbox.init"
    ),
    (["--init", "c"], "'--init': use a built-in init: sigbox run tini -- COMMAND"),
    (
      ["--entrypoint", "x", "c"],
      "'--entrypoint': put the command after --: sigbox run -- COMMAND"
    ),
    (
      ["--stop-signal", "INT", "c"],
      "'--stop-signal': choose it when stopping: sigbox stop -s SIGNAL NAME; --send SIGNAL sends one now"
    ),
    (["--cap-add", "ALL", "c"], "'--cap-add': use --privileged, for programs you trust"),
    (
      ["x.lua", "a", "-b", "--c"],
      "'-b': options of x.lua come after --: sigbox run x.lua -- a -b --c"
    ),
    (["x.lua", "--sned", "TERM"], "'--sned': did you mean '--send'?"),
    (["tini", "-g", "sleep"], "'-g': options of tini come after --: sigbox run tini -- -g sleep"),
    (
      ["nosuch", "-g", "daemon off;", "--timeout", "1"],
      "'-g': a command comes after --: sigbox run -- nosuch -g 'daemon off;'"
    ),
  ])
  func options(words: [String], line: String) throws {
    try expect(["run"] + words, "unknown option \(line)")
  }

  @Test func interactiveTerminal() throws {
    // -it is taken as in docker: what is refused is only that it does not go with --send.
    let result = try Command.sigbox(["run", "-it", "c", "--send", "TERM"]).finish()
    #expect(result.error.hasPrefix("sigbox: --tty and --send do not go together"), "\(result)")
  }

  @Test(arguments: [
    (["run", "c", "--send", "TREM"], "--send: unknown signal 'TREM': did you mean TERM?"),
    (["run", "c", "--send", "host:SIGKIL"], "--send: unknown signal 'SIGKIL': did you mean KILL?"),
    (
      ["run", "c", "--send", "TERM@soon"],
      "--send: invalid delay after @ in 'TERM@soon': use 200ms, 1.5s or 2m"
    ),
    (["probe", "--signal", "TREM", "c"], "--signal: unknown signal 'TREM': did you mean TERM?"),
    (
      ["probe", "--expect", "TREM exits 0", "c"],
      "--expect: unknown signal 'TREM' in 'TREM exits 0': did you mean TERM?"
    ),
    (
      ["probe", "--expect", "TERM killd", "c"],
      "--expect: unknown effect 'killd' in 'TERM killd': did you mean killed?"
    ),
    (["explain", "TREM"], "unknown signal 'TREM': did you mean TERM?"),
    (["signals", "TREM"], "unknown signal 'TREM': did you mean TERM?"),
    (["kill", "-TREM", "x"], "unknown option '-TREM': did you mean '-TERM'?"),
    (["run", "--net", "moon", "c"], "--net: invalid value 'moon': use none or host"),
    (["test", "--report", "moon", "x"], "--report: invalid value 'moon': use plain, tap or junit"),
    (["run", "--timeout", "abc", "c"], "--timeout: invalid duration 'abc': use 500ms, 5s or 2m"),
    (
      ["run", "--memory", "foo", "c"],
      "--memory: invalid size 'foo': use 1m or more, such as 64m or 2g, or none"
    ),
    (
      ["run", "--pids", "0", "c"], "--pids: invalid number '0': use 1 or more, such as 100, or none"
    ),
    (
      ["run", "-d", "--name", "my web", "c"],
      "invalid name 'my web': use 1 to 64 letters, digits and _.-, starting with a letter or digit, such as web-1; see sigbox run --help"
    ),
    (
      ["exit-status", "300"],
      "invalid exit status '300': use 0 to 255, such as 137, or -9 for a signal, or a status of wait(2) such as 0x0b00"
    ),
    (
      ["exit-status", "-19"],
      "invalid exit status '-19': use 0 to 255, such as 137, or -9 for a signal, or a status of wait(2) such as 0x0b00"
    ),
  ])
  func values(words: [String], line: String) throws { try expect(words, line) }

  @Test func bindings() throws {
    let target = Workplace.directory.path
    let writes = "echo x > /tmp/d/made"
    for (mode, status) in [(":ro", 1), (":rw", 0), ("", 0)] {
      let result = try run(
        "--bind", "\(target):/tmp/d\(mode)", "--", "sh", "-c", "test -d /tmp/d && \(writes)")
      let isMade = FileManager.default.fileExists(atPath: target + "/made")
      #expect((result.status == 0) == (status == 0) && isMade == (status == 0), "\(result)")
      try? FileManager.default.removeItem(atPath: target + "/made")
    }
  }

  @Test func readOnlyFiles() throws {
    let result = try Command.sigbox([
      "probe", "--role", "pid1", "--signal", "TERM", "--", "sh", "-c", "touch /usr/x",
    ]).finish()
    #expect(result.output.contains("let it write below /tmp"), "\(result)")
    #expect(result.output.contains("--writable"), "\(result)")
  }

  @Test func prompt() throws {
    let command = try Command.sigbox(["repl", "--", "sleep", "1000"])
    command.write("box:kill('TERM').verdict\n")
    let result = command.finish()
    #expect(result.status == 0 && result.output.contains("dropped"), "\(result)")
    try expect(
      ["repl", "python", "x.py"],
      "more than one init: a command comes after --: sigbox repl -- python x.py")
  }
}
