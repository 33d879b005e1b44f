package import SignalModel
internal import Linux
internal import SystemPackage

/// A known cause of the state of a process and its signals, which somebody else has made.
package struct SignalCause: Sendable {
  /// The signals whose effect it explains.
  package let signals: SignalSet
  /// A sentence without a full stop.
  package let text: String

  /// The causes that the state of a process shows.
  package static func all(of process: ProcessInspection) -> [SignalCause] {
    ignored(process.status.ignored, parent: process.parent) + stopped(by: process.stopSignal)
  }

  /// Why a process ignores signals.
  ///
  /// - Parameters:
  ///   - ignored: Its SigIgn.
  ///   - parent: Its parent; nil if that is not visible.
  /// - Returns: The causes; empty if it ignores none that has a known one.
  static func ignored(_ ignored: SignalSet, parent: Parent?) -> [SignalCause] {
    var causes: [SignalCause] = []
    // Python ignores PIPE and XFSZ by itself, and glibc's posix_spawn leaves 32 and 33 ignored.
    let others = SignalSet(["PIPE", "XFSZ", "32", "33"].compactMap { Signal(parsing: $0) })
    let interrupts = SignalSet([.int, .quit])
    if ignored.subtracting(others) == interrupts, let parent, parent.isShell || parent.adopts {
      let shell = parent.isShell ? "its parent \(parent.name)" : "a shell, which has ended,"
      causes.append(
        SignalCause(
          signals: interrupts,
          text: "INT and QUIT are ignored: \(shell) probably started it with &, and without job "
            + "control a shell lets such a job ignore them; a trap of a shell script cannot change "
            + "that"))
    }
    if ignored.contains(.hup) {
      causes.append(
        SignalCause(
          signals: SignalSet([.hup]),
          text: "HUP is ignored, as in a program that nohup(1) started"))
    }
    if ignored.contains(.chld) {
      causes.append(
        SignalCause(
          signals: SignalSet([.chld]),
          text: "CHLD is ignored: the kernel reaps its children, and wait(2) fails with ECHILD, so "
            + "their exit statuses are lost; programs that it executes inherit that"))
    }
    return causes
  }

  private static func stopped(by signal: Signal?) -> [SignalCause] {
    guard let signal else { return [] }
    let reasons = [
      "STOP": "kill -STOP or another program stopped it",
      "TSTP": "Ctrl-Z, or a program that sent TSTP, stopped it",
      "TTIN": "it read its terminal while it was in the background",
      "TTOU":
        "it changed the settings of its terminal, or wrote to it, while it was in the background",
    ]
    let reason = reasons[signal.name] ?? "somebody sent it"
    return [
      SignalCause(
        signals: .full, text: "it was stopped by \(signal.name): \(reason); CONT continues it")
    ]
  }

  /// The parent of a process.
  package struct Parent: Sendable {
    package let name: String
    /// Whether its executable is a shell.
    package let isShell: Bool
    /// Whether it gets the orphans: the process may have had another parent.
    package let adopts: Bool

    /// Reads the parent; nil if it is not visible.
    package init?(pid: Int32) {
      guard pid > 0, let status = ProcFiles.status(of: pid) else { return nil }
      name = status.name
      isShell = Shells.names.contains(ProcFiles.executable(of: pid)?.string ?? status.name)
      adopts = status.isNamespaceInit
    }

    init(name: String, isShell: Bool, adopts: Bool) {
      self.name = name
      self.isShell = isShell
      self.adopts = adopts
    }
  }
}
