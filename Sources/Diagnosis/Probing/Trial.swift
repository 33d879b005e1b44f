package import WorkerPool
package import Observation
internal import BoxProtocol
package import BoxHost
internal import SignalModel
internal import Linux
internal import SystemPackage

/// One box of a probe, from its making to its end, in a copy of sigbox.
package struct Trial {
  let probe: Probe
  let role: ProbedProcess.Role

  /// Plans a box.
  package init(probe: Probe, role: ProbedProcess.Role) {
    self.probe = probe
    self.role = role
  }

  /// A box in which something is tried.
  package struct TrialContext {
    package let box: Box
    package let watch: Watch
    /// Nil for a program that has ended already, and is not PID 1.
    package let observer: Observer?

    /// Waits for the end of the program.
    func end() throws -> Termination {
      if let end = observer?.termination { return end }
      while true {
        switch try watch.next() {
        case .message(.programEnded(let end)), .ended(let end): return end
        case .message, .readable, .time: continue
        }
      }
    }
  }

  /// Makes a box and tries something in it; what fails is told in the field `failure`.
  package func run(_ body: (TrialContext, inout Fields) throws -> Void) -> [UInt8] {
    var fields = Fields()
    do {
      var configuration = probe.configuration
      configuration.reportsEvents = true
      configuration.isOrdinary = role == .ordinary
      let watch = try Watch()
      let box = try Box.launch(configuration, entry: probe.entry)
      watch.attach(box, timeLimit: nil)
      defer { _ = try? watch.end() }
      let subject = role == .pid1 ? ProbedProcess(pid1Of: box) : ProbedProcess(programOf: box)
      let observer = subject.map {
        Observer($0, watch, isScript: probe.isScript, timeouts: probe.timeouts)
      }
      try body(TrialContext(box: box, watch: watch, observer: observer), &fields)
    } catch let failure as BoxFailure {
      fields["failure"] = failure.description
      fields[number: "status"] = Int64(failure.status)
    } catch {
      fields["failure"] = "\(error)"
      fields[number: "status"] = 125
    }
    return fields.bytes
  }

  /// How the program begins.
  func start() -> [UInt8] {
    run { context, fields in
      let began = Instant.now
      let ready = try context.observer?.waitUntilReady()
      fields[number: "elapsed"] = (Instant.now - began).nanoseconds
      guard let ready, let observer = context.observer else {
        fields.verdict = Verdict(try context.end())
        fields[list: "children"] =
          role == .pid1 ? [] : Self.names(ProcFiles.children(of: context.box.process.pid))
        return
      }
      let pid = observer.process.pid
      fields["name"] = ready.name
      fields["executable"] = ProcFiles.executable(of: pid)?.string
      fields[number: "threads"] = Int64(ready.threads)
      fields["readiness"] = observer.readiness.rawValue
      fields.target = ProcSnapshot(of: pid)?.target ?? Target(ready)
      fields[list: "children"] = try children(of: observer, named: ready.name)
    }
  }

  /// The last line that a program writes that ends before it is ready.
  func listen() -> [UInt8] {
    guard var pipe = try? Pipe(),
      (try? CurrentProcess.redirectStandardDescriptors(input: nil, output: pipe.writing)) != nil
    else { return [] }
    return run { context, fields in
      try CurrentProcess.redirectStandardDescriptors(input: nil, output: nil)
      pipe.closeWriting()
      let deadline = Instant.now + .seconds(2)
      var words: [UInt8] = []
      var isOpen = true
      while isOpen, Instant.now < deadline {
        guard case .readable = try context.watch.next(until: deadline, also: [pipe.reading]) else {
          continue
        }
        guard let bytes = Descriptors.readUntilEnd(pipe.reading) else {
          isOpen = false
          continue
        }
        words = (words + bytes).suffix(1000)
      }
      let last = words.split(separator: UInt8(ascii: "\n")).last ?? []
      fields["words"] = String(decoding: last.prefix(500), as: UTF8.self)
    }
  }

  /// The names of the children that a program is seen with.
  ///
  /// Where they come and go, a look may find none, or one that is still a copy of its parent.
  private func children(of observer: Observer, named own: String) throws -> [String] {
    let deadline = Instant.now + probe.timeouts.child
    while true {
      let names = Self.names(ProcFiles.children(of: observer.process.pid))
      let mayFindMore = observer.readiness == .isRestless && !names.contains { $0 != own }
      guard mayFindMore, observer.termination == nil, Instant.now < deadline else { return names }
      try observer.wait(.milliseconds(1))
    }
  }

  private static func names(_ pids: [Int32]) -> [String] {
    pids.compactMap { ProcFiles.status(of: $0) }.filter(\.isLive).map(\.name)
  }

  /// What a signal does.
  func send(_ cell: ProbeCase) -> [UInt8] {
    run { context, fields in
      guard let observer = context.observer, try observer.waitUntilReady() != nil else {
        fields["missed"] = "\(try context.end())"
        return
      }
      let step = SendStep(cell.signal, from: cell.origin)
      var result = try observer.send(step)
      guard var seen = result.observation else {
        fields["missed"] = result.reason
        return
      }
      if result.verdict == .handled {
        let begin = Instant.now
        try observer.wait(probe.grace(for: cell))
        seen.elapsed += Instant.now - begin
        if let end = observer.termination { result.verdict = Verdict(end) }
      }
      fields.target = seen.target
      fields.verdict = result.verdict
      fields[number: "elapsed"] = seen.elapsed.nanoseconds
      fields[number: "before"] = Int64(seen.family.count)
      fields[number: "after"] = Int64(seen.survivors)
      fields[list: "tasks"] = ([seen.process] + seen.threads).map(String.init)
      fields[list: "family"] = seen.family.map(String.init)
      fields[number: "from"] = seen.sending.lowerBound.nanoseconds
      fields[number: "to"] = seen.sending.upperBound.nanoseconds
      fields[number: "until"] = Instant.now.nanoseconds
    }
  }

  /// What PID 1 does with an orphan that ends.
  func orphan() -> [UInt8] {
    run { context, fields in
      guard let observer = context.observer, try observer.waitUntilReady() != nil else {
        fields["care"] = OrphanCare.ends.rawValue
        return
      }
      fields["care"] = try observer.careForOrphan().rawValue
    }
  }
}

extension ProbeCase {
  /// Whether containers are stopped by such a signal, so that it is worth to wait for the end.
  var isStop: Bool { Signal.stopSignals.contains(signal) }
}

extension Signal {
  /// The signals that images name as their STOPSIGNAL, TERM first.
  static let stopSignals: [Signal] = [
    "TERM", "INT", "QUIT", "HUP", "USR1", "USR2", "WINCH", "RTMIN+3",
  ]
  .compactMap { Signal(parsing: $0) }
}
