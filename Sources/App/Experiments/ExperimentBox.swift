internal import Sandbox
internal import Observation
internal import BoxProtocol
internal import BoxHost
internal import LuaBridge
internal import Probing
internal import SignalModel
internal import Linux
internal import SystemPackage

/// A box of an experiment, from its making to its end.
final class ExperimentBox {
  /// What is asked for.
  struct Plan {
    var configuration: BoxConfiguration
    var function: LuaFunction?
    var arguments: [[UInt8]] = []
  }

  private struct Visit {
    let visitor: Box.InjectedProcess
    let output: OutputFile
    let began = Instant.now
  }

  let box: Box
  let observer: Observer
  let output: OutputFile
  private let subject: ProbedProcess
  private let watch: Watch
  private let collector: OwnedProcess?
  private let confinement: Confinement
  private var visitors: [Int64: Visit] = [:]
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
    watch.attach(box, timeLimit: nil)
    if let terminal = box.terminal {
      collector = try output.collect(from: terminal)
    } else {
      collector = nil
    }
    confinement = Confinement(plan.configuration.restrictions())
    let ordinary = plan.configuration.isOrdinary ? ProbedProcess(programOf: box) : nil
    subject = ordinary ?? ProbedProcess(pid1Of: box)
    let isScript = if case .script = plan.configuration.program { true } else { false }
    observer = Observer(subject, watch, isScript: isScript)
  }

  /// The pid of what is observed, as the experiment numbers it.
  var pid: Int32 { subject.process.pid }

  /// How it ended, once it has, and after how long.
  func end(by deadline: Instant) throws -> (Termination, Duration)? {
    try observer.wait(max(deadline - .now, .zero))
    try observer.catchUp()
    return observer.termination.map { ($0, Instant.now - began) }
  }

  /// What it has written so far; all of it once it has ended.
  func written() throws -> [UInt8] {
    try observer.catchUp()
    // The terminal closes with the last process of the box, and then all of it is collected.
    if let collector = collector.process, observer.termination != nil, pid == box.process.pid {
      _ = Polling.wait(for: [collector.descriptor], until: .now + .seconds(10))
    }
    return try output.bytes
  }

  /// Sends a signal and does not wait.
  func send(_ signal: Signal, from origin: Origin, to pid: Int32?) throws {
    guard let pid, pid != subject.pid else {
      return try subject.send(signal, from: origin)
    }
    switch origin {
    case .inside:
      try box.process.sendFromInside(signal, to: pid, joiningUserNamespace: box.isRootless)
    case .host, .kernel, .fault:
      guard let member = try box.process.member(pid) else {
        throw SystemError("find", .noSuchProcess, subject: "process \(pid) in the box")
      }
      try member.process.send(signal)
    }
  }

  /// Sends a further process in, under a number.
  func enter(_ number: Int64, _ program: () -> Never) throws {
    let output = try OutputFile()
    let visitor = try box.enter(confinement, output: output.descriptor, program)
    visitors[number] = Visit(visitor: visitor, output: output)
  }

  /// How a process that was sent in has ended; nil while it runs.
  func visitorEnd(
    _ number: Int64, by deadline: Instant
  ) throws -> (termination: Termination, output: [UInt8], elapsed: Duration)? {
    guard let visit = visitors[number] else { throw LuaError("that was waited for already") }
    while true {
      let soon = min(deadline, .now + .milliseconds(20))
      let hasEnded = !Polling.wait(for: [visit.visitor.ending], until: soon).isEmpty
      // What the box says meanwhile is not to fill the channel.
      try observer.catchUp()
      if hasEnded { break }
      if Instant.now >= deadline { return nil }
    }
    visitors[number] = nil
    let termination = try visit.visitor.end()
    return (termination, try visit.output.bytes, Instant.now - visit.began)
  }

  func close() throws {
    box.kill()
    // PID 1 ends after all others of its namespace are reaped, visitors by their companions.
    _ = try watch.end()
    for visit in visitors.values { visit.visitor.forget() }
    visitors = [:]
    if let collector = collector.process {
      try? collector.send(.kill)
      _ = try collector.reap()
    }
  }
}
