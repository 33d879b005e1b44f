package import SignalModel
internal import SystemPackage

extension Target {
  /// Reads everything that decides what a signal does to a running process.
  ///
  /// - Parameters:
  ///   - status: The status of the thread that is signalled: the main thread, if the PID is.
  ///   - threads: The statuses of all threads of the process.
  package init(inspecting status: ProcessStatus, threads: [ProcessStatus]) {
    self.init(status, threads: threads)
    let process = status.process
    _ = addAwaited(by: threads.map(\.thread), of: process, signalled: status.thread)
    isGroupOrphaned = ProcFiles.isGroupOrphaned(of: process)
    isMachineInit =
      process == 1
      && ProcFiles.processNamespace(of: CurrentProcess.pid) == ProcFiles.machinesNamespace
    hold = ProcFiles.hold(of: status)
    learnKernel()
  }

  /// Adds the signals for which threads of the process wait in sigtimedwait(2).
  ///
  /// - Parameters:
  ///   - threads: The ids of its threads.
  ///   - process: The process.
  ///   - signalled: The thread that is signalled.
  /// - Returns: The signals by waiting thread; nil if the caller is not permitted to read them.
  package mutating func addAwaited(
    by threads: [Int32], of process: Int32, signalled: Int32
  ) -> [Int32: SignalSet]? {
    var waiters: [Int32: SignalSet] = [:]
    for thread in threads {
      guard let signals = ProcFiles.awaitedSignals(by: thread, of: process) else { return nil }
      guard !signals.isEmpty else { continue }
      waiters[thread] = signals
      if thread == signalled {
        awaited = awaited.union(signals)
      } else {
        otherAwaited = otherAwaited.union(signals)
      }
    }
    return waiters
  }

  /// Finds out how the running kernel behaves, if that decides what a signal does.
  package mutating func learnKernel() {
    if isInit, !blocked.subtracting(blockedByAll).isEmpty { kernel = .running }
  }
}

extension ProcFiles {
  /// Reads what keeps a process from taking signals.
  ///
  /// - Parameter status: The status of the thread that is signalled.
  /// - Returns: What does; nil if nothing does, or the caller may not know it.
  static func hold(of status: ProcessStatus) -> Target.Hold? {
    if let frozen = freezer(of: status.process) { return frozen }
    return status.state == .uninterruptible && isCloning(status) ? .vfork : nil
  }

  /// Reads whether the control group of a process is frozen.
  ///
  /// - Parameter pid: The process.
  /// - Returns: How it is frozen; nil if it is not, or the caller may not know it.
  package static func freezer(of pid: Int32) -> Target.Hold? {
    let groups = ControlGroupMembership(of: pid)
    func text(_ directory: FilePath?, _ file: FilePath.Component) -> String {
      let bytes = directory.flatMap { try? FileContents.read($0.appending(file)) }
      return String(decoding: bytes ?? [], as: UTF8.self)
    }
    if text(groups.v1("freezer"), "freezer.state") == "FROZEN\n" { return .frozenV1 }
    return text(groups.v2, "cgroup.events").contains("frozen 1\n") ? .frozen : nil
  }

  /// Whether a thread is in a call that makes a process: clone(2), vfork(2) or clone3(2).
  private static func isCloning(_ status: ProcessStatus) -> Bool {
    #if arch(x86_64)
    let numbers = ["56", "58", "435"]
    #else
    let numbers = ["220", "435"]
    #endif
    return systemCall(of: status.thread, in: status.process)?.first.map {
      numbers.contains(String($0))
    } ?? false
  }
}
