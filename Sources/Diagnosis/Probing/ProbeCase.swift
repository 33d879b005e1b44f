package import Observation
package import SignalModel

/// One trial of a probe: which signal, from where, to a program in which role.
package struct ProbeCase: Hashable, Codable, Sendable {
  package let signal: Signal
  /// Where the sender is: inside the box or on the host.
  package let origin: Origin
  package let role: ProbedProcess.Role

  package init(_ signal: Signal, from origin: Origin, to role: ProbedProcess.Role) {
    self.signal = signal
    self.origin = origin
    self.role = role
  }

  /// The four combinations of role and origin, in the order of the report's columns.
  package static let ways: [(role: ProbedProcess.Role, origin: Origin)] = ProbedProcess.Role
    .allCases.flatMap {
      role in [Origin.inside, .host].map { (role, $0) }
    }
}

extension ProbeCase: Comparable {
  /// Orders by role, signal and origin.
  package static func < (left: ProbeCase, right: ProbeCase) -> Bool {
    func key(_ probeCase: ProbeCase) -> [Int] {
      [
        probeCase.role == .pid1 ? 0 : 1, Int(probeCase.signal.number),
        probeCase.origin == .inside ? 0 : 1,
      ]
    }
    return key(left).lexicographicallyPrecedes(key(right))
  }
}
