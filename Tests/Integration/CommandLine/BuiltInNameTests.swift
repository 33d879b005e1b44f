import Foundation
import Testing

/// Built-in inits are told from the programs that they imitate, and scripts from other programs.
struct BuiltInNameTests {
  private func expect(
    _ words: [String], _ line: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try Command.sigbox(words).finish()
    #expect(
      result.status == 125 && result.output.isEmpty, "\(result)", sourceLocation: sourceLocation)
    #expect(result.error == "sigbox: \(line)\n", sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (["run", "python", "good.py", "--send", "TERM"], "run -- python good.py"),
    (["run", "python", "--", "good.py"], "run -- python good.py"),
    (["run", "node", "server.js"], "run -- node server.js"),
    (["run", "bash", "-c", "exit 3"], "run -- bash -c 'exit 3'"),
    (["run", "bash", "-c", "exit 3", "--send", "TERM"], "run -- bash -c 'exit 3'"),
    (["run", "bash", "-ec", "exit 3"], "run -- bash -ec 'exit 3'"),
    (["run", "java", "-jar", "x.jar"], "run -- java -jar x.jar"),
    (["run", "java", "-version"], "run -- java -version"),
    (["run", "perl", "-e", "print 1"], "run -- perl -e 'print 1'"),
    (["run", "bash", "-e", "script.sh", "--timeout", "1s"], "run -- bash -e script.sh"),
    (["run", "node", "--version"], "run -- node --version"),
    (["run", "bash", "--timeout", "1s", "-c", "exit"], "run -- bash -c exit"),
    (["run", "busybox-sh", "x"], "run -- busybox-sh x"),
    (["run", "c", "sleep", "9"], "run -- sleep 9"),
    (["probe", "python", "x.py"], "probe -- python x.py"),
    (["compare", "c", "go", "-x"], "compare PROGRAM... -- go -x"),
    (["init", "python", "x.py"], "init tini -- python x.py"),
  ])
  func arguments(words: [String], right: String) throws {
    let name = words[0] == "compare" ? "go" : words[1]
    try expect(
      words,
      "\(name) is a built-in imitation and takes no arguments: to run your program: sigbox \(right)"
    )
  }

  @Test func experiments() throws {
    try expectMisuse("signal.ignore('TREM')", "unknown signal 'TREM': EINVAL: did you mean TERM?")
    for (call, part) in [
      ("experiment.box('python', { args = { 'x.py' } })", #"your program: { "python", "x.py" }"#),
      ("experiment.box('python x.py')", #"a command is a list of words: { "python", "x.py" }"#),
      ("experiment.box('c'):kill('TREM')", "unknown signal 'TREM': EINVAL: did you mean TERM?"),
      ("experiment.box('sleep 100')", #"a command is a list of words: { "sleep", "100" }"#),
    ] {
      let file = try Workplace.script(
        "local experiment = require('experiment')\nit('x', function() \(call) end)")
      let result = try Command.sigbox(["test", file]).finish()
      #expect(
        result.status == 1 && result.output.replacing(/\s+/, with: " ").contains(part), "\(result)")
    }
  }

  @Test func namesInReports() throws {
    let text = try run("c-sig", "--send", "TERM")
    #expect(text.lines.contains { $0.hasPrefix("c-sig (built-in) ready: ") }, "\(text)")
    #expect(text.lines.contains { $0.hasPrefix("c-sig (built-in) exited 0") }, "\(text)")
    let probe = try Command.sigbox(["probe", "--signal", "TERM", "--json", "c"]).finish()
    let object = try JSONSerialization.jsonObject(with: Data(probe.output.utf8))
    #expect((object as? [String: Any])?["program"] as? String == "c (built-in)", "\(probe)")
    let tini = try run("tini", "--send", "TERM", "--", "sleep", "100")
    #expect(tini.lines.contains { $0.hasPrefix("tini (built-in) exited 143") }, "\(tini)")
  }

  /// A directory with a program `python`, first in PATH.
  private func withPython(_ words: String...) throws -> Command.Result {
    let directory = Workplace.directory.appendingPathComponent("bin-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    chmod(directory.path, 0o755)
    let program = directory.appendingPathComponent("python").path
    try Workplace.alone { try Data("#!/bin/sh\n".utf8).write(to: URL(fileURLWithPath: program)) }
    chmod(program, 0o755)
    let environment = ["/usr/bin/env", "PATH=\(directory.path):/usr/bin:/bin"]
    var result = try Command(environment + [Workplace.binary] + words).finish()
    result = .init(
      status: result.status, output: result.output,
      error: result.error.replacing(program, with: "PROGRAM"))
    return result
  }

  @Test func namesakes() throws {
    let line = "python: the built-in imitation, not PROGRAM: to run that: sigbox"
    let run = try withPython("run", "python", "--send", "INT")
    #expect(run.error.hasPrefix("sigbox: \(line) run -- python\n"), "\(run)")
    let probe = try withPython("probe", "--role", "pid1", "--signal", "TERM", "python")
    #expect(probe.error == "sigbox: \(line) probe -- python\n")
    let compare = try withPython("compare", "--signal", "TERM", "python", "python")
    #expect(compare.error.split(separator: "\n").count == 1, "\(compare)")
    // An init of that name takes arguments and starts what they name.
    let tini = try withPython("run", "tini", "--", "true")
    #expect(tini.status == 0 && tini.error.isEmpty, "\(tini)")
    let none = try withPython("run", "c", "--send", "TERM")
    #expect(none.error.isEmpty, "\(none)")
  }

  @Test func mistypedName() throws {
    try expect(
      ["run", "pyhton"],
      "cannot read the script pyhton: ENOENT (No such file or directory): did you mean the built-in "
        + "init 'python'?")
    for (verb, right) in [("run", "run"), ("probe", "probe"), ("repl", "repl")] {
      let result = try Command.sigbox([verb, "nginxx"]).finish()
      #expect(
        result.error.contains(": a command comes after --: sigbox \(right) -- nginxx; "),
        "\(result)")
    }
    let quoted = try Command.sigbox(["run", "nginxx -g x"]).finish()
    #expect(quoted.error.contains(": sigbox run -- nginxx -g x; "), "\(quoted)")
    let result = try Command.sigbox(["init", "nginxx"]).finish()
    #expect(result.error.contains(": sigbox init tini -- nginxx; "), "\(result)")
  }

  /// A file of a name, its text, whether it is executable, and the command that runs it.
  @Test(arguments: [
    ("script.sh", "#!/bin/bash\nsleep 100\n", true, "./script.sh"),
    ("script.sh", "#!/bin/bash\nsleep 100\n", false, "/bin/bash script.sh"),
    ("app", "#!/usr/bin/env python3\nimport time\n", true, "./app"),
    ("app", "#!/usr/bin/env -S python3 -u\nimport time\n", false, "python3 -u app"),
    ("app.py", "import time\n", false, "python3 app.py"),
    ("app.js", "setTimeout(f, 100)\n", false, "node app.js"),
    ("app.rb", "sleep 100\n", false, "ruby app.rb"),
    ("app.pl", "sleep 100;\n", false, "perl app.pl"),
    ("app.zsh", "sleep 100\n", false, "zsh app.zsh"),
    ("plain", "sleep 100; true\n", true, "sh plain"),
    ("elf", "\u{7f}ELF\u{1}", true, "./elf"),
  ])
  func otherLanguages(name: String, text: String, isExecutable: Bool, command: String) throws {
    let directory = Workplace.directory.appendingPathComponent("other-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let path = directory.appendingPathComponent(name)
    try Workplace.alone { try Data(text.utf8).write(to: path) }
    chmod(path.path, isExecutable ? 0o755 : 0o644)
    func check(_ words: [String], _ right: String) throws {
      let environment = ["/usr/bin/env", "-C", directory.path]
      let result = try Command(environment + [Workplace.binary] + words).finish()
      #expect(result.status == 125, "\(result)")
      #expect(result.error == "sigbox: \(name): this is not a Lua script: \(right)\n")
    }
    try check(["run", name, "a"], "sigbox run -- \(command) a")
    try check(["run", "--timeout", "9", name], "sigbox run -- \(command)")
    try check(["probe", name], "sigbox probe -- \(command)")
    try check(["init", name], "sigbox init tini -- \(command)")
    try check(["repl", name], "sigbox repl -- \(command)")
    try check(
      ["test", name],
      "write one that runs it with experiment.box{ \"\(name)\" }")
  }

  @Test(arguments: [
    "#!/usr/bin/env -S sigbox run\nreturn 3", "#!/usr/bin/env -S sigbox init\nreturn 3",
    "#!/usr/bin/lua5.4\nreturn 3", "#!/usr/bin/env lua\nreturn 3", "#!/opt/x/sigbox run\nreturn 3",
    "return 3", "\n= x",
  ])
  func scriptsOfLua(text: String) throws {
    let script = Workplace.directory.appendingPathComponent("script-\(UUID().uuidString)").path
    try Workplace.alone { try Data(text.utf8).write(to: URL(fileURLWithPath: script)) }
    chmod(script, 0o755)
    // A mistake in a later line is Lua's to tell.
    #expect(try run(script).status == (text.hasPrefix("\n") ? 1 : 3))
  }
}
