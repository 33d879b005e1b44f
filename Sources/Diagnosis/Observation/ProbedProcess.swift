internal import BoxProtocol
package import BoxHost
package import SignalModel
package import Linux
internal import SystemPackage

/// The process of a box that is observed: PID 1, or the program that runs below it.
package final class ProbedProcess {
  package enum Role: String, Codable, Sendable, CaseIterable {
    /// PID 1 of the PID namespace.
    case pid1
    /// An ordinary process below a minimal PID 1, which only reaps.
    case ordinary
  }

  /// The box, if this process made it.
  let box: Box?
  let role: Role
  /// The process; valid while this object exists.
  package let descriptor: ProcessDescriptor
  private let owner: OwnedProcess?
  package let pidInBox: Int32
  /// PID 1 of its box.
  private let pid1: ProcessDescriptor
  private let running: RunningBox?
  private let hasUserNamespace: Bool
  /// Whether it had ended before it could be opened.
  private let isGone: Bool

  /// The pid as the caller's namespace numbers it; -1, which no process has, if it was gone.
  package var hostPid: Int32 { isGone ? -1 : descriptor.pid }

  /// PID 1 of a box that this process made.
  package convenience init(pid1Of box: Box) {
    self.init(of: box, as: .pid1, pidInBox: 1, isGone: false)
  }

  /// A process of a box for which the descriptor of PID 1 stands.
  private init(of box: Box, as role: Role, pidInBox: Int32, isGone: Bool) {
    self.box = box
    self.role = role
    descriptor = box.process
    owner = nil
    running = nil
    self.pidInBox = pidInBox
    pid1 = box.process
    hasUserNamespace = box.restrictions.hasUserNamespace
    self.isGone = isGone
  }

  /// A process of a box that another process made.
  ///
  /// - Parameters:
  ///   - pidInBox: The process, as the box numbers it.
  ///   - running: The box.
  /// - Throws: ESRCH if there is no such process.
  package init(_ pidInBox: Int32 = 1, of running: RunningBox) throws(SystemError) {
    box = nil
    role = pidInBox == 1 ? .pid1 : .ordinary
    pid1 = running.process
    let member = pidInBox == 1 ? nil : try running.find(pidInBox)
    descriptor = member.process ?? running.process
    owner = member
    self.running = running
    self.pidInBox = pidInBox
    hasUserNamespace = running.record.restrictions.hasUserNamespace
    isGone = false
  }

  /// The program of a box, below its PID 1; nil if it has ended.
  package init?(programOf box: Box) {
    // PID 1 makes it first.
    let pidInBox: Int32 = 2
    let program = ProcFiles.children(of: box.process.pid).first {
      ProcFiles.status(of: $0)?.pidsByNamespace.last == pidInBox
    }
    guard let program, let owner = try? OwnedProcess(pid: program) else { return nil }
    self.box = box
    descriptor = owner.process
    self.owner = consume owner
    running = nil
    self.pidInBox = pidInBox
    pid1 = box.process
    hasUserNamespace = box.restrictions.hasUserNamespace
    role = .ordinary
    isGone = false
  }

  /// The program of a box, below its PID 1, that has ended before it was found.
  ///
  /// PID 1 reports how it ended.
  package convenience init(endedProgramOf box: Box) {
    self.init(of: box, as: .ordinary, pidInBox: 2, isGone: true)
  }

  /// Sends it a signal.
  ///
  /// - Throws: ESRCH if it has ended, EPERM.
  package func send(_ signal: Signal, from origin: Origin) throws(SystemError) {
    guard !isGone else {
      throw SystemError("signal", .noSuchProcess, subject: "process \(pidInBox) in the box")
    }
    switch origin {
    case .inside:
      try pid1.sendFromInside(signal, to: pidInBox, joiningUserNamespace: hasUserNamespace)
    case .host, .kernel, .notification, .fault: try descriptor.send(signal)
    }
  }

  /// How it ended, if the event reports that.
  ///
  /// The end of a process below PID 1 is what PID 1 says, if the kernel says that it has ended.
  func end(in event: Watch.Event) -> Termination? {
    switch event {
    case .ended(let termination): termination
    case .message(.programEnded(let termination)) where role == .ordinary && hasEnded: termination
    default: nil
    }
  }

  private var hasEnded: Bool {
    isGone || !Polling.wait(for: [descriptor.descriptor], until: .now).isEmpty
  }
}
