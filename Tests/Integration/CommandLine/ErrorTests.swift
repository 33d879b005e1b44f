import Foundation
import Testing

/// Bad input: one clear line, the right exit status, never a crash.
struct ErrorTests {
  private func expect(
    _ result: Command.Result, _ status: Int32, _ messages: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == status, "\(result)", sourceLocation: sourceLocation)
    for message in messages {
      #expect(result.error.contains(message), "\(result)", sourceLocation: sourceLocation)
    }
    #expect(result.error.hasPrefix("sigbox: "), "\(result)", sourceLocation: sourceLocation)
    if status >= 125 {
      #expect(
        result.error.split(separator: "\n").count == 1, "\(result)",
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: User.available)
  func commandLine(user: User) throws {
    func sigbox(_ words: String...) throws -> Command.Result {
      try Command.sigbox(words, as: user).finish()
    }
    expect(try sigbox("run"), 125, "nothing to run: ")
    expect(try sigbox("run", "--"), 125, "nothing to run: ")
    expect(try sigbox("nosuch"), 125, "nosuch")
    expect(try sigbox("run", "--nosuch", "c"), 125, "'--nosuch'; see sigbox run --help")
    expect(try sigbox("run", "ls", "-l", "/"), 125, "after --: sigbox run -- ls -l /")
    expect(try sigbox("rnu", "c"), 125, "unknown command 'rnu': did you mean 'run'?")
    expect(
      try sigbox("run", Workplace.binary), 125,
      "this is not a Lua script: sigbox run -- \(Workplace.binary)")
    expect(try sigbox("run", "c", "--send", "FOO"), 125, "unknown signal 'FOO'")
    expect(try sigbox("run", "c", "--send", "moon:TERM"), 125, "unknown sender 'moon'")
    expect(try sigbox("run", "c", "--send", "TERM@soon"), 125, "invalid delay after @")
    expect(try sigbox("run", "c", "--timeout", "x"), 125, "--timeout: invalid duration 'x'")
    expect(try sigbox("run", "c", "--net", "moon"), 125, "moon")
    expect(try sigbox("run", "-d", "c", "--json"), 125, "--json does not go together")
    expect(try sigbox("run", "c", "--hostname", ""), 125, "--hostname takes 1 to 64 bytes")
    expect(try sigbox("signals", "FOO"), 125, "unknown signal 'FOO'")
    expect(try sigbox("run", "nosuch.lua"), 125, "nosuch.lua: ENOENT")
    expect(try sigbox("run", "nosuch"), 125, "sigbox run -- nosuch; built-in inits are bash, ")
    expect(try sigbox("run", "/tmp"), 125, "/tmp: EISDIR")
    expect(try sigbox("run", "--", "nosuch"), 127, "cannot run nosuch: ENOENT")
    expect(try sigbox("run", "--", "/nosuch/x"), 127, "cannot run /nosuch/x: ENOENT")
    expect(try sigbox("run", "--", "/etc/passwd"), 126, "cannot run /etc/passwd: EACCES")
    expect(try sigbox("run", "--", "/etc"), 126, "cannot run /etc: EACCES")
    expect(try sigbox("run", "--", ""), 127, "ENOENT")
  }

  @Test func executableOfNoFormat() throws {
    let url = Workplace.directory.appendingPathComponent("noformat")
    try Workplace.alone { try Data([0, 1, 2]).write(to: url) }
    chmod(url.path, 0o755)
    expect(try run("--", "./noformat"), 126, "cannot run ./noformat: ENOEXEC")
  }

  @Test func scripts() throws {
    expect(try runScript("x = = 1"), 1, ":1: unexpected symbol near '='")
    expect(
      try runScript("local function f() error('boom') end\nf()"), 1, ":1: boom",
      "stack traceback:", ":2: in main chunk")
    expect(
      try runScript("signal.handle('TERM', function() local x x() end)\nsignal.raise('TERM')"), 1,
      "error in the handler of TERM", ":1: attempt to call a nil value", "stack traceback:")
    expect(try runScript("\u{1b}Lua"), 1, "is Lua bytecode: give its source")
    expect(try runScript("error({})"), 1, "(error object is a table value)")
    expect(try runScript("error()"), 1, "nil")
    expect(try runScript("return 256"), 1, "the script returned 256: an exit code is")
    expect(try runScript("return -1"), 1, "the script returned -1")
    expect(try runScript("return {}"), 1, "the script returned a table")
    expect(try runScript("local function f() return f() + 1 end f()"), 1, "stack overflow")
    expect(
      try runScript(
        "process.fork(function() error('in child') end) local r = process.wait() return r.code + 6"),
      7, "in child")
  }

  @Test func realBytecode() throws {
    let source = try Workplace.script("return 1")
    let bytecode = source + ".luac"
    let compile = try Command([
      "/bin/sh", "-c", "$(command -v luac5.4 || command -v luac) -o '\(bytecode)' '\(source)'",
    ]).finish()
    #expect(compile.status == 0)
    chmod(bytecode, 0o644)
    expect(try run(bytecode), 1, "is Lua bytecode")
  }

  @Test func outputThatNobodyReads() throws {
    let command = try Command([
      "/bin/bash", "-c",
      "set -o pipefail; \(Workplace.binary) run --timeout 60s go --send TERM | true; exit 0",
    ])
    let result = command.finish()
    #expect(result.status == 0 && !result.error.contains("Fatal"), "\(result)")
  }

  @Test func unprivilegedNamespacesForbidden() throws {
    // A user namespace in which no further one may be made, as with the setting on the host.
    let result = try Command([
      "/usr/bin/unshare", "--user", "--map-root-user", "--fork", "/bin/sh", "-c",
      "echo 0 >/proc/sys/user/max_user_namespaces && "
        + "exec setpriv --bounding-set=-all --inh-caps=-all --ambient-caps=-all "
        + "--no-new-privs \(Workplace.binary) run c --send TERM",
    ]).finish()
    expect(result, 125, "user.max_user_namespaces is 0", "sysctl -w")
  }
}
