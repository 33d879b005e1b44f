internal import SignalModel
internal import Linux

/// The coming and going of a process's descendants, while the process itself stays the same.
///
/// A supervisor that restarts its program, or a loop of a shell, never looks the same for long, and
/// yet it is at its usual work. That more than one descendant has gone tells it from a program that
/// starts: so does the time, in which a program that starts changes its handlers or its name.
struct Churn {
  /// What such a process keeps while it works; a shell blocks all signals while it makes a child.
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
  /// How many descendants have gone since the process last changed.
  private(set) var departures = 0

  /// Begins to watch.
  ///
  /// - Parameter lasting: Descendants that are no part of the coming and going: when one of them
  ///   ends, the process has changed.
  init(lasting: some Sequence<Int32> = []) { self.lasting = Set(lasting) }

  /// Takes a look into account.
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

  /// Whether descendants come and go, and have done nothing else for this time.
  func hasLasted(_ time: Duration, departures least: Int = 2, at now: Instant = .now) -> Bool {
    departures >= least && duration(at: now) >= time
  }

  /// The descendants that have been there for this time.
  func members(for time: Duration, at now: Instant = .now) -> [Int32] {
    family.filter { now - $0.value >= time }.keys.sorted()
  }
}
