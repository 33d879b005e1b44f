internal import SignalModel

/// Processes that could have shut down, and were killed before they had, all in the same way.
package struct LostProcesses: Hashable, Sendable {
  /// A sentence.
  package let text: String
  /// What shows it.
  package let observation: String
}

extension RunEvents {
  /// The processes that were lost.
  ///
  /// - Parameter name: The name of PID 1; empty if it is unknown.
  /// - Returns: They, by their sentences.
  package func lost(pid1 name: String) -> [LostProcesses] {
    let pid1 = name.isEmpty ? "PID 1" : "PID 1 (\(name))"
    return Dictionary(grouping: fates.filter(\.isLost)) { Loss($0) }.map { loss, fates in
      LostProcesses(
        text: loss.sentence(
          fates.map(\.name).counted, isOne: fates.count == 1, signal, pid1: pid1),
        observation: loss.observation(fates, signal, source))
    }.sorted { $0.text < $1.text }
  }
}

/// How a process was lost.
private struct Loss: Hashable {
  let attitude: ProcessFate.Attitude
  /// The names of the senders of the signal; nil if the record does not show it.
  let senders: [String]?
  /// Who killed it; nil for the kernel, when PID 1 ended.
  let killer: String?
  let isKillerKnown: Bool

  init(_ fate: ProcessFate) {
    attitude = fate.attitude
    switch fate.receipt {
    case .got(let all): senders = all.map(\.name).counted
    case .gotNot: senders = []
    case .unknown: senders = nil
    }
    switch fate.end {
    case .killed(_, let sender): (killer, isKillerKnown) = (sender?.name, sender != nil)
    case .killedWithNamespace, .lives, .exited, .unknown: (killer, isKillerKnown) = (nil, true)
    }
  }

  func sentence(_ names: [String], isOne: Bool, _ signal: Signal, pid1: String) -> String {
    let verb = attitude == .waits ? (isOne ? "waits for" : "wait for") : isOne ? "catches" : "catch"
    let was = isOne ? "was" : "were"
    let heard = [.catches, .waits].contains(attitude) ? signal : .term
    let what = "\(names.joined(separator: " and ")) \(verb) \(heard.name)"
    let end =
      killer.map { "\(was) killed by KILL from \($0)" } ?? "\(was) killed when \(pid1) ended"
    guard let senders else {
      return
        "\(what), and \(end): \(isOne ? "it" : "they") did not get it, or \(was) still working."
    }
    if senders.isEmpty { return "\(what), did not get it, and \(end)." }
    return
      "\(what), got it from \(senders.joined(separator: " and ")), \(was) still working, and \(end)."
  }

  func observation(
    _ fates: [ProcessFate], _ signal: Signal, _ source: RunEvents.Source
  ) -> String {
    let time = fates.compactMap(\.elapsed).max().map { " \($0.short) after \(signal.name)" } ?? ""
    switch source {
    case .tracepoints:
      return
        "signal_generate shows \(signal.name) to \(senders?.isEmpty == true ? "none" : "all") of "
        + "them, and KILL\(time)"
    case .proc: return "SigCgt and the exit status of the process: killed by KILL\(time)"
    }
  }
}

extension [String] {
  /// Each name once, in order, with its number if there are several: `2 x worker`.
  fileprivate var counted: [String] {
    Dictionary(grouping: self) { $0 }.map { name, all in
      all.count == 1 ? name : "\(all.count) x \(name)"
    }.sorted()
  }
}
