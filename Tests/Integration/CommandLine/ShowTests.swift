import Foundation
import Testing

/// `sigbox show`: what is in the binary, for readers.
struct ShowTests {
  private func show(_ words: String...) throws -> Command.Result {
    try Command.sigbox(["show"] + words).finish()
  }

  @Test func filesAreShownAsTheyAre() throws {
    for (name, path) in [
      ("tini", "inits/tini"), ("sigbox.init", "sigbox/init"), ("routing", "sigbox/routing"),
      ("zombies", "examples/experiments/zombies"), ("lua/inits/go.lua", "inits/go"),
    ] {
      let url = Workplace.root.appendingPathComponent("lua/\(path).lua")
      #expect(try show(name).output == String(contentsOf: url, encoding: .utf8), "\(name)")
    }
  }

  @Test func documentation() throws {
    let function = try show("signal.wait").output
    for part in ["signal.wait([set [, seconds]])", "sigtimedwait(2)", "seconds (optional)"] {
      #expect(function.contains(part), "\(function)")
    }
    #expect(!function.contains("---") && !function.contains("```"))
    #expect(try show("signal.Info").output.contains("- pid: integer pid of the sender"))
    #expect(try show("box:kill").output.contains("box:kill(signal [, from])"))
    #expect(try show("init.run").output.contains("returns the exit status."))
    #expect(try show("4").output.hasPrefix("4. A handler for TERM"))
    #expect(try show("4", "--lang", "zh").output.hasPrefix("4. 为 TERM"))
  }

  /// Each function of a module has an entry, and is in the module's own text.
  @Test(arguments: ["assert", "experiment", "init", "json", "process", "signal", "terminal"])
  func everyFunctionHasAnEntry(module: String) throws {
    let meta = try FileManager.default.contentsOfDirectory(
      atPath: Workplace.root.appendingPathComponent("lua/meta").path
    ).filter { $0 == "\(module).lua" || $0.hasPrefix("\(module)-") }
    let overview = try show(module).output
    for file in meta {
      let url = Workplace.root.appendingPathComponent("lua/meta/\(file)")
      let text = try String(contentsOf: url, encoding: .utf8)
      for match in text.matches(of: try Regex("(?m)^function (\(module)\\.\\w+)")) {
        let name = String(match.output[1].substring ?? "")
        #expect(overview.contains("\n    \(name)("), "\(name)")
      }
    }
    #expect(try show("\(module).nosuch").status == 125)
  }

  @Test func everyNameInTheListIsShown() throws {
    let list = try show()
    let names = list.output.split(separator: "\n").filter { $0.hasPrefix("  ") }
      .flatMap { $0.split(separator: " ") }.map(String.init)
    #expect(names.count > 50)
    for name in names { #expect(try show(name).status == 0, "\(name)") }
  }

  /// What the exercises tell a learner to read is there.
  @Test(arguments: 1...WorkshopTests.count)
  func whatExercisesSayToRead(number: Int) throws {
    let text = try show("\(number)").output.replacing("\n", with: " ")
    for match in text.matches(of: /sigbox show ([\w.-]+)/) {
      #expect(try show(String(match.output.1)).status == 0, "\(match.output.0)")
    }
    #expect(!text.contains("lua/"), "\(text)")
  }

  @Test func unknownNames() throws {
    for (name, near) in [
      ("tinni", "did you mean tini?"), ("signal.wiat", "did you mean signal.wait?"),
      ("workshop/solutions/04-a-handler-for-term", "sigbox show lists all"),
      ("../inits/tini", "sigbox show lists all"), ("", "sigbox show lists all"),
    ] {
      let result = try show(name)
      #expect(result.status == 125 && result.output.isEmpty, "\(result)")
      #expect(result.error == "sigbox: unknown name '\(name)': \(near)\n", "\(result)")
    }
  }
}
