import SystemCalls
import SystemPackage

/// A line on the terminal of standard error that says how far something is; none elsewhere.
struct ProgressBar {
  private let name: String
  private let isShown = Terminals.isTerminal(.standardError)

  init(_ name: String) { self.name = name }

  func show(_ done: Int, of all: Int) {
    guard isShown, all > 0 else { return }
    let marks = done * 30 / all
    let bar = String(repeating: "#", count: marks) + String(repeating: ".", count: 30 - marks)
    write("\r[\(bar)] \(done)/\(all) \(name.prefix(30))")
  }

  func clear() { if isShown { write("\r\u{1b}[K") } }

  // Nobody misses it where it cannot be written.
  private func write(_ text: String) { try? FileContents.write(text, to: .standardError) }
}
