import SystemCalls
import SystemPackage

/// A line on the terminal of standard error that says how far something is; none elsewhere.
struct ProgressBar {
  private let name: String
  private let isShown = Terminals.isTerminal(.standardError)

  init(_ name: String) { self.name = name }

  func show(_ done: Int, of all: Int) {
    guard isShown, all > 0 else { return }
    let columns = (try? Terminals.size(of: .standardError)).map { Int($0.columns) } ?? 0
    let width = columns > 0 ? columns : 80
    let length = max(5, min(30, width / 3))
    let marks = done * length / all
    let bar = String(repeating: "#", count: marks) + String(repeating: ".", count: length - marks)
    // A line that is broken could not be written over.
    write("\r" + "[\(bar)] \(done)/\(all) \(name)".prefix(width - 1))
  }

  func clear() { if isShown { write("\r\u{1b}[K") } }

  // Nobody misses it where it cannot be written.
  private func write(_ text: String) { try? FileContents.write(text, to: .standardError) }
}
