internal import Sandbox
internal import SignalModel
internal import Linux
internal import SystemPackage

/// The caller's side of a command that was sent into a box.
///
/// The processes of the box may stop, trace, starve or kill the command at any time, before execve,
/// too. No wait is without the caller's signals, and the start has a deadline.
final class ExecSession {
  private let companion: Companion
  private let name: String
  private let signals: FileDescriptor
  private let streams: RelayedStreams?
  private var child: OwnedProcess?
  private var master: OwnedDescriptor?
  private var relay: TerminalRelay?

  /// How long the box may hold up the start of a command.
  private static let patience = Duration.seconds(4)

  init(
    _ companion: Companion, _ name: String, _ signals: FileDescriptor, _ streams: RelayedStreams?
  ) {
    self.companion = companion
    self.name = name
    self.signals = signals
    self.streams = streams
  }

  /// Runs the command to its end.
  ///
  /// - Throws: ``BoxFailure``; nothing of the command is left.
  func run() throws -> Termination {
    do {
      if let end = try start() { return end }
      return try wait()
    } catch {
      // Its companion kills it as well, once the caller has ended.
      companion.wake()
      if let child = child.process {
        try? child.send(.kill)
        // Without its companion it is the caller's child: nobody else might reap it.
        _ = Polling.wait(for: [child.descriptor], until: .now + .seconds(1))
      }
      throw error
    }
  }

  /// Waits until the command runs; returns its end if it ended before, or the caller was asked to end.
  private func start() throws -> Termination? {
    let deadline = Instant.now + Self.patience
    while true {
      let ready = Polling.wait(
        for: [signals, companion.descriptor], until: min(deadline, .now + .milliseconds(20)))
      if ready.contains(companion.descriptor) {
        switch companion.receive() {
        case .started: return nil
        case .ended(let termination): return termination
        case .failed(let failure): throw failure
        case .terminal: master = try companion.receiveDescriptor()
        case .process:
          child = OwnedProcess(adopting: try companion.receiveDescriptor())
        case nil: throw BoxFailure(status: 125, "the companion of the command was killed")
        }
        continue
      }
      while let signal = try SignalDescriptor.next(from: signals)?.signal {
        guard Watch.ending.contains(signal) else { continue }
        try? child.process?.send(.kill)
        return .killed(signal, core: false)
      }
      companion.wake()
      child.process?.continueIfStopped()
      if Instant.now >= deadline {
        throw SystemError(
          "run the command in", .timedOut, subject: name,
          remedy: "the processes of the box hold it up")
      }
    }
  }

  /// Waits for the end of the command, and passes on signals, input and output.
  private func wait() throws -> Termination {
    guard let child = child.process else { throw BoxFailure(status: 125, "no command was started") }
    let terminal = master.descriptor
    relay = try terminal.map { try TerminalRelay($0) }
    defer { relay?.finish() }
    var limit: Instant?
    while true {
      let sources = [signals, companion.descriptor] + (limit == nil ? [child.descriptor] : [])
      let ready = Polling.wait(
        for: sources + (relay?.descriptors ?? streams?.descriptors ?? []),
        writable: streams?.writable ?? [],
        until: [limit, relay?.deadline, streams?.deadline].compactMap { $0 }.min())
      Watch.passOn(signals, terminal) { try pass($0, to: child) }
      try relay?.relay(ready)
      streams?.relay(ready)
      if ready.contains(companion.descriptor) {
        guard case .ended(let termination)? = companion.receive() else {
          throw BoxFailure(
            status: 125, "the exit status of the command is unknown: its companion was killed")
        }
        try relay?.passRest()
        try streams?.finish()
        return termination
      }
      if ready.contains(child.descriptor) {
        // Its end comes from the companion, which may have been stopped.
        limit = .now + .seconds(2)
        companion.wake()
      }
      if let limit, limit <= .now {
        throw BoxFailure(
          status: 125, "the exit status of the command is unknown: its companion does not answer")
      }
    }
  }

  /// Sends the command a signal of the caller.
  ///
  /// A command that the box has stopped or traces would not take it.
  private func pass(_ signal: Signal, to child: ProcessDescriptor) throws(SystemError) {
    try child.send(signal)
    guard Watch.ending.contains(signal) else { return }
    if ProcFiles.status(of: child.pid)?.state == .traced { return try child.send(.kill) }
    child.continueIfStopped()
  }
}
