internal import CLinux
package import SignalModel
internal import SystemPackage

/// Processes of several threads, which do nothing but have a signal mask each.
package enum ThreadedProcess {
  package struct Thread: Sendable {
    package let mask: SignalSet
    /// Whether it ends at once, as with pthread_exit(3).
    package let exits: Bool

    package init(mask: SignalSet, exits: Bool = false) {
      self.mask = mask
      self.exits = exits
    }
  }

  /// Starts a child with threads: fork(2), and CLONE_THREAD of clone(2).
  ///
  /// Signals that the caller catches are at their default in the child.
  ///
  /// - Parameters:
  ///   - threads: The threads; the first one is the main thread.
  ///   - prepare: What the child does before it makes further threads.
  /// - Returns: The pid, and the IDs of the threads, which have their masks.
  /// - Throws: EAGAIN, ENOMEM.
  package static func start(
    _ threads: [Thread], prepare: () -> Void
  ) throws(SystemError) -> (pid: Int32, ids: [Int32]) {
    let plan = threads.map { clinux_thread(mask: $0.mask.bits, exits: $0.exits) }
    // Not owned: the child never returns, and would close what it owns before it needs it.
    let (reading, writing) = try Pipe().release()
    defer { try? Descriptors.close(reading) }
    let pid: Int32
    do {
      defer { try? Descriptors.close(writing) }
      pid = try Cloning.fork {
        prepare()
        clinux_become_threads(plan, Int32(plan.count), writing.rawValue)
      }
    }
    var bytes: [UInt8] = []
    while let more = Descriptors.readUntilEnd(reading) { bytes += more }
    let numbers = bytes.withUnsafeBytes { Array($0.bindMemory(to: Int32.self)) }
    guard numbers.count == 2 * threads.count else {
      _ = try? OwnedProcess(pid: pid).reap()
      throw SystemError("start", .resourceTemporarilyUnavailable, subject: "a thread")
    }
    var ids = [Int32](repeating: 0, count: threads.count)
    for place in stride(from: 0, to: numbers.count, by: 2) {
      ids[Int(numbers[place])] = numbers[place + 1]
    }
    return (pid, ids)
  }
}
