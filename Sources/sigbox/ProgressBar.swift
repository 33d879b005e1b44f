import SystemCalls
import SystemPackage

/// A line on the terminal of standard error that says how far something is; none elsewhere.
struct ProgressBar {
  private let name: String
  private let isShown = Terminals.isTerminal(.standardError)

  init(_ name: String) { self.name = name }

  func show(_ done: Int, of all: Int, while activity: String? = nil) {
    guard isShown, all > 0 else { return }
    let width = width
    let length = max(5, min(30, width / 3))
    let marks = done * length / all
    let bar = String(repeating: "#", count: marks) + String(repeating: ".", count: length - marks)
    show("[\(bar)] \(done)/\(all) \(name)" + (activity.map { ": \($0)" } ?? ""))
  }

  /// Shows a text in the place of the line before.
  func show(_ text: String) {
    // A line that is broken could not be written over.
    if isShown { write("\r" + text.prefix(width - 1) + "\u{1b}[K") }
  }

  func clear() { if isShown { write("\r\u{1b}[K") } }

  private var width: Int {
    let columns = (try? Terminals.size(of: .standardError)).map { Int($0.columns) } ?? 0
    return columns > 0 ? columns : 80
  }

  // Nobody misses it where it cannot be written.
  private func write(_ text: String) { try? FileContents.write(text, to: .standardError) }
}
