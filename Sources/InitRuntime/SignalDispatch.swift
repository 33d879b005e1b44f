internal import LuaBridge
internal import Signals
internal import SystemCalls

/// Runs the script's handlers for the signals that were caught, oldest first.
final class SignalDispatch {
  /// The script's function for a signal, and how it runs.
  struct Handler {
    let function: LuaFunction
    /// Blocked while the function runs: sa_mask, and the signal itself unless SA_NODEFER.
    let mask: SignalSet
    /// Whether a call that the signal interrupts goes on afterwards: SA_RESTART.
    let restarts: Bool
    /// Whether the kernel set the signal to its default when it caught it: SA_RESETHAND.
    let runsOnce: Bool
  }

  private var handlers: [Signal: Handler] = [:]
  /// What the handlers that run now block.
  ///
  /// The kernel blocks it too, but records may be older.
  private var blocked = SignalSet.empty
  /// Records of blocked signals, taken from the ring by a handler that interrupted another.
  private var held: [SignalRecord] = []
  /// The signals whose function has run and that the host has not been told of.
  var handled = SignalSet.empty

  /// Sets or removes the function for a signal.
  func setHandler(_ handler: Handler?, for signal: Signal) { handlers[signal] = handler }

  /// What handlers that ran do to a call that blocks.
  enum Interruption {
    /// No handler ran.
    case none
    /// All that ran let wait(2) go on; other calls end all the same, as signal(7) lists them.
    case restarts
    /// The call ends with EINTR.
    case ends
  }

  /// Runs the handlers of all records.
  @discardableResult
  func drain() -> Interruption {
    var interruption = Interruption.none
    while let record = next() {
      guard let handler = handlers[record.signal] else { continue }
      run(handler, record)
      if interruption != .ends { interruption = handler.restarts ? .restarts : .ends }
    }
    return interruption
  }

  /// Lets the handlers of these signals run inside the handlers that block them.
  func unblock(_ signals: SignalSet) { blocked = blocked.subtracting(signals) }

  /// Forgets the records that belong to the parent of a fork.
  func clear() {
    SignalRing.clear()
    held.removeAll()
  }

  /// The oldest record that no running handler blocks.
  private func next() -> SignalRecord? {
    if let index = held.firstIndex(where: { !blocked.contains($0.signal) }) {
      return held.remove(at: index)
    }
    while let record = SignalRing.take() {
      if !blocked.contains(record.signal) { return record }
      held.append(record)
    }
    return nil
  }

  private func run(_ handler: Handler, _ record: SignalRecord) {
    if handler.runsOnce { handlers[record.signal] = nil }
    let outer = blocked
    blocked = blocked.union(handler.mask)
    let mask = SignalMask.block(handler.mask)
    do {
      try handler.function.call([.table(record.luaTable)])
    } catch {
      ScriptRuntime.fail("error in the handler of \(record.signal.name): \(error)")
    }
    SignalMask.set(mask)
    blocked = outer
    handled.insert(record.signal)
  }
}

extension SignalRecord {
  /// What a script is told of a signal.
  var luaTable: LuaTable {
    LuaTable(fields: [
      ("signal", .integer(Int64(signal.number))),
      ("name", .text(signal.name)),
      ("pid", .integer(Int64(pid))),
      ("uid", .integer(Int64(uid))),
      ("code", .integer(Int64(code))),
      ("cause", .text(cause)),
      ("value", .integer(value)),
      ("time", .number(Double(time) / 1e9)),
    ])
  }
}
