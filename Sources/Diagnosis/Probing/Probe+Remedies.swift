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
    let orphan = report.orphans == .leavesZombies ? probe(with: .initInFront) : nil
    let remedies = report.stop?.stopsWell == false ? Self.remedies(start, report) : []
    if orphan != nil || !remedies.isEmpty { try tryThese(remedies, orphan: orphan, &report) }
  }

  private static func remedies(_ start: StartupOutcome, _ report: ProbeReport) -> [Remedy] {
    let exec = start.onlyChild.map { [Remedy.exec($0)] } ?? []
    // PID 1 drops what it neither catches nor waits for.
    let heard = start.target.caught.union(start.target.allAwaited)
    let signals = Signal.stopSignals.filter {
      heard.contains($0) && report.result($0, .host, .pid1) == nil
    }
    return exec + [.initInFront, .groupInitInFront] + signals.map { .stopSignal($0) }
  }

  /// Tries the remedies, and in `orphan` what PID 1 does when an orphan ends, at the same time.
  private func tryThese(
    _ remedies: [Remedy], orphan: Probe?, _ report: inout ProbeReport
  ) throws {
    let probes = remedies.compactMap { remedy in self.probe(with: remedy).map { (remedy, $0) } }
    let trace = try? SignalTrace(withProcesses: true)
    var outcomes: [Remedy: ProbeOutcome] = [:]
    let last = orphan == nil ? probes.count : probes.count + 1
    try WorkerPool.run(jobs, jobs: 0..<last) { job in
      do {
        if let orphan, job == probes.count { return try Trial(probe: orphan, role: .pid1).orphan() }
        let (remedy, probe) = probes[job]
        return try Trial(probe: probe, role: .pid1).send(probe.stopCase(with: remedy))
      } catch let failure as BoxFailure {
        // A program that is started in another way may never meet the condition for readiness.
        return .missed(failure.description)
      }
    } onResult: { job, result in
      switch result {
      case .observed(let outcome, _): outcomes[probes[job].0] = outcome
      case .orphans(let care, _): report.initReaps = care == .reaps
      case .missed: break
      }
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
