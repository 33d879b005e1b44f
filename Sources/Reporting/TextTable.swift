/// A table of left-aligned columns.
struct TextTable {
  let headings: [String]
  let rows: [[String]]
  /// Colours a cell, by the numbers of row and column, once it has its width.
  var paint: (_ text: String, _ row: Int, _ column: Int) -> String = { text, _, _ in text }

  /// The lines, where no width is given as long as they need.
  ///
  /// The last column is broken to fit; where there is no room for it, each row becomes lines of its
  /// own.
  func text(width: Int? = nil) -> String {
    let indent = widths.dropLast().reduce(0) { $0 + $1 + 2 }
    guard let width else { return table(indent) { $0 } }
    guard width >= indent + 12 else { return stacked(width) }
    let canvas = Canvas(width: width - indent, hasColour: false, isUnicode: true)
    return table(indent) { canvas.wrap($0) }
  }

  private var widths: [Int] {
    headings.indices.map { column in
      ([headings] + rows).map { Canvas.columns(of: $0[column]) }.max() ?? 0
    }
  }

  private func table(_ indent: Int, _ wrap: (String) -> String) -> String {
    let widths = widths
    return ([headings] + rows).enumerated().map { number, line in
      let cells = line.indices.dropLast().map { column in
        let text = line[column].padded(to: widths[column])
        return (number == 0 ? text : paint(text, number - 1, column)) + "  "
      }
      let last = wrap(line.last ?? "").split(separator: "\n").joined(
        separator: "\n" + String(repeating: " ", count: indent))
      return cells.joined() + last
    }.joined(separator: "\n")
  }

  private func stacked(_ width: Int) -> String {
    let canvas = Canvas(width: width, hasColour: false, isUnicode: true)
    let headingWidth = headings.dropLast().map { Canvas.columns(of: $0) }.max() ?? 0
    return rows.enumerated().map { number, row in
      let cells = row.indices.dropLast().map { column in
        "  \(headings[column].padded(to: headingWidth))  \(paint(row[column], number, column))"
      }
      return ([canvas.wrap(row.last ?? "")] + cells).joined(separator: "\n")
    }.joined(separator: "\n")
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - Canvas.columns(of: self)))
  }
}
