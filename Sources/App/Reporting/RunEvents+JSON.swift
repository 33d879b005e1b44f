internal import BoxProtocol
internal import FoundationEssentials
internal import Linux
package import Observation
internal import SignalModel

extension RunEvents {
  /// The record as JSON lines: a header with the schema, then an event each, by time.
  package var jsonLines: String {
    let header = Header(
      source: source.rawValue, pid1: pid1, signal: signal.name, sent: sent.nanoseconds,
      end: end.nanoseconds)
    return ([JSON.line(header)] + events.map { JSON.line(Line($0)) })
      .map { $0 + "\n" }.joined()
  }

  private struct Header: Encodable {
    let schema = "sigbox-events-1"
    let source: String
    let pid1: Int32
    let signal: String
    let sent: Int64
    let end: Int64
  }
}

/// An event with the names of its members as keys.
private struct Line: Encodable {
  let time: Int64
  let pid: Int32
  let name: String
  let event: String
  var parent: Int32?
  var signal: String?
  var from: Int32?
  var from_name: String?
  var from_kernel: Bool?
  var result: Int?
  var exit_code: Int32?
  var killed_by: String?
  var SigBlk: String?
  var SigIgn: String?
  var SigCgt: String?

  init(_ event: RunEvent) {
    (time, pid, name) = (event.time.nanoseconds, event.pid, event.name)
    switch event.kind {
    case .found(let target):
      self.event = "found"
      (SigBlk, SigIgn, SigCgt) = (target.blocked.hex, target.ignored.hex, target.caught.hex)
    case .forked(let parent): (self.event, self.parent) = ("forked", parent)
    case .executed: self.event = "executed"
    case .sent(let signal, let sender, let generation):
      (self.event, self.signal, result) = ("sent", signal.name, generation.rawValue)
      (from, from_name, from_kernel) = (sender.pid, sender.name, sender.isKernel)
    case .delivered(let signal): (self.event, self.signal) = ("delivered", signal.name)
    case .ended(let end):
      (self.event, exit_code, killed_by) = ("ended", end?.exitCode, end?.signal)
    }
  }
}

/// What became of a process, with the names of its members as keys.
struct FateDocument: Encodable {
  let pid: Int32
  let name: String
  let attitude: String
  let got: Bool?
  let got_from: [String]?
  let end: String
  let exit_code: Int32?
  let killed_by: String?
  let killed_from: String?
  let lost: Bool

  init(_ fate: ProcessFate) {
    (pid, name, lost) = (fate.pid, fate.name, fate.isLost)
    switch fate.attitude {
    case .catches: attitude = "catches"
    case .waits: attitude = "waits"
    case .blocks: attitude = "blocks"
    case .ignores: attitude = "ignores"
    case .byDefault: attitude = "default"
    }
    switch fate.receipt {
    case .got(let senders): (got, got_from) = (true, senders.map(\.name))
    case .gotNot: (got, got_from) = (false, nil)
    case .unknown: (got, got_from) = (nil, nil)
    }
    switch fate.end {
    case .lives: (end, exit_code, killed_by, killed_from) = ("lives", nil, nil, nil)
    case .exited(let code): (end, exit_code, killed_by, killed_from) = ("exited", code, nil, nil)
    case .killed(let signal, let sender):
      (end, exit_code, killed_by, killed_from) = ("killed", nil, signal.name, sender?.name)
    case .killedWithNamespace:
      (end, exit_code, killed_by, killed_from) = ("killed_with_pid1", nil, "KILL", nil)
    case .unknown: (end, exit_code, killed_by, killed_from) = ("unknown", nil, nil, nil)
    }
  }
}
