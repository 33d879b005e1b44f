package import LuaBridge
package import SignalModel
internal import Linux
internal import SystemPackage

/// Runs the script's handlers for the signals that were caught, oldest first.
package final class SignalDispatch {
  /// The script's function for a signal, and how it runs.
  package struct Handler {
    package let function: LuaFunction
    /// Whether the function is told of the signal.
    let isTold: Bool
    /// Blocked while the function runs: sa_mask, and the signal itself unless SA_NODEFER.
    let mask: SignalSet
    /// Whether a call that the signal interrupts goes on afterwards: SA_RESTART.
    let restarts: Bool
    /// Whether it runs only where the script waits, as a shell's trap does.
    let isDeferred: Bool
    /// Whether the kernel set the signal to its default when it caught it: SA_RESETHAND.
    let runsOnce: Bool

    package init(
      function: LuaFunction, isTold: Bool, mask: SignalSet, restarts: Bool, isDeferred: Bool,
      runsOnce: Bool
    ) {
      self.function = function
      self.isTold = isTold
      self.mask = mask
      self.restarts = restarts
      self.isDeferred = isDeferred
      self.runsOnce = runsOnce
    }
  }

  /// By the numbers of the signals.
  private var handlers = [Handler?](repeating: nil, count: Int(Signal.numbers.upperBound) + 1)
  /// What the handlers that run now block.
  ///
  /// The kernel blocks it too, but records may be older.
  private var blocked = SignalSet.empty
  /// How many handlers run inside one another.
  private var depth = 0
  private static let deepest = 40
  /// Records taken from the ring whose handlers may not run yet.
  private var held: [SignalRecord] = []
  private static let most = 1 << 14
  /// How many signals that come meanwhile are handled before the script goes on.
  package static let few = 128
  /// The same where all that are pending come before: more than a user may have queued by default.
  package static let all = 1 << 17
  /// Tells the host that a function begins, where the host observes.
  package var onBegin: ((Signal) -> Void)?
  /// The signals whose function has run and that the host has not been told of.
  package var handled = SignalCounts()

  /// Sets or removes the function for a signal.
  package func setHandler(_ handler: Handler?, for signal: Signal) {
    handlers[Int(signal.number)] = handler
    let mask = handler.flatMap { $0.isDeferred ? nil : $0.mask }
    SignalRing.setFunctionMask(mask ?? .empty, for: signal)
  }

  /// Removes the function for a signal, once the kernel catches it no more and it has run for those
  /// that were caught before.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - change: Has the kernel do something else with it.
  package func removeHandler(for signal: Signal, _ change: () throws -> Void) rethrows {
    repeat {
      try change()
      drain(Self.all)
      // What has run may have set another one.
    } while SignalDispositions.current(signal) == .caught
    setHandler(nil, for: signal)
  }

  /// Waits under another mask until a handler has run, as sigsuspend(2): a signal that the mask lets
  /// through, and what that does not hold back, inside the handlers that block it too.
  package func suspend(under mask: SignalSet) {
    let (old, outer) = (SignalMask.set(mask), blocked)
    blocked = blocked.intersection(mask)
    // What was pending is in the ring by now, and the call is not entered then.
    if !hasRunnable(waits: true) { Interruptible.pause() }
    _ = runNext(waits: true)
    blocked = outer
    SignalMask.set(old)
  }

  /// Whether records can be taken from the ring at all.
  package var mayTake: Bool { depth < Self.deepest && held.count < Self.most }

  /// What handlers that ran do to a call that blocks.
  package enum Interruption {
    /// No handler ran.
    case none
    /// All that ran let wait(2) go on; other calls end all the same, as signal(7) lists them.
    case restarts
    /// The call ends with EINTR.
    case ends
  }

  /// Runs the handlers of the records that are there, and of some that come meanwhile: the kernel
  /// delivers them before the program goes on, but a storm of signals must not starve the script.
  ///
  /// - Parameters:
  ///   - waits: Whether the script waits, so that deferred handlers run too.
  ///   - further: How many that come meanwhile.
  /// - Returns: What they do to a call that blocks.
  @discardableResult
  package func drain(waits: Bool = false, _ further: Int = few) -> Interruption {
    // As nearly every call finds it.
    if held.isEmpty && SignalRing.count == 0 && depth < Self.deepest { return .none }
    var interruption = Interruption.none
    var count = held.count + SignalRing.count + further
    while count > 0 {
      guard let (effect, mask) = runNext(waits: waits) else { break }
      count -= 1
      if interruption != .ends, effect != .none { interruption = effect }
      SignalMask.set(mask)
    }
    if count == 0, SignalRing.count > 0 || hasRunnable(waits: false) {
      LuaInterpreter.interruptFunction()
    }
    return depth < Self.deepest ? interruption : .ends
  }

  /// Makes a call again that a caught signal ended (EINTR), once the handlers have run and where they
  /// let it continue.
  package func restarting<Result>(_ call: () throws -> Result) throws -> Result {
    while true {
      do {
        return try call()
      } catch let error as SystemError where error.errno == .interrupted {
        if drain(waits: true) == .ends { throw error }
      }
    }
  }

  /// Whether a record that was taken from the ring waits for nothing but its turn.
  package func hasRunnable(waits: Bool) -> Bool { held.contains { mayRun($0, waits: waits) } }

  /// Lets the handlers of these signals run inside the handlers that block them.
  package func unblock(_ signals: SignalSet) { blocked = blocked.subtracting(signals) }

  /// Forgets what belongs to the parent of a fork.
  package func clear() {
    held.removeAll()
    handled = SignalCounts()
  }

  /// Runs the handler of the oldest record that may run here, if it has one; nil where there is no
  /// such record.
  ///
  /// - Returns: What that does to a call that blocks, and the mask to put back.
  private func runNext(waits: Bool) -> (effect: Interruption, mask: SignalSet)? {
    // Before the ring is looked at: what comes behind this line interrupts again.
    LuaInterpreter.attend()
    guard let (record, mask) = next(waits: waits) else { return nil }
    guard let handler = handlers[Int(record.signal.number)] else { return (.none, mask) }
    run(handler, record)
    return (handler.restarts ? .restarts : .ends, mask)
  }

  /// The oldest record that no running handler blocks and that may run here, and the mask to put
  /// back after it.
  private func next(waits: Bool) -> (SignalRecord, SignalSet)? {
    // Further ones wait in the ring, and behind it in the kernel's queue.
    guard depth < Self.deepest else { return nil }
    if !held.isEmpty, let index = held.firstIndex(where: { mayRun($0, waits: waits) }) {
      return (held.remove(at: index), SignalMask.current)
    }
    while held.count < Self.most, let (record, mask) = SignalRing.take() {
      if mayRun(record, waits: waits) { return (record, mask) }
      SignalMask.set(mask)
      // As in the kernel, a standard signal waits once.
      if record.signal.isRealTime || !held.contains(where: { $0.signal == record.signal }) {
        held.append(record)
      }
    }
    return nil
  }

  private func mayRun(_ record: SignalRecord, waits: Bool) -> Bool {
    !blocked.contains(record.signal)
      && (waits || handlers[Int(record.signal.number)]?.isDeferred != true)
  }

  private func run(_ handler: Handler, _ record: SignalRecord) {
    // Unless it was set anew since the kernel took it away.
    if handler.runsOnce, SignalDispositions.current(record.signal) != .caught {
      setHandler(nil, for: record.signal)
    }
    depth += 1
    defer { depth -= 1 }
    let outer = blocked
    blocked = blocked.union(handler.mask)
    SignalMask.block(handler.mask)
    // What else is pending interrupts the function before its first instruction, as in the kernel.
    if !held.isEmpty || SignalRing.count > 0 { LuaInterpreter.interruptFunction() }
    onBegin?(record.signal)
    do {
      if handler.isTold {
        try handler.function.call(interruptedBy: record.signal.literal) { record.write(to: &$0) }
      } else {
        try handler.function.run(interruptedBy: record.signal.literal)
      }
    } catch {
      ScriptRuntime.fail("error in the handler of \(record.signal.name): \(error)")
    }
    blocked = outer
    handled.add(record.signal)
  }
}
