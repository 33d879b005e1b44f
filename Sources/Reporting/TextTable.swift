/// A table of left-aligned columns.
struct TextTable {
  let headings: [String]
  let rows: [[String]]

  /// The lines, where no width is given as long as they need.
  func text(width: Int? = nil) -> String {
    let lines = [headings] + rows
    let widths = headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = zip(line, widths).dropLast().map { cell, width in
        cell + String(repeating: " ", count: width - cell.count) + "  "
      }
      let indent = cells.reduce(0) { $0 + $1.count }
      let last = line.last ?? ""
      guard let width, width > indent + 10 else { return cells.joined() + last }
      let broken = Canvas(width: width - indent, hasColour: false, isUnicode: true).wrap(last)
      return cells.joined()
        + broken.split(separator: "\n").joined(
          separator: "\n" + String(repeating: " ", count: indent))
    }.joined(separator: "\n")
  }
}
