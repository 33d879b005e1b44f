import Signals
import SystemCalls
import SystemPackage

/// A line on the terminal of standard error that says how long something takes; none elsewhere.
struct WaitLine {
  private let name: String
  private let isShown = Terminals.isTerminal(.standardError)

  init(_ name: String) { self.name = name }

  /// Shows the time, once it is one that somebody notices.
  func show(_ time: Duration) {
    guard isShown, time >= .seconds(3) else { return }
    write("\r\(name) for \(time.components.seconds) s (Ctrl-C gives up)")
  }

  func clear() { if isShown { write("\r\u{1b}[K") } }

  // Nobody misses it where it cannot be written.
  private func write(_ text: String) { try? FileContents.write(text, to: .standardError) }
}
