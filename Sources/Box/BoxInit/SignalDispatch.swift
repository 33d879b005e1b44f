package import LuaBridge
package import SignalModel
internal import Linux
internal import SystemPackage

/// Runs the script's handlers for caught signals, in the order of their arrival.
///
/// The path of a signal: the kernel calls the handler in CLinux/handler.c, which puts a record into
/// ``SignalRing`` and interrupts the Lua interpreter. At its next instruction, or when a blocking call
/// returns, ``drain(waits:_:)`` takes the record and calls the script's function.
package final class SignalDispatch {
  /// The script's function for a signal, with its options.
  package struct Handler {
    package let function: LuaFunction
    /// Whether the function takes an argument: the signal's record.
    let takesRecord: Bool
    /// Blocked while the function runs: sa_mask, and the signal itself unless SA_NODEFER.
    let mask: SignalSet
    /// Whether an interrupted call continues after the handler: SA_RESTART.
    let restarts: Bool
    /// Whether it runs only while the script waits, like a trap of a shell.
    let isDeferred: Bool
    /// Whether the kernel resets the disposition to default before it runs: SA_RESETHAND.
    let runsOnce: Bool

    package init(
      function: LuaFunction, takesRecord: Bool, mask: SignalSet, restarts: Bool, isDeferred: Bool,
      runsOnce: Bool
    ) {
      self.function = function
      self.takesRecord = takesRecord
      self.mask = mask
      self.restarts = restarts
      self.isDeferred = isDeferred
      self.runsOnce = runsOnce
    }
  }

  /// The handlers, by signal number.
  private var handlers = [Handler?](repeating: nil, count: Int(Signal.numbers.upperBound) + 1)
  /// The signals that running handlers block.
  ///
  /// The kernel blocks them too, but a record in the ring may be older than that.
  private var blocked = SignalSet.empty
  /// The number of nested handlers.
  private var depth = 0
  private static let maximumDepth = 40
  /// Records from the ring whose handlers are blocked or deferred.
  private var held: [SignalRecord] = []
  private static let maximumHeld = 1 << 14
  /// How many new signals are handled at once before the script continues.
  package static let few = 128
  /// More signals than a user may queue by default: every pending one is handled.
  package static let all = 1 << 17
  /// Called before each handler.
  package var onBegin: ((Signal) -> Void)?
  /// Handled signals that were not reported to the host yet.
  package var handled = SignalCounts()

  /// Sets or removes the function for a signal.
  package func setHandler(_ handler: Handler?, for signal: Signal) {
    handlers[Int(signal.number)] = handler
    let mask = handler.flatMap { $0.isDeferred ? nil : $0.mask }
    SignalRing.setFunctionMask(mask ?? .empty, for: signal)
  }

  /// Removes the function for a signal, after it has run for the signals caught before.
  ///
  /// - Parameters:
  ///   - signal: The signal.
  ///   - change: Changes the disposition.
  package func removeHandler(for signal: Signal, _ change: () throws -> Void) rethrows {
    repeat {
      try change()
      drain(Self.all)
      // A handler that ran may have set a new one.
    } while SignalDispositions.current(signal) == .caught
    setHandler(nil, for: signal)
  }

  /// Replaces the mask, waits until one handler has run, and restores the mask, like sigsuspend(2).
  ///
  /// Also works inside a handler.
  package func suspend(under mask: SignalSet) {
    let (old, outer) = (SignalMask.set(mask), blocked)
    blocked = blocked.intersection(mask)
    // Signals that were pending are in the ring by now: then there is no need to wait.
    if !hasRunnable(waits: true) { Interruptible.pause() }
    _ = runNext(waits: true)
    blocked = outer
    SignalMask.set(old)
  }

  /// Whether another handler may run.
  package var mayTake: Bool { depth < Self.maximumDepth && held.count < Self.maximumHeld }

  /// The effect of handlers on a blocking call.
  package enum Interruption {
    /// No handler ran.
    case none
    /// All handlers have SA_RESTART: wait(2) continues; signal(7) lists the calls that do not.
    case restarts
    /// The call ends with EINTR.
    case ends
  }

  /// Runs the handlers of caught signals.
  ///
  /// The kernel delivers all signals before a program continues. The number of new ones is limited
  /// here, so that a storm of signals does not starve the script.
  ///
  /// - Parameters:
  ///   - waits: Whether the script waits; deferred handlers run only then.
  ///   - further: How many signals that arrive meanwhile are handled too.
  /// - Returns: The effect on a blocking call.
  @discardableResult
  package func drain(waits: Bool = false, _ further: Int = few) -> Interruption {
    // The usual case.
    if held.isEmpty && SignalRing.count == 0 && depth < Self.maximumDepth { return .none }
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
    return depth < Self.maximumDepth ? interruption : .ends
  }

  /// Repeats a call that a caught signal interrupted (EINTR), if the handlers have SA_RESTART.
  package func restarting<Result>(_ call: () throws -> Result) throws -> Result {
    while true {
      do {
        return try call()
      } catch let error as SystemError where error.errno == .interrupted {
        if drain(waits: true) == .ends { throw error }
      }
    }
  }

  /// Whether the handler of a held record may run now.
  package func hasRunnable(waits: Bool) -> Bool { held.contains { mayRun($0, waits: waits) } }

  /// Lets the handlers of these signals run inside the handlers that block them.
  package func unblock(_ signals: SignalSet) { blocked = blocked.subtracting(signals) }

  /// Drops the records of the parent, after a fork.
  package func clear() {
    held.removeAll()
    handled = SignalCounts()
  }

  /// Handles the oldest record that may be handled now.
  ///
  /// - Returns: The effect on a blocking call, and the mask to restore; nil if there is no record.
  private func runNext(waits: Bool) -> (effect: Interruption, mask: SignalSet)? {
    // Before the ring is read, so that later signals interrupt again.
    LuaInterpreter.attend()
    guard let (record, mask) = next(waits: waits) else { return nil }
    guard let handler = handlers[Int(record.signal.number)] else { return (.none, mask) }
    run(handler, record)
    return (handler.restarts ? .restarts : .ends, mask)
  }

  /// The oldest record that may be handled now, and the mask to restore after it.
  private func next(waits: Bool) -> (SignalRecord, SignalSet)? {
    // Further ones wait in the ring, and then in the kernel's queue.
    guard depth < Self.maximumDepth else { return nil }
    if !held.isEmpty, let index = held.firstIndex(where: { mayRun($0, waits: waits) }) {
      return (held.remove(at: index), SignalMask.current)
    }
    while held.count < Self.maximumHeld, let (record, mask) = SignalRing.take() {
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
    // Unless it was set again after the kernel reset it.
    if handler.runsOnce, SignalDispositions.current(record.signal) != .caught {
      setHandler(nil, for: record.signal)
    }
    depth += 1
    defer { depth -= 1 }
    let outer = blocked
    blocked = blocked.union(handler.mask)
    SignalMask.block(handler.mask)
    // Other pending signals interrupt the function before its first instruction, as in the kernel.
    if !held.isEmpty || SignalRing.count > 0 { LuaInterpreter.interruptFunction() }
    onBegin?(record.signal)
    do {
      if handler.takesRecord {
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
