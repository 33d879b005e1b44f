internal import BoxHost
internal import Linux
internal import SignalModel
internal import SystemPackage

extension BoxRun {
  /// Runs the script in a fresh box each time it is saved, until a signal ends sigbox.
  static func runOnEachSave(_ options: RunOptions) throws -> Never {
    let script = options.words[0]
    let file = try FileWatch(ArgumentText.path(script), alsoWith: ".lua")
    while true {
      if try endsBeforeSave(options, file) {
        while try !file.wasSaved() { _ = Polling.wait(for: [file.descriptor], until: nil) }
      }
      try printNotice("\(script) or another Lua file in its directory was saved: starting it again")
    }
  }

  /// Whether the script ended or could not be run before `file` was saved.
  private static func endsBeforeSave(_ options: RunOptions, _ file: FileWatch) throws -> Bool {
    do {
      let run = try BoxRun(options)
      guard let end = try run.runOnce(until: file) else { return false }
      try printNotice(
        "\(run.choice.name) \(end.predicate) (exit status \(end.shellStatus)): "
          + "save it to run it again")
    } catch let failure as SystemError where failure.errno == .noSuchFileOrDirectory {
      try printNotice("\(failure)")
    }
    return true
  }
}
