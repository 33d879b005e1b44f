package import Experiments
internal import Linux

extension FileResult {
  /// The file and its experiments, with a reason for each that did not pass.
  package func text(on canvas: Canvas) -> String {
    let file = ArgumentText.visible(file)
    var lines = [canvas.wrap(round > 1 ? "\(file) (run \(round))" : file, indent: 2)]
    for test in tests {
      let (mark, colour): (String, Canvas.Colour) =
        switch test.verdict {
        case .pass: (canvas.isUnicode ? "✓" : "ok", .green)
        case .fail: (canvas.isUnicode ? "✗" : "FAIL", .red)
        case .broken: (canvas.isUnicode ? "!" : "BROKEN", .magenta)
        case .skipped: (canvas.isUnicode ? "-" : "skip", .grey)
        }
      let name = ArgumentText.visible(test.name)
      lines.append(canvas.wrap("  \(canvas.paint(mark, colour)) \(name)", indent: 2))
      if !test.message.isEmpty {
        let word = test.verdict == .broken ? "broken: " : ""
        lines += (word + test.message).split(separator: "\n").map {
          canvas.wrap("      \(ArgumentText.visible(String($0)))", indent: 2)
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}
