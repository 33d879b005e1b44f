/// A table of left-aligned columns.
struct TextTable {
  let headings: [String]
  let rows: [[String]]

  var text: String {
    let lines = [headings] + rows
    let widths = headings.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      let cells = zip(line, widths).enumerated().map { index, cell in
        index == line.count - 1
          ? cell.0 : cell.0 + String(repeating: " ", count: cell.1 - cell.0.count)
      }
      return cells.joined(separator: "  ")
    }.joined(separator: "\n")
  }
}
