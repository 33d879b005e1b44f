import Foundation
import Testing

/// Output that cannot be written: never a success, and no more than a line about it.
struct WriteErrorTests {
  /// Where standard output goes.
  enum Output: String, CaseIterable {
    case full
    case closed
    case pipeThatNobodyReads

    /// The shell's redirection of a command's words.
    var script: String {
      switch self {
      case .full: #""$@" >/dev/full"#
      case .closed: #""$@" >&-"#
      case .pipeThatNobodyReads:
        #"p=$(mktemp -u); mkfifo "$p"; exec 3<>"$p" 4>"$p" 3>&-; rm "$p"; "$@" >&4 4>&-"#
      }
    }

    var status: Int32 { self == .pipeThatNobodyReads ? 141 : 125 }

    var error: String {
      switch self {
      case .full: "sigbox: cannot write to standard output: ENOSPC (No space left on device)\n"
      case .closed: "sigbox: cannot write to standard output: EBADF (Bad file descriptor)\n"
      case .pipeThatNobodyReads: ""
      }
    }
  }

  private let boxes: Boxes
  private let learner: WorkshopTests.Learner

  init() throws {
    boxes = try Boxes(.current)
    learner = try WorkshopTests.Learner()
    _ = try learner()
  }

  private func start(_ words: [String], to output: Output) throws -> Command {
    let shell = learner.environment + ["/bin/bash", "-c", output.script, "bash"]
    return try boxes.start(through: shell, words)
  }

  private func expect(
    _ words: String..., to output: Output, after error: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try start(words, to: output).finish()
    #expect(
      result.status == output.status && result.error == error + output.error,
      "\(words) \(output): \(result)", sourceLocation: sourceLocation)
  }

  @Test(arguments: Output.allCases)
  func textsOfTheParser(output: Output) throws {
    try expect("--help", to: output)
    try expect("--version", to: output)
    try expect("help", "run", to: output)
    try expect("stop", "--help", to: output)
    try expect("--generate-completion-script", "bash", to: output)
    try expect("init", "--help", to: output)
  }

  @Test(arguments: Output.allCases)
  func reports(output: Output) throws {
    try expect("signals", to: output)
    try expect("signals", "--json", to: output)
    try expect("exit-status", "137", to: output)
    try expect("explain", "TERM", to: output)
    try expect("masks", "\(getpid())", to: output)
    try expect("doctor", to: output)
    try expect("list", to: output)
    try expect("list", "--json", to: output)
    try expect("probe", "c", "--signal", "TERM", to: output)
    try expect("compare", "c", "c-sig", "--signal", "TERM", to: output)
    try expect("conform", "--cases", "1", to: output)
    let experiment = try Workplace.script("return 1")
    try expect("test", experiment, to: output)
    try expect("test", "--report", "tap", experiment, to: output)
  }

  @Test(arguments: Output.allCases)
  func runs(output: Output) throws {
    let script = try Workplace.script("signal.pause()")
    try expect("run", script, "--send", "TERM", to: output)
    try expect("run", script, "--send", "TERM", "--json", to: output)
    try expect("run", "-t", "--", "echo", "hi", to: output)
    try expect("run", "-t", "--", "sh", "-c", "while :; do echo hi; done", to: output)
    // It has nothing to print.
    #expect(try start(["run", "--", "sh", "-c", "exit 3"], to: output).finish().status == 3)
  }

  /// A box that runs when the write fails ends with sigbox, also if it has another user.
  @Test(arguments: Output.allCases)
  func nothingOfTheBoxIsLeft(output: Output) throws {
    try expect("run", "--send", "host:WINCH", "--grace", "600s", "--", "sleep", "1000", to: output)
    if User.isRoot {
      try expect(
        "run", "--user", "1000", "--send", "host:WINCH", "--grace", "600s", "--", "sleep", "1000",
        to: output)
    }
    #expect(boxes.remains.isEmpty)
  }

  @Test(arguments: Output.allCases)
  func boxesInTheBackground(output: Output) throws {
    try expect("run", "-d", "--rm", "--", "true", to: output)
    try boxes("run", "-d", "--name", "b", "--", "sh", "-c", "while :; do echo x; sleep 0.1; done")
    try boxes(until: "x", "logs", "b")
    try expect("ps", "b", to: output)
    try expect("inspect", "b", to: output)
    try expect("logs", "b", to: output)
    try expect("logs", "-f", "b", to: output)
    try expect("attach", "b", to: output)
    try expect("exec", "-t", "b", "echo", "hi", to: output)
    try expect("kill", "-s", "CONT", "b", to: output)
    #expect(try start(["stop", "-t", "0s", "b"], to: output).finish().status == output.status)
    // The first write may have ended `stop` before the grace was over.
    try boxes("stop", "-t", "0s", "b")
    try expect("stop", "b", to: output)
    try expect("wait", "b", to: output)
    try expect("rm", "b", to: output)
    #expect(boxes.remains.isEmpty)
  }

  @Test(arguments: Output.allCases)
  func workshop(output: Output) throws {
    try expect("workshop", "list", to: output)
    try expect("workshop", "start", "1", to: output)
    try expect("workshop", "predict", "1", to: output)
    try expect("workshop", "hint", "1", to: output)
    try expect("workshop", "solution", "--show", "1", to: output)
  }

  // MARK: Scripts

  private func run(_ source: String, to output: Output) throws -> Command.Result {
    let script = try Workplace.script(source)
    return try start(["run", "--timeout", "60s", script], to: output).finish()
  }

  @Test(arguments: [
    "print(1)", "io.write(1)", "io.write(1) io.flush()", "io.stdout:write(1)",
    "io.stdout:write(1) io.stdout:flush()",
  ])
  func printingForEverEnds(write: String) throws {
    let result = try run("while true do \(write) end", to: .pipeThatNobodyReads)
    #expect(result.status == 141 && result.error.isEmpty, "\(result)")
  }

  @Test(arguments: ["", "return 3", "process.exit(3)"])
  func whatIsFlushedAtTheEnd(end: String) throws {
    let result = try run("io.write(1) \(end)", to: .pipeThatNobodyReads)
    #expect(result.status == 141 && result.error.isEmpty, "\(result)")
  }

  @Test func processesThatAreNotPID1AreKilledByTheKernel() throws {
    let script = "process.fork(function() while true do print(1) end end)"
    let result = try run(
      "\(script) assert(process.wait().name == 'PIPE')", to: .pipeThatNobodyReads)
    #expect(result.status == 0, "\(result)")
  }

  @Test func scriptsThatDoNotTakeTheDefaultGoOn() throws {
    let write = "print(1) local file, _, errno = io.stdout:write('1\\n')"
    for choice in [
      "signal.ignore('PIPE')", "signal.handle('PIPE', function() end)", "signal.block('PIPE')",
    ] {
      let source = "io.stdout:setvbuf('no') \(choice) \(write) assert(not file and errno == 32)"
      let result = try run(source, to: .pipeThatNobodyReads)
      #expect(result.status == 0, "\(choice) \(result)")
    }
  }

  @Test func onlyStandardStreamsEnd() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      local file = assert(io.open("/proc/self/fd/" .. writing, "w"))
      file:setvbuf("no")
      process.close(reading)
      assert(select(3, file:write("x")) == 32)
      """)
  }
}
