internal import WorkerPool
internal import BoxHost
internal import BoxProtocol
internal import Linux
internal import Observation
internal import SignalModel

extension Probe {
  /// Tries what may help a program that does not stop well, or leaves zombies, in further boxes.
  ///
  /// What helps is for ``ProbeReport/findings`` to say; what was not tried is never advised.
  func tryRemedies(_ report: inout ProbeReport) throws {
    guard let start = report.starts[.pid1], start.isReady else { return }
    if report.orphans == .leavesZombies, let probe = probe(with: .initInFront) {
      try WorkerPool.run(1, jobs: [0]) { _ in
        try Trial(probe: probe, role: .pid1).orphan()
      } onResult: { _, result in
        if case .orphans(.reaps, _) = result { report.initReaps = true }
      }
    }
    guard report.stop?.stopsWell == false else { return }
    try tryThese(Self.remedies(start, report), &report)
  }

  private static func remedies(_ start: StartupOutcome, _ report: ProbeReport) -> [Remedy] {
    let exec = start.onlyChild.map { [Remedy.exec($0)] } ?? []
    // PID 1 drops what it neither catches nor waits for.
    let heard = start.target.caught.union(start.target.awaited).union(start.target.otherAwaited)
    let signals = Signal.stopSignals.filter {
      heard.contains($0) && report.result($0, .host, .pid1) == nil
    }
    return exec + [.initInFront, .groupInitInFront] + signals.map { .stopSignal($0) }
  }

  private func tryThese(_ remedies: [Remedy], _ report: inout ProbeReport) throws {
    let probes = remedies.compactMap { remedy in self.probe(with: remedy).map { (remedy, $0) } }
    let trace = try? SignalTrace(withProcesses: true)
    var outcomes: [Remedy: ProbeOutcome] = [:]
    try WorkerPool.run(jobs, jobs: probes.indices) { job in
      let (remedy, probe) = probes[job]
      do {
        return try Trial(probe: probe, role: .pid1).send(probe.stopCase(with: remedy))
      } catch let failure as BoxFailure {
        // A program that is started in another way may never meet the condition for readiness.
        return .missed(failure.description)
      }
    } onResult: { job, result in
      if case .observed(let outcome, _) = result { outcomes[probes[job].0] = outcome }
    }
    let record = trace.record()
    for (remedy, _) in probes {
      var outcome = outcomes[remedy]
      if let record { outcome?.events?.add(record) }
      report.remedies.append(.init(remedy: remedy, outcome: outcome))
    }
  }

  /// The signal that is sent to see whether a remedy helps.
  private func stopCase(with remedy: Remedy) -> ProbeCase {
    if case .stopSignal(let signal) = remedy { return ProbeCase(signal, from: .host, to: .pid1) }
    return ProbeCase(stopSignal, from: .host, to: .pid1)
  }

  /// The probe of the changed program; nil if the change is not possible.
  private func probe(with remedy: Remedy) -> Probe? {
    var probe = self
    switch remedy {
    case .stopSignal: break
    case .exec(let child): child.replace(programOf: &probe.configuration)
    case .initInFront, .groupInitInFront:
      guard case .command(let words) = configuration.program,
        let program = initInFront?(remedy == .groupInitInFront ? ["-g", "--"] : ["--"], words)
      else { return nil }
      probe.configuration.program = program
    }
    return probe
  }
}
