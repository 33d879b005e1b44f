internal import BoxHost
internal import Linux
internal import Reporting
package import SignalModel
internal import SystemPackage

/// The commands that manage boxes.
package enum BoxManagement {
  package static func list(all: Bool, namesOnly: Bool, json: Bool) throws {
    let registry = try BoxRegistry()
    var skipped: [SkippedEntry] = []
    func read() throws -> [BoxRecord] {
      skipped = []
      return try registry.records { skipped.append($0) }
    }
    var found = try read()
    if RunningBox.settle(found, in: registry) { found = try read() }
    for entry in skipped { printError("\(entry)") }
    let records = found.filter { all || $0.end == nil }
    if namesOnly { return try records.forEach { try printLine($0.name) } }
    try printLine(
      json
        ? BoxListing.json(records)
        : BoxListing.text(records, now: WallClock.seconds, on: .standardOutputRecords))
  }

  package static func listProcesses(of name: String, json: Bool) throws {
    let members = try RunningBox.named(name, in: BoxRegistry()).processes
    try printLine(
      json
        ? ProcessListing.json(members)
        : ProcessListing.text(members, on: .standardOutputRecords))
  }

  package static func inspect(_ names: BoxNames) throws {
    let registry = try BoxRegistry()
    var records: [BoxRecord] = []
    let found = Result { try names.forEach { records.append(try registry.record($0)) } }
    try printLine(BoxListing.json(records))
    try found.get()
  }

  package static func printLogs(of name: String, following: Bool) throws {
    let registry = try BoxRegistry()
    let record = try registry.record(name)
    let box = following ? RunningBox(record) : nil
    try registry.directory(name).readLogs(until: box) { bytes in
      try FileContents.write(bytes, to: .standardOutput)
    }
  }

  package static func wait(for names: BoxNames) throws {
    let registry = try BoxRegistry()
    try names.forEach { name in
      let record = try registry.record(name)
      let waiter = try ExitWaiter(of: registry.directory(name))
      let end = try RunningBox(record)?.wait(for: waiter) ?? waiter.wait()
      try printLine("\(known(end, of: name).shellStatus)")
      if let text = waiter.outOfMemoryKills?.sentence {
        try printNotice("\(name): \(text)")
      }
    }
  }

  /// With `killing`, running boxes are killed first, and unknown names are ignored.
  package static func remove(_ names: BoxNames, killing: Bool) throws {
    let registry = try BoxRegistry()
    try names.forEach { name in
      if killing {
        if try registry.removeMalformed(name) { return try printLine(name) }
        guard let record = try registry.find(name) else { return }
        if let box = RunningBox(record) { _ = try? box.kill(in: registry.directory(name)) }
      }
      // A box of `run --rm` has removed itself by now.
      if try !killing || registry.find(name) != nil { try registry.remove(name) }
      try printLine(name)
    }
  }

  /// A nil `grace` waits forever.
  package static func stop(_ names: BoxNames, with signal: Signal, grace: Duration?) throws {
    let registry = try BoxRegistry()
    try names.refuseSignals(registry, verb: "stop")
    try names.forEach { name in
      if let end = try registry.record(name).end {
        return try printRecord(StopReport.line(name, .hadEnded(end), after: .zero))
      }
      let start = Instant.now
      try RunningBox.named(name, in: registry).stop(
        with: signal, grace: grace, in: registry.directory(name)
      ) { event, time in
        let elapsed = Duration.nanoseconds(time.nanoseconds - start.nanoseconds)
        try printRecord(StopReport.line(name, event, after: elapsed))
      }
    }
  }

  /// Returns the exit status of the command.
  package static func execute(
    _ words: [String], in name: String, _ program: ProgramOptions, hasTerminal: Bool
  ) throws -> Int32 {
    guard !words.isEmpty else {
      throw UsageError(
        "nothing to run: give a command after the name, as in sigbox exec NAME COMMAND")
    }
    var request = ExecRequest(words: words.map(ArgumentText.bytes))
    request.directory = program.directory.map(ArgumentText.path)
    request.environment = try program.environment
    request.user = try program.userAndGroup
    request.hasTerminal = hasTerminal
    return try RunningBox.named(name, in: BoxRegistry()).run(request).shellStatus
  }

  /// Returns the exit status of the box, or 0 if the caller detached from it.
  package static func attach(to name: String) throws -> Int32 {
    let registry = try BoxRegistry()
    let box = try RunningBox.named(name, in: registry)
    let interrupts = Interrupts(box.process.pid, third: "detaches from the box")
    let outcome = try box.attach(
      at: registry.directory(name), endsAtInterrupt: interrupts.shouldEnd
    ) { bytes in
      try FileContents.write(bytes, to: .standardOutput)
    }
    guard case .ended(let end) = outcome else { return 0 }
    return try known(end, of: name).shellStatus
  }

  /// Fails if it is not known how the box ended, because its monitor was killed.
  static func known(_ end: Termination?, of name: String) throws -> Termination {
    if let end { return end }
    throw BoxFailure(
      status: ownFailure, "the exit status of \(name) is unknown: its monitor was killed")
  }
}
