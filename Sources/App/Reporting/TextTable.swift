/// A table of left-aligned columns.
struct TextTable {
  let headings: [String]
  let rows: [[String]]
  /// Whether the last cell identifies a row; otherwise the first does.
  var isKeyedByLast = false
  /// Colours a padded cell, given its row and column.
  var paint: (_ text: String, _ row: Int, _ column: Int) -> String = { text, _, _ in text }

  /// The table, at most `width` columns wide.
  ///
  /// The last column is wrapped. If there is no room for it beside the others, it goes below them. If
  /// there is no room for those either, each cell gets its own line.
  func text(width: Int) -> String {
    let widths = widths
    let others = widths.reduce(0) { $0 + $1 + 2 }
    if width == .max { return table("  ", before: "  ", indent: others, width: .max) }
    let room = width - others
    let longest = ([headings] + rows).map { Canvas.longestWord(of: $0.last ?? "") }.max() ?? 0
    if room >= 12, longest <= room || longest > width - 4 || isKeyedByLast {
      return table("  ", before: "  ", indent: others, width: room)
    }
    for between in ["  ", " "] where !isKeyedByLast {
      let row = widths.reduce(-between.count) { $0 + $1 + between.count }
      if row <= width { return table(between, before: "\n    ", indent: 4, width: width - 4) }
    }
    return stacked(width)
  }

  /// The widths of all columns but the last, whose cells may be long.
  private var widths: [Int] {
    headings.indices.dropLast().map { column in
      ([headings] + rows).map { Canvas.columns(of: $0[column]) }.max() ?? 0
    }
  }

  private func table(
    _ between: String, before gap: String, indent: Int, width: Int
  ) -> String {
    let widths = widths
    let canvas = Canvas(width: width, hasColour: false, isUnicode: true)
    let margin = "\n" + String(repeating: " ", count: indent)
    return ([headings] + rows).enumerated().map { number, line in
      let cells = line.indices.dropLast().map { column in
        let isLast = gap.hasPrefix("\n") && column == line.count - 2
        let text = line[column].padded(to: isLast ? 0 : widths[column])
        return number == 0 ? text : paint(text, number - 1, column)
      }
      return cells.joined(separator: between) + gap
        + canvas.wrap(line.last ?? "").split(separator: "\n").joined(separator: margin)
    }.joined(separator: "\n")
  }

  private func stacked(_ width: Int) -> String {
    let canvas = Canvas(width: width, hasColour: false, isUnicode: true)
    let key = isKeyedByLast ? headings.count - 1 : 0
    let others = headings.indices.filter { $0 != key }
    let headingWidth = others.map { Canvas.columns(of: headings[$0]) }.max() ?? 0
    return rows.enumerated().map { number, row in
      let cells = others.map { column in
        canvas.wrap(
          "  \(headings[column].padded(to: headingWidth))  \(paint(row[column], number, column))",
          indent: headingWidth + 2)
      }
      return ([canvas.wrap(row[key])] + cells).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - Canvas.columns(of: self)))
  }
}
