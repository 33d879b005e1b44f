internal import Observation
internal import SignalModel
internal import Linux

/// A process with random dispositions, threads, masks and pending signals, and random actions on it.
struct RandomProcess {
  let role: ProbedProcess.Role
  private(set) var subject: SignalSubject
  private(set) var actions: [Action] = []

  /// A signal that another process sends, or something that the process does itself.
  enum Action: Hashable {
    case send(SendStep)
    case order(SignalSubject.Order, Signal)
    /// It unblocks all pending signals.
    case unblock
  }

  /// Makes the random choices.
  ///
  /// The same seed and index always make the same choices.
  init(seed: UInt64, index: Int) {
    var random = SplitMix(state: seed &+ UInt64(index) &* 0x2545_f491_4f6c_dd1d)
    role = Bool.random(using: &random) ? .pid1 : .ordinary
    subject = SignalSubject(threads: Self.threads(&random))
    for signal in Signal.all where !signal.isPrivileged {
      switch Int.random(in: 0..<5, using: &random) {
      case 0, 1: subject.caught.insert(signal)
      case 2: subject.ignored.insert(signal)
      default: break
      }
    }
    subject.queueIsFull = Int.random(in: 0..<6, using: &random) == 0
    makePending(&random)
    let stops = Int.random(in: 0..<6, using: &random) == 0
    if stops { actions.append(.send(SendStep(.stop, from: .host))) }
    for _ in 0..<Int.random(in: 1...4, using: &random) { actions.append(action(&random)) }
    // CONT releases what was kept.
    if stops { actions.append(.send(SendStep(.cont, from: .inside))) }
    if subject.threads[0].activity == .obeys { actions.append(.unblock) }
  }

  // MARK: Threads

  private static func set(_ random: inout SplitMix, oneIn count: Int) -> SignalSet {
    SignalSet(
      Signal.all.filter {
        !$0.isPrivileged && Int.random(in: 0..<count, using: &random) == 0
      })
  }

  private static func threads(_ random: inout SplitMix) -> [SignalSubject.Thread] {
    var main = SignalSubject.Thread(.obeys)
    main.blocked = set(&random, oneIn: 4)
    switch Int.random(in: 0..<10, using: &random) {
    case 0...3: return [main]
    case 4: return [waiting(&random, main.blocked)]
    case 5: return [reading(&random, main.blocked)]
    case 6:
      main.activity = .suspends
      // What it blocks only meanwhile is delivered afterwards, whenever that is.
      main.blocked = set(&random, oneIn: 2)
      main.set = main.blocked.intersection(set(&random, oneIn: 2))
      return [main]
    default: break
    }
    if Int.random(in: 0..<4, using: &random) == 0 { main = waiting(&random, main.blocked) }
    if Int.random(in: 0..<5, using: &random) == 0 { main.activity = .ends }
    // Of two threads that can take a signal, either one may.
    if main.activity == .obeys, Int.random(in: 0..<3, using: &random) == 0 {
      return [main, waiting(&random, main.blocked)]
    }
    return [main]
      + (0..<Int.random(in: 1...3, using: &random)).map { _ in
        var other = SignalSubject.Thread(.sleeps)
        other.blocked = Bool.random(using: &random) ? main.blocked : set(&random, oneIn: 2)
        return other
      }
  }

  /// A thread that waits for signals, most of which it blocks.
  private static func waiting(
    _ random: inout SplitMix, _ blocked: SignalSet
  ) -> SignalSubject.Thread {
    var thread = SignalSubject.Thread(.waits)
    thread.set = set(&random, oneIn: 3)
    thread.blocked = blocked.union(Bool.random(using: &random) ? thread.set : .empty)
    return thread
  }

  /// A thread that reads signals that it blocks, as signalfd(2) requires.
  private static func reading(
    _ random: inout SplitMix, _ blocked: SignalSet
  ) -> SignalSubject.Thread {
    var thread = SignalSubject.Thread(.reads)
    thread.set = set(&random, oneIn: 3)
    thread.blocked = blocked.union(thread.set)
    return thread
  }

  /// The mask of a thread while it waits, reads or sleeps.
  private static func mask(_ thread: SignalSubject.Thread) -> SignalSet {
    switch thread.activity {
    case .suspends: thread.set
    case .waits, .reads: thread.blocked.subtracting(thread.set)
    case .obeys, .sleeps, .ends: thread.blocked
    }
  }

  // MARK: Signals

  private mutating func makePending(_ random: inout SplitMix) {
    let masks = subject.threads.map(Self.mask)
    let shared = masks.dropFirst().reduce(masks[0]) { $0.intersection($1) }.signals
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      shared.randomElement(using: &random).map { subject.sharedPending.insert($0) }
    }
    guard Int.random(in: 0..<3, using: &random) == 0, !subject.queueIsFull else { return }
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      masks[0].signals.randomElement(using: &random).map { subject.privatePending.insert($0) }
    }
  }

  private func action(_ random: inout SplitMix) -> Action {
    let signal = signal(&random)
    if subject.threads[0].activity == .obeys, Int.random(in: 0..<3, using: &random) == 0 {
      return .order(order(for: signal, &random), signal)
    }
    return .send(SendStep(signal, from: Bool.random(using: &random) ? .inside : .host))
  }

  /// A way in which the process can have the signal sent to itself.
  private func order(for signal: Signal, _ random: inout SplitMix) -> SignalSubject.Order {
    var orders: [SignalSubject.Order] = [.tgkill, .queue]
    // With a full queue, the kernel drops a notification or sends another signal instead.
    if !subject.queueIsFull { orders += [.child, .timer, .readable] }
    // An ignored CHLD is not sent at all, and the end of a child sends it anyway.
    if signal == .chld { orders.removeAll { $0 == .child } }
    if signal.isFault, signal.name != "SYS" { orders += [.fault, .fault] }
    if signal.name == "ALRM" { orders += [.alarm, .alarm] }
    return orders.randomElement(using: &random) ?? .queue
  }

  private func signal(_ random: inout SplitMix) -> Signal {
    let pending = subject.sharedPending.union(subject.privatePending).signals
    let awaited = subject.threads.reduce(SignalSet.empty) { $0.union($1.set) }.signals
    let special: [Signal] =
      switch Int.random(in: 0..<8, using: &random) {
      case 0: [.kill, .stop, .cont, .chld] + Signal.jobControl.signals
      case 1, 2: pending
      case 3: awaited
      case 4: Signal.all.filter { $0.isFault || $0.name == "ALRM" }
      default: []
      }
    return special.randomElement(using: &random) ?? Signal.all.randomElement(using: &random)
      ?? .term
  }
}

extension RandomProcess: CustomStringConvertible {
  /// The process in one line, as in a report of a difference.
  var description: String {
    let sets = [
      ("caught", subject.caught), ("ignored", subject.ignored), ("shared", subject.sharedPending),
      ("private", subject.privatePending),
    ].filter { !$0.1.isEmpty }.map { "\($0) \($1)" }
    let threads = subject.threads.map {
      "\($0.activity)" + ($0.set.isEmpty ? "" : " \($0.set)") + " blocks \($0.blocked)"
    }
    let queue = subject.queueIsFull ? ["queue full"] : []
    return (["\(role.rawValue)"] + sets + queue + threads.map { "(\($0))" }).joined(separator: ", ")
  }
}
