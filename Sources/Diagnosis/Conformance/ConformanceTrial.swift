internal import Observation
internal import WorkerPool
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Carries out the actions on one random process, in its box.
struct ConformanceTrial {
  private let process: RandomProcess
  private let observer: Observer
  private var channel: SubjectChannel

  init(_ process: RandomProcess, _ observer: Observer, _ channel: SubjectChannel) {
    self.process = process
    self.observer = observer
    self.channel = channel
  }

  /// - Returns: One case per action that could be carried out.
  /// - Throws: What wait(2) throws.
  mutating func run() throws -> [ConformanceCase] {
    var cases: [ConformanceCase] = []
    for action in process.actions {
      guard observer.termination == nil, let status = observer.status else { break }
      channel.clear()
      switch action {
      case .send(let step) where step.signal == .cont && isRace(status): continue
      case .send(let step):
        let result = try observer.send(step, knowing: amend)
        guard let observation = result.observation else { return cases }
        var seen = sighting(step.signal, pending: \.sharedPending)
        // A process that waits again after CONT accepts what was kept.
        if result.verdict == .continued, acceptsSignals { seen.pending = nil }
        cases.append(
          ConformanceCase(
            "\(step.signal.name) from \(step.origin)", result, observation, seen))
      case .order(let order, let signal):
        if let done = try carryOut(order, signal, status) { cases.append(done) }
      case .unblock:
        guard let unblocking = Unblocking(status) else { continue }
        cases.append(try unblock(unblocking))
      }
    }
    return cases
  }

  /// Whether after CONT several threads race for what was kept, or for what one waits for again.
  private func isRace(_ status: ProcessStatus) -> Bool {
    let live = process.subject.threads.count { $0.activity != .ends }
    return status.state == .stopped && live > 1
      && (acceptsSignals || !status.sharedPending.isEmpty)
  }

  private var acceptsSignals: Bool {
    process.subject.threads.contains { [.waits, .reads].contains($0.activity) }
  }

  /// Adds what the process is known to do, and /proc does not show.
  private func amend(_ target: inout Target) {
    target.queueIsFull = process.subject.queueIsFull
    guard target.state == .live else { return }
    for thread in process.subject.threads {
      switch thread.activity {
      case .waits: target.awaitedUnblocked = thread.set.subtracting(thread.blocked)
      case .reads: target.awaited = target.awaited.union(thread.set)
      case .obeys, .sleeps, .suspends, .ends: break
      }
    }
  }

  private mutating func sighting(
    _ signal: Signal, pending: KeyPath<ProcessStatus, SignalSet>
  ) -> ConformanceCase.Sighting {
    channel.catchUp()
    return .init(
      pending: observer.termination == nil ? observer.status?[keyPath: pending] : nil,
      handled: channel.count(.handled, signal), accepted: channel.count(.accepted, signal))
  }

  // MARK: Orders

  private mutating func carryOut(
    _ order: SignalSubject.Order, _ signal: Signal, _ status: ProcessStatus
  ) throws -> ConformanceCase? {
    // A timer has its own place in the queue, and does not merge with another sender's signal.
    guard status.state != .stopped, order != .timer || !status.sharedPending.contains(signal)
    else { return nil }
    let step = SendStep(signal, from: order.origin)
    var sender = Sender(order.origin)
    sender.sendsValue = [.tgkill, .queue].contains(order)
    let isPrivate = [.tgkill, .fault].contains(order)
    let amend = amend
    let result = try observer.send(step, as: sender) { target in
      amend(&target)
      guard isPrivate else { return }
      target.pending = status.pending
      target.otherBlocked = []
      target.otherAwaited = .empty
    } by: {
      try channel.order(order, signal)
      try waitForResult()
      return true
    }
    guard let observation = result.observation else { return nil }
    var seen = sighting(signal, pending: isPrivate ? \.pending : \.sharedPending)
    seen.isRefused = channel.result == -Errno.resourceTemporarilyUnavailable.rawValue
    seen.isLate = true
    seen.sendsValue = sender.sendsValue
    seen.isHidden = isPrivate && status.pending.contains(signal)
    return ConformanceCase("\(signal.name) by \(order)", result, observation, seen)
  }

  private mutating func unblock(_ unblocking: Unblocking) throws -> ConformanceCase {
    let tasks = ProcFiles.threads(of: observer.process.hostPid).map(\.thread)
    let begin = Instant.now
    try channel.order(.unblock, nil, unblocking.signals)
    try waitForResult()
    let outcome: Unblocking.Outcome =
      switch observer.termination {
      case .killed(let signal, _): .killed(signal)
      case .exited, nil:
        channel.result == nil ? .stopped : .handled(channel.signals(.handled))
      }
    return ConformanceCase(unblocking, outcome, of: tasks, at: begin)
  }

  /// Waits until an order is carried out, or the process has stopped or ended, at most for 10 s.
  private mutating func waitForResult() throws {
    let deadline = Instant.now + .seconds(10)
    while observer.termination == nil, observer.status?.state != .stopped, Instant.now < deadline {
      channel.catchUp()
      guard channel.result == nil else { return }
      try observer.wait(.milliseconds(1))
    }
  }
}

extension SignalSubject.Order {
  /// Where the signal comes from.
  fileprivate var origin: Origin {
    switch self {
    case .unblock, .tgkill, .queue: .inside
    case .timer, .child, .readable: .notification
    case .alarm: .kernel
    case .fault: .fault
    }
  }
}
