internal import WorkerPool
internal import Observation
internal import BoxProtocol
internal import BoxHost
internal import SignalModel
internal import Linux
internal import SystemPackage

/// One box of a probe, in a worker.
///
/// Its results are sent to the process that probes.
struct Trial {
  let probe: Probe
  let role: ProbedProcess.Role

  /// Observes how the program starts.
  func start() throws -> StartupOutcome {
    try run { context in
      let began = Instant.now
      let start = try context.observer?.waitUntilSettled()
      let elapsed = start?.elapsed ?? Instant.now - began
      guard let ready = start?.status, let observer = context.observer else {
        let end = Verdict(try context.end())
        let left =
          role == .pid1 ? [] : Self.names(ProcFiles.children(of: context.box.process.pid))
        return StartupOutcome(
          role: role, state: .ended(end), elapsed: elapsed, target: Target(isInit: role == .pid1),
          name: "", executable: "", threads: 0, children: left)
      }
      let pid = observer.process.hostPid
      let target = ProcSnapshot(of: pid)?.target ?? Target(ready)
      return StartupOutcome(
        role: role, state: .init(observer.readiness, isStopped: target.state == .stopped),
        elapsed: elapsed, target: target, name: ready.name,
        executable: ProcFiles.executable(of: pid)?.string ?? ready.name, threads: ready.threads,
        children: try children(of: observer, named: ready.name),
        onlyChild: ChildProgram(onlyChildOf: pid), settling: start?.settling ?? .atOnce,
        childrenIgnoringChld: Self.names(ProcFiles.children(of: pid)) { $0.ignored.contains(.chld) }
      )
    }
  }

  /// Returns the last line that the program writes within 2 s, for a program that ends at its start.
  func lastLine() throws -> String {
    var pipe = try Pipe()
    try CurrentProcess.redirectStandardDescriptors(input: nil, output: pipe.writing)
    var probe = probe
    probe.readyCondition = nil
    return try Trial(probe: probe, role: role).run { context in
      try CurrentProcess.redirectStandardDescriptors(input: nil, output: nil)
      pipe.closeWriting()
      let deadline = Instant.now + .seconds(2)
      var output: [UInt8] = []
      var isOpen = true
      while isOpen, Instant.now < deadline {
        guard case .readable = try context.watch.next(until: deadline, also: [pipe.reading]) else {
          continue
        }
        guard let bytes = Descriptors.readUntilEnd(pipe.reading) else {
          isOpen = false
          continue
        }
        output = (output + bytes).suffix(1000)
      }
      let last = output.split(separator: UInt8(ascii: "\n")).last ?? []
      return String(decoding: last.prefix(500), as: UTF8.self)
    }
  }

  /// Sends the signal of a case and observes its effect.
  func send(_ probeCase: ProbeCase) throws -> TrialResult {
    try run { context in
      guard let observer = context.observer, try observer.waitUntilReady() != nil else {
        return .missed("\(try context.end())")
      }
      observer.followsFamily = probe.showsFates(probeCase)
      var result = try observer.send(SendStep(probeCase.signal, from: probeCase.origin))
      if result.mayChange { try observer.wait(probe.grace(for: probeCase), for: &result) }
      guard let observation = result.observation,
        let outcome = ProbeOutcome(probeCase, result, observation, observer.runEvents)
      else { return .missed("\(result.reason)") }
      return .observed(outcome, Evidence.Window(probeCase, observation, until: .now))
    }
  }

  /// Observes what PID 1 does when an orphan ends.
  func orphan() throws -> TrialResult {
    try run { context in
      guard let observer = context.observer, try observer.waitUntilReady() != nil else {
        return .orphans(.ends, after: .zero)
      }
      let (care, time) = try observer.careForOrphan(within: max(probe.grace, .seconds(2)))
      return .orphans(care, after: time)
    }
  }

  private func run<Output>(_ body: (TrialContext) throws -> Output) throws -> Output {
    do {
      return try TrialContext.run(
        probe.configuration, as: role, ready: probe.readyCondition, timeouts: probe.timeouts,
        entry: probe.entry, body)
    } catch let failure as BoxFailure {
      // Several programs may be compared.
      throw BoxFailure(status: failure.status, "\(probe.name): \(failure.description)")
    }
  }

  /// Returns the names of the program's children.
  ///
  /// If children come and go, there may be none at first, or one that is still a copy of its parent.
  private func children(of observer: Observer, named own: String) throws -> [String] {
    let deadline = Instant.now + probe.timeouts.child
    while true {
      let names = Self.names(ProcFiles.children(of: observer.process.hostPid))
      let mayFindMore = observer.readiness == .isRestless && !names.contains { $0 != own }
      guard mayFindMore, observer.termination == nil, Instant.now < deadline else { return names }
      try observer.wait(.milliseconds(1))
    }
  }

  private static func names(
    _ pids: [Int32], where isMeant: (ProcessStatus) -> Bool = { _ in true }
  ) -> [String] {
    pids.compactMap { ProcFiles.status(of: $0) }.filter { $0.isLive && isMeant($0) }.map(\.name)
  }
}
