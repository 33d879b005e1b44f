internal import WorkerPool
package import BoxProtocol
package import BoxHost
package import SignalModel
package import Linux

/// A box with an observed program, as one trial uses it.
package struct TrialContext {
  package let box: Box
  package let watch: Watch
  /// Observes the program; nil if it is an ordinary process and has already ended.
  package let observer: Observer?

  /// Makes a box, runs `body` with it, and ends the box.
  ///
  /// - Parameters:
  ///   - configuration: What runs in the box.
  ///   - role: Whether the program is PID 1.
  ///   - condition: What has to be so before the program counts as ready; nil for nothing.
  ///   - timeouts: How long the observer waits.
  ///   - entry: What the init of the box runs.
  ///   - body: Uses the box.
  /// - Returns: What `body` returns.
  /// - Throws: ``WorkerFailure`` if the box cannot be made; what `body` throws.
  package static func run<Output>(
    _ configuration: BoxConfiguration, as role: ProbedProcess.Role,
    ready condition: ReadyCondition? = nil,
    timeouts: Observer.Timeouts = .thorough,
    entry: (BoxConfiguration, consuming MessageSocket) -> Never,
    _ body: (TrialContext) throws -> Output
  ) throws -> Output {
    var configuration = configuration
    configuration.reportsEvents = true
    configuration.isOrdinary = role == .ordinary
    configuration.awaitedText = condition?.text
    let watch = try Watch()
    defer { watch.close() }
    let box: Box
    do {
      box = try Box.launch(configuration, entry: entry)
    } catch {
      throw WorkerFailure(status: error.status, description: error.description)
    }
    watch.attach(box, timeLimit: nil, isOrdinary: role == .ordinary)
    defer { _ = try? watch.end() }
    let process = role == .pid1 ? ProbedProcess(pid1Of: box) : ProbedProcess(programOf: box)
    let isScript = if case .script = configuration.program { true } else { false }
    let observer = process.map {
      Observer($0, watch, isScript: isScript, ready: condition, timeouts: timeouts)
    }
    return try body(TrialContext(box: box, watch: watch, observer: observer))
  }

  /// Waits until the program ends.
  package func end() throws -> Termination {
    if let end = observer?.termination { return end }
    while true {
      switch try watch.next() {
      // The channel lets only a PID 1 that is sigbox itself say this.
      case .message(.programEnded(let end)), .ended(let end): return end
      case .message, .readable, .time: continue
      }
    }
  }
}
