import SystemCalls
import SystemPackage

/// A line on the terminal of standard error that says how long something takes; none elsewhere.
struct WaitLine {
  private let text: (Int64) -> String
  private let isShown = Terminals.isTerminal(.standardError)

  /// Prepares a line, whose text is made for a number of seconds.
  init(_ text: @escaping (Int64) -> String) { self.text = text }

  /// Shows the time, once it is one that somebody notices.
  func show(_ time: Duration) {
    if isShown, time >= .seconds(3) { write("\r\(text(time.components.seconds))") }
  }

  func clear() { if isShown { write("\r\u{1b}[K") } }

  // Nobody misses it where it cannot be written.
  private func write(_ text: String) { try? FileContents.write(text, to: .standardError) }
}
