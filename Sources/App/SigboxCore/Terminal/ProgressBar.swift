/// A progress bar on standard error; shown only on a terminal.
struct ProgressBar {
  private let name: String
  private let line = StatusLine()

  init(_ name: String) { self.name = name }

  func show(_ done: Int, of all: Int, while activity: String? = nil) {
    guard all > 0 else { return }
    let length = max(5, min(30, line.width / 3))
    let marks = done * length / all
    let bar = String(repeating: "#", count: marks) + String(repeating: ".", count: length - marks)
    line.show("[\(bar)] \(done)/\(all) \(name)" + (activity.map { ": \($0)" } ?? ""))
  }

  func clear() { line.clear() }
}
