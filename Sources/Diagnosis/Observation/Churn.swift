internal import SignalModel
internal import Linux

/// Detects that descendants of a process come and go while the process itself stays the same.
///
/// A supervisor that restarts its program, or a loop in a shell, never looks the same for long,
/// although it has reached its normal operation. Two criteria distinguish it from a program that is
/// still starting. More than one descendant has ended, and for some time the process has changed
/// neither its handlers nor its name.
struct Churn {
  /// What stays the same in such a process.
  ///
  /// The blocked signals are not part of it, because a shell blocks all signals while it makes a
  /// child.
  private struct Look: Equatable {
    let name: String
    let threads: Int
    let ignored: SignalSet
    let caught: SignalSet
    let isStopped: Bool

    init(_ status: ProcessStatus) {
      name = status.name
      threads = status.threads
      ignored = status.ignored
      caught = status.caught
      isStopped = status.state == .stopped
    }
  }

  private let lasting: Set<Int32>
  private var look: Look?
  private var since = Instant.now
  private var family: [Int32: Instant] = [:]
  /// How many descendants have ended since the process last changed.
  private(set) var departures = 0

  /// - Parameter lasting: Descendants that do not come and go. If one of them ends, the process has
  ///   changed.
  init(lasting: some Sequence<Int32> = []) { self.lasting = Set(lasting) }

  /// Records the state of the process and the pids of its descendants.
  mutating func note(_ status: ProcessStatus, family pids: [Int32], at now: Instant = .now) {
    let new = Look(status)
    let gone = family.keys.filter { !pids.contains($0) }
    if new != look || gone.contains(where: lasting.contains) {
      look = new
      since = now
      departures = 0
    } else {
      departures += gone.count
    }
    for pid in gone { family[pid] = nil }
    for pid in pids where family[pid] == nil { family[pid] = now }
  }

  /// How long the process has stayed the same.
  func duration(at now: Instant = .now) -> Duration { now - since }

  /// Whether the process has stayed the same for `time` and at least `least` descendants have ended.
  func hasLasted(_ time: Duration, departures least: Int = 2, at now: Instant = .now) -> Bool {
    departures >= least && duration(at: now) >= time
  }

  /// The descendants that have existed for `time`.
  func members(for time: Duration, at now: Instant = .now) -> [Int32] {
    family.filter { now - $0.value >= time }.keys.sorted()
  }
}
