internal import Observation
internal import BoxProtocol
internal import BoxHost
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// A box of an experiment, with its observer and its output.
final class ExperimentBox {
  struct Plan {
    var configuration: BoxConfiguration
    var function: LuaFunction?
    var arguments: [[UInt8]] = []
  }

  private struct Injection {
    let process: Box.InjectedProcess
    let output: OutputFile
    let began = Instant.now
  }

  let box: Box
  let observer: Observer
  let output: OutputFile
  private let process: ProbedProcess
  private let watch: Watch
  private let collector: OwnedProcess?
  private var injections: [Int64: Injection] = [:]
  private let began = Instant.now

  init(_ plan: Plan, _ host: ExperimentHost) throws {
    let output = try OutputFile()
    self.output = output
    watch = try Watch(passing: .empty)
    let box = try Box.launch(plan.configuration) { configuration, socket in
      try? CurrentProcess.redirectStandardDescriptors(input: nil, output: output.descriptor)
      host.becomeInit(configuration, socket, plan.function, plan.arguments)
    }
    self.box = box
    watch.attach(box, timeLimit: nil, isOrdinary: plan.configuration.isOrdinary)
    if let terminal = box.terminal {
      collector = try output.collect(from: terminal)
    } else {
      collector = nil
    }
    process =
      plan.configuration.isOrdinary
      ? ProbedProcess(programOf: box) ?? ProbedProcess(endedProgramOf: box)
      : ProbedProcess(pid1Of: box)
    let isScript = if case .script = plan.configuration.program { true } else { false }
    observer = Observer(process, watch, isScript: isScript)
  }

  /// The pid of the observed process in the namespace of the experiment.
  var pid: Int32 { process.hostPid }

  /// Waits for the end until `deadline`; returns it with the time since the start, or nil.
  func end(by deadline: Instant) throws -> (Termination, Duration)? {
    try observer.wait(max(deadline - .now, .zero))
    try observer.catchUp()
    return observer.termination.map { ($0, Instant.now - began) }
  }

  /// The output so far; complete if the process has ended.
  func written() throws -> [UInt8] {
    try observer.catchUp()
    // The terminal closes when the last process of the box ends; then the collector ends too.
    if let collector = collector.process, observer.termination != nil, pid == box.process.pid {
      _ = Polling.wait(for: [collector.descriptor], until: .now + .seconds(10))
    }
    return try output.bytes
  }

  /// Sends a signal without waiting for its effect.
  func send(_ signal: Signal, from origin: Origin, to pid: Int32?) throws {
    observer.look(withAwaited: true)
    guard let pid, pid != process.pidInBox else {
      return try process.send(signal, from: origin)
    }
    switch origin {
    case .inside:
      try box.process.sendFromInside(
        signal, to: pid, joiningUserNamespace: box.restrictions.hasUserNamespace)
    case .host, .kernel, .notification, .fault:
      guard let member = try box.process.member(pid) else {
        throw SystemError("find", .noSuchProcess, subject: "process \(pid) in the box")
      }
      try member.process.send(signal)
    }
  }

  /// Starts another process in the box, known by `number`.
  func enter(_ number: Int64, _ program: () -> Never) throws {
    let output = try OutputFile()
    let process = try box.enter(output: output.descriptor, program)
    injections[number] = Injection(process: process, output: output)
  }

  /// Waits until `deadline` for the end of a process that `enter` started; nil if it still runs.
  func injectedEnd(
    _ number: Int64, by deadline: Instant
  ) throws -> (termination: Termination, output: [UInt8], elapsed: Duration)? {
    guard let injection = injections[number] else {
      throw LuaError("this process has already been waited for")
    }
    while true {
      let soon = min(deadline, .now + .milliseconds(20))
      let hasEnded = !Polling.wait(for: [injection.process.ending], until: soon).isEmpty
      // Otherwise the messages of the box would fill the channel.
      try observer.catchUp()
      if hasEnded { break }
      if Instant.now >= deadline { return nil }
    }
    injections[number] = nil
    let termination = try injection.process.end()
    return (termination, try injection.output.bytes, Instant.now - injection.began)
  }

  func close() throws {
    box.kill()
    // PID 1 ends after every other process of its namespace has been reaped.
    _ = try watch.end()
    for injection in injections.values { injection.process.forget() }
    injections = [:]
    if let collector = collector.process {
      try? collector.send(.kill)
      _ = try collector.reap()
    }
  }
}
