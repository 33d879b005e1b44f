package import SignalModel

/// A status that says how a process ended, its possible causes, and how to tell them apart.
package struct ExitStatus: Sendable {
  /// One possible cause of an exit status.
  package struct Meaning: Sendable {
    package let cause: String
    /// How to recognize this cause.
    package let test: String
  }

  /// What a status says about the end of the process.
  enum Ending: Equatable, Sendable {
    /// It exited, or a signal killed or stopped it: a shell and a container runtime do not say which.
    case unknown
    case ended(Termination)
    case stopped(Signal)
  }

  /// The status as given.
  package let text: String
  /// The status as a shell shows it, 0 to 255.
  package let number: Int32
  let ending: Ending
  /// Whether it is the status of wait(2), which packs the exit code and the signal.
  let isWaitStatus: Bool

  /// Reads a status.
  ///
  /// 0 to 255 is what a shell shows. `-9` is what Python's subprocess reports of a process that a signal
  /// killed. Hexadecimal numbers, and numbers above 255, are the status of wait(2), as in the message
  /// `exitcode=0x00000b00` of a kernel panic.
  ///
  /// The result is nil if no process can end with the status.
  package init?(parsing text: String) {
    let prefix = "exitcode="
    let word = text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text[...]
    if let number = Int32(word), number < 256 {
      self.init(text, number)
    } else if let status = Int32(word) {
      self.init(text, waitStatus: status)
    } else if word.hasPrefix("0x"), let status = Int32(word.dropFirst(2), radix: 16) {
      self.init(text, waitStatus: status)
    } else {
      return nil
    }
  }

  private init?(_ text: String, _ number: Int32) {
    (self.text, isWaitStatus) = (text, false)
    if number >= 0 {
      (self.number, ending) = (number, .unknown)
    } else {
      guard number > -128, let signal = Signal(number: -number), signal.canKill else { return nil }
      let termination = Termination.killed(signal, core: false)
      (self.number, ending) = (termination.shellStatus, .ended(termination))
    }
  }

  private init?(_ text: String, waitStatus status: Int32) {
    (self.text, isWaitStatus) = (text, true)
    let (high, low) = (status >> 8, status & 0xff)
    guard (0...0xff).contains(high) else { return nil }
    if low == 0 {
      (number, ending) = (high, .ended(.exited(high)))
    } else if low == 0x7f {
      guard let signal = Signal(number: high), signal.defaultAction == .stop else { return nil }
      (number, ending) = (128 + high, .stopped(signal))
    } else {
      guard high == 0, let signal = Signal(number: low & 0x7f), signal.canKill else { return nil }
      let termination = Termination.killed(signal, core: low & 0x80 != 0)
      (number, ending) = (termination.shellStatus, .ended(termination))
    }
  }

  /// The signal of a status above 128, which is 128 plus its number; nil if there is none.
  package var signal: Signal? {
    if case .ended(.exited) = ending { return nil }
    return number > 128 ? Signal(number: number - 128) : nil
  }

  /// The possible causes, the most likely first.
  package var meanings: [Meaning] {
    let rows = ExitStatusTable.rows(of: number, signal)
    let fitting = rows.filter { fits($0.kind) }
    let panic = if case .ended = ending, text.contains("0x") { [Self.panic] } else { [Meaning]() }
    return panic + (fitting.isEmpty ? rows : fitting).map(\.meaning)
  }

  private static let panic = Meaning(
    cause: "PID 1 of the machine, often that of the initramfs, ended so, and the kernel panicked.",
    test: "the console shows 'Attempted to kill init! exitcode=' and the lines before it")

  private func fits(_ kind: ExitStatusTable.Kind) -> Bool {
    switch ending {
    case .unknown: true
    case .ended(.exited): kind == .exited
    case .ended(.killed): kind == .killed
    case .stopped: kind == .stopped
    }
  }
}

extension Signal {
  /// Whether the default action ends a process.
  var canKill: Bool { defaultAction == .terminate || defaultAction == .core }
}
