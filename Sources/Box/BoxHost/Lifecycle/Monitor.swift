package import BoxProtocol
internal import SignalModel
package import Linux
internal import SystemPackage

/// A background process that makes and supervises one box.
///
/// There is no daemon. Each box has its own monitor, and the two end together.
package struct Monitor {
  package struct Plan: Sendable {
    package var configuration: BoxConfiguration
    /// The part of the record that is known before the box runs.
    package var record: BoxRecord
    /// How long the box may run; nil for no limit.
    package var timeLimit: Duration?
    /// Whether a caller that attaches can send input.
    package var hasInput = false
    /// Whether the record and log are removed when the box ends.
    package var removesItself = false

    package init(_ configuration: BoxConfiguration, _ record: BoxRecord) {
      self.configuration = configuration
      self.record = record
    }
  }

  private let plan: Plan
  private let claim: NameReservation

  /// Makes a box in the background.
  ///
  /// - Parameters:
  ///   - plan: The box.
  ///   - registry: Where the name is reserved.
  ///   - entry: What the box's init runs.
  /// - Throws: ``BoxFailure``; nothing of the box is left.
  package static func start(
    _ plan: Plan, in registry: BoxRegistry,
    entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) throws(BoxFailure) {
    do {
      let monitor = Monitor(plan: plan, claim: try registry.claim(plan.record.name))
      let sockets = try MessageSocketPair()
      let childEnd = sockets.childEnd
      let process = try OwnedProcess(
        pid: Cloning.fork { monitor.run(reportingTo: MessageSocket(owning: childEnd), entry) })
      let socket = sockets.parentEnd()
      // A monitor that was stopped could not report.
      while Polling.wait(for: [socket.descriptor], until: .now + .milliseconds(100)).isEmpty {
        process.process.continueIfStopped()
      }
      switch socket.receive().flatMap({ InitMessage(decoding: $0) }) {
      case .started: return
      case .failed(let status, let reason): throw BoxFailure(status: status, reason)
      case .waiting, .began, .terminal, .programEnded, .extensionData, nil:
        throw BoxFailure(
          status: 125, "the monitor of the box was killed: look for out-of-memory kills")
      }
    } catch {
      throw BoxFailure(error)
    }
  }

  private func run(
    reportingTo socket: consuming MessageSocket,
    _ entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) -> Never {
    var caller: MessageSocket? = consume socket
    do {
      try supervise(&caller, entry)
    } catch {
      claim.abandon()
      let failure = BoxFailure(error)
      _ = caller?.send(
        InitMessage.failed(status: failure.status, reason: failure.description).encoded)
      CurrentProcess.exit(125)
    }
    CurrentProcess.exit(0)
  }

  /// Makes the box and watches over it to its end.
  private func supervise(
    _ caller: inout MessageSocket?,
    _ entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) throws {
    try CurrentProcess.startSession()
    CurrentProcess.closeDescriptors(
      but: claim.descriptors + [caller.descriptor].compactMap { $0 })
    var output = try Pipe()
    let input = plan.hasInput ? try claim.directory.makeInput() : nil
    try CurrentProcess.redirectStandardDescriptors(input: input.descriptor, output: output.writing)
    // Before the box has a record, so that a box with a record has a log.
    let log = try Log(claim.directory)
    let watch = try Watch()
    let box = try Box.launch(plan.configuration, entry: entry)
    watch.attach(box, timeLimit: plan.timeLimit)
    // Only the box has the writing end now: the output ends with its last process.
    try CurrentProcess.redirectStandardDescriptors(input: nil, output: nil)
    output.closeWriting()
    _ = try claim.begin(plan.record, box, plan.configuration, hasLog: true)
    // If the caller was killed meanwhile, nobody knows of the box.
    if caller?.send(InitMessage.started.encoded) != true { box.kill() }
    caller = nil
    do {
      try watchOver(box, watch, log, output.reading, input.descriptor)
    } catch {
      // The box has a record now: whatever failed, it ends, and that is recorded.
      if let termination = try? watch.end() { end(termination, box, watch) }
    }
    // The watch lets go of the box before the rest of its output is read.
    withExtendedLifetime(box) {}
  }

  private func end(_ termination: Termination, _ box: Box, _ watch: Watch) {
    claim.end(
      termination, timeWasOver: watch.timeIsOver, box.outOfMemoryKills,
      removing: plan.removesItself)
  }

  private func watchOver(
    _ box: Box, _ watch: Watch, _ log: consuming Log, _ pipe: FileDescriptor,
    _ input: FileDescriptor?
  ) throws {
    let terminal = box.terminal
    let output = terminal ?? pipe
    var log = log
    var sources = [output]
    // Without a terminal, PID 1 reads the input pipe itself.
    var typed = try terminal.map { try InputQueue(to: $0) }
    func keep() {
      guard let bytes = Descriptors.readUntilEnd(output) else { return sources = [] }
      log.append(bytes)
    }
    while true {
      typed?.flush()
      let isFull = typed?.isFull == true
      let inputs = isFull || terminal == nil ? [] : [input].compactMap { $0 }
      let event = try watch.next(
        until: isFull ? .now + InputQueue.retryInterval : nil, also: sources + inputs)
      switch event {
      case .readable(let descriptors):
        if descriptors.contains(output) { keep() }
        if let input, descriptors.contains(input) { typed?.add(try Descriptors.read(input)) }
      case .ended(let termination):
        while !sources.isEmpty, !Polling.wait(for: sources, until: .now).isEmpty { keep() }
        return end(termination, box, watch)
      case .message, .time: break
      }
    }
  }
}
