import Boxes
import Reporting
import Signals
import SystemCalls
import SystemPackage

extension RunCommand {
  /// Runs the script in a fresh box whenever it is saved, until a signal ends sigbox.
  func runAgainAndAgain(_ file: FileWatch) throws -> Never {
    while true {
      if try runUntilItEnds(file) {
        while try !file.wasSaved() { _ = Polling.wait(for: [file.descriptor], until: nil) }
      }
      try tell("\(words[0]) was saved: it starts anew")
    }
  }

  /// Whether it ended by itself, or could not be run; else it was saved.
  private func runUntilItEnds(_ file: FileWatch) throws -> Bool {
    do {
      let choice = try ProgramChoice(words: words, command: command)
      let end = try runOnce(choice, try configuration(choice), until: file)
      guard let end else { return false }
      try tell("\(choice.name) \(end) (exit status \(end.shellStatus)): save it to run it again")
    } catch let failure as SystemError where failure.errno == .noSuchFileOrDirectory {
      try tell("\(failure)")
    }
    return true
  }
}
