internal import BoxHost
internal import BoxInit
internal import BoxProtocol
internal import Linux
internal import LuaAPI
internal import Observation
package import Reporting
package import SignalModel

/// The commands that explain signals, processes and the host without running a program.
package enum SignalReports {
  package static func listSignals(_ names: [String], json: Bool) throws {
    let chosen = names.isEmpty ? Signal.all : try names.map(OptionValue.signal)
    try printLine(
      json
        ? SignalListing.json(chosen) : SignalListing.text(chosen, on: .standardOutputRecords))
  }

  package static func explain(_ status: ExitStatus, json: Bool) throws {
    try printLine(
      json ? ExitStatusListing.json(status) : ExitStatusListing.text(status, on: .standardOutput))
  }

  /// Without a target, all dispositions, roles and senders are explained.
  package static func explain(_ signal: Signal, to target: String?, from origin: Origin?) throws {
    let canvas = Canvas.standardOutput
    guard let target else {
      guard origin == nil else {
        throw UsageError("--from needs a target: add --to, as in --to 4711")
      }
      return try printLine(Explanation.text(signal, on: canvas))
    }
    if origin == .fault, !signal.isFault {
      let faults = Signal.all.filter(\.isFault).map(\.name)
      throw UsageError(
        "no fault raises \(signal.name): use \(faults.dropLast().joined(separator: ", ")) or "
          + "\(faults[faults.count - 1]), or another --from")
    }
    let process = try inspection(of: target)
    let sender =
      origin == nil || origin == process.origin ? process.caller : Sender(origin ?? process.origin)
    try printLine(Explanation.text(signal, from: sender, to: process, on: canvas))
  }

  package static func listMasks(_ targets: [String], json: Bool) throws {
    let processes = try targets.map(inspection)
    try printLine(
      json
        ? MaskListing.json(processes)
        : processes.map { MaskListing.text($0, on: .standardOutputRecords) }
          .joined(separator: "\n\n"))
  }

  /// Returns whether boxes work on this host.
  package static func checkHost(json: Bool) throws -> Bool {
    let script = BoxConfiguration.Script(
      name: "doctor", source: Array("return 0".utf8), arguments: [], directory: nil)
    let checks = HostCheck.all(BoxConfiguration(program: .script(script))) {
      BoxInit.run($0, socket: $1)
    }
    try printLine(
      json ? HostReport.json(checks) : HostReport.text(checks, on: .standardOutputRecords))
    return checks[0].isAllowed
  }

  /// Inspects a process by its pid or the id of a thread, or PID 1 of a box by the name of the box.
  private static func inspection(of target: String) throws -> ProcessInspection {
    if let pid = Int32(target), pid > 0 { return try ProcessInspection(pid) }
    return try ProcessInspection(RunningBox.named(target, in: BoxRegistry()).process.pid)
  }
}
