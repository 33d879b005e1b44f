internal import BoxProtocol
package import BoxHost
package import SignalModel
package import Linux

/// The process of a box that is observed: PID 1, or the program that runs below it.
package final class ProbedProcess {
  /// The part that a program plays in its box.
  package enum Role: String, Sendable, CaseIterable {
    /// PID 1 of the PID namespace.
    case pid1
    /// An ordinary process, below a PID 1 that does nothing but reap.
    case ordinary
  }

  /// The box, where this process made it.
  let box: Box?
  let role: Role
  /// The process; valid while this object lives.
  package let process: ProcessDescriptor
  private let owner: OwnedProcess?
  /// Its pid in the box.
  package let pid: Int32
  /// PID 1 of its box.
  private let `init`: ProcessDescriptor
  private let running: RunningBox?
  private let isRootless: Bool

  /// PID 1 of a box.
  package init(pid1Of box: Box) {
    self.box = box
    role = .pid1
    process = box.process
    owner = nil
    running = nil
    pid = 1
    `init` = box.process
    isRootless = box.isRootless
  }

  /// PID 1 of a box that another process made, or another process of it.
  ///
  /// - Throws: ESRCH for a process that is not there.
  package init(_ pid: Int32 = 1, of running: RunningBox) throws(SystemError) {
    box = nil
    role = pid == 1 ? .pid1 : .ordinary
    `init` = running.process
    let member = pid == 1 ? nil : try running.find(pid)
    process = member.process ?? running.process
    owner = member
    self.running = running
    self.pid = pid
    isRootless = running.record.restrictions.isRootless
  }

  /// The program of a box, below its PID 1; nil when it has ended.
  package init?(programOf box: Box) {
    // The first process that PID 1 makes.
    let pid: Int32 = 2
    let program = ProcFiles.children(of: box.process.pid).first {
      ProcFiles.status(of: $0)?.pidsByNamespace.last == pid
    }
    guard let program, let owner = try? OwnedProcess(pid: program) else { return nil }
    self.box = box
    process = owner.process
    self.owner = consume owner
    running = nil
    self.pid = pid
    `init` = box.process
    isRootless = box.isRootless
    role = .ordinary
  }

  /// Sends it a signal.
  ///
  /// - Throws: ESRCH when it has ended.
  package func send(_ signal: Signal, from origin: Origin) throws(SystemError) {
    switch origin {
    case .inside:
      try `init`.sendFromInside(signal, to: pid, joiningUserNamespace: isRootless)
    case .host, .kernel, .fault: try process.send(signal)
    }
  }

  /// How it ended, where the event says that.
  func end(in event: Watch.Event) -> Termination? {
    switch event {
    case .ended(let termination): termination
    case .message(.programEnded(let termination)): termination
    default: nil
    }
  }
}
