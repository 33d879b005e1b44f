import Observation
import SigboxCore
import SignalModel
import Testing

struct RunOptionsTests {
  private static let step = SendStep(.term, from: .host)

  private static func options(_ change: (inout RunOptions) -> Void) -> RunOptions {
    var options = RunOptions()
    options.words = ["init.lua"]
    change(&options)
    return options
  }

  @Test(arguments: [
    options { $0.words = [] },
    options { ($0.isDetached, $0.printsJSON) = (true, true) },
    options { ($0.hasTerminal, $0.printsJSON) = (true, true) },
    options { ($0.isDetached, $0.steps) = (true, [step]) },
    options { ($0.hasTerminal, $0.steps) = (true, [step]) },
    options { $0.name = "my web" }, options { $0.name = "" },
    options { ($0.restartsOnSave, $0.words) = (true, ["-"]) },
    options { ($0.restartsOnSave, $0.words) = (true, ["go"]) },
    options { ($0.restartsOnSave, $0.words, $0.command) = (true, [], ["sleep"]) },
    options { ($0.restartsOnSave, $0.isDetached) = (true, true) },
    options { ($0.restartsOnSave, $0.name) = (true, "web") },
    options { ($0.restartsOnSave, $0.hasTerminal) = (true, true) },
  ])
  func refuses(options: RunOptions) {
    #expect(throws: UsageError.self) { try options.validate() }
  }

  @Test(arguments: [
    options { _ in }, options { ($0.words, $0.command) = ([], ["sleep", "1"]) },
    options { ($0.printsJSON, $0.steps) = (true, [step]) }, options { $0.printsJSON = true },
    options { $0.name = "web-1" },
    options { $0.restartsOnSave = true },
  ])
  func accepts(options: RunOptions) throws { try options.validate() }
}
