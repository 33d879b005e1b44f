import Foundation
import Testing

/// `sigbox compare`; ``InitsTests`` holds the built-in inits against their originals by it.
struct CompareTests {
  private func compare(_ words: String..., as user: User = .current) throws -> Command.Result {
    try Command.sigbox(["compare"] + words, as: user).finish()
  }

  @Test(arguments: ["tini", "dumb-init"])
  func initsWithArguments(name: String) throws {
    let signals = ["TERM", "INT", "USR1", "WINCH", "TTIN", "KILL"].flatMap { ["--signal", $0] }
    let result = try Command.sigbox(
      ["compare"] + signals + ["\(name) sleep 1000", "--", name, "sleep", "1000"]
    ).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("the same in 24 of 24 ways"), "\(result)")
  }

  @Test(arguments: User.available)
  func differences(user: User) throws {
    let result = try compare(
      "--signal", "TERM", "--signal", "KILL", "bash", "c-sig", "go", as: user)
    #expect(result.status == 1, "\(result)")
    let names = "bash (built-in), c-sig (built-in), go (built-in)"
    let text = result.output.replacing(/\s+/, with: " ")
    #expect(text.hasPrefix("\(names): the same in 4 of 8 ways to send a signal."), "\(result)")
    #expect(text.contains("PID 1 dropped exited 0 exited 2 TERM"), "\(result)")
    #expect(text.contains("other killed exited 0 killed TERM"), "\(result)")
    #expect(!result.lines.contains { $0.hasSuffix("  KILL") })
    #expect(
      result.output.contains("c-sig (built-in): TERM as PID 1: exited 0: TERM is caught (SigCgt)"))
  }

  /// Commands, quoted or between `--` and `---`, and scripts in other languages.
  @Test func commands() throws {
    let trap = try Workplace.shellScript("trap 'exit 0' TERM\nsleep 1000 & wait\n")
    let plain = try Workplace.shellScript("sleep 1000 & wait\n")
    for words in [
      [trap, plain], ["/bin/sh \(trap)", "--", "/bin/sh", plain],
      ["--", "/bin/sh", trap, "---", "/bin/sh", plain],
      ["sh -c 'trap \"exit 0\" TERM; sleep 1000 & wait'", "sh -c 'sleep 1000 & wait'"],
    ] {
      let result = try Command.sigbox(
        ["compare", "--role", "pid1", "--signal", "TERM", "--signal", "USR1"] + words
      ).finish()
      #expect(result.status == 1, "\(result)")
      let text = result.output.replacing(/\s+/, with: " ")
      #expect(text.contains("the same in 2 of 4 ways"), "\(result)")
      #expect(text.contains("TERM as PID 1: exited 0: TERM is caught"), "\(result)")
      #expect(text.contains("TERM as PID 1: dropped: TERM has the default"), "\(result)")
    }
  }

  /// An imitation takes no arguments, so with arguments the real command is meant.
  @Test func aCommandWithTheNameOfABuiltInInit() throws {
    let quoted = "bash -c 'trap \"exit 3\" TERM; sleep 1000 & wait'"
    let result = try compare(
      "--role", "pid1", "--signal", "TERM", quoted, "--", "bash", "-c",
      "trap 'exit 3' TERM; sleep 1000 & wait")
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("the same in 2 of 2 ways"), "\(result)")
    #expect(!result.output.contains("built-in") && result.error.isEmpty, "\(result)")
  }

  @Test func failures() throws {
    for words in [[], ["c"], ["--", "sleep"], ["sleep 9"]] {
      let result = try Command.sigbox(["compare"] + words).finish()
      #expect(
        result.status == 125 && result.error.contains("nothing to compare: give at least two"),
        "\(result)")
    }
    #expect(try compare("c", "--", "nosuch").status == 127)
    #expect(try compare("c", "nosuch 9").status == 125)
    #expect(try compare("--", "sleep", "9", "---").error.contains("an empty name"))
    #expect(try compare("c", "sh -c 'sleep 9").error.contains("unclosed quote in"))
  }
}
