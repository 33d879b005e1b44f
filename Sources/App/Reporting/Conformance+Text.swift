package import Conformance

extension Conformance.Report {
  /// One line with what was compared, and one line per difference.
  ///
  /// - Parameters:
  ///   - seed: The seed of the random choices.
  ///   - kernel: The kernel's release.
  ///   - canvas: The properties of the output.
  /// - Returns: The text.
  package func text(seed: UInt64, kernel: String, on canvas: Canvas) -> String {
    let record =
      withoutEvidence.map { "the kernel's own record was not read: \($0)" }
      ?? "the kernel's own record was compared in \(recorded)"
    let outcome =
      differences.isEmpty ? "rule and kernel agree in all" : "\(differences.count) DIFFERENCES"
    let unseen = unknown == 0 ? "" : "; in \(unknown) nothing showed what became of the signal"
    let head =
      "seed \(seed): \(cases) signals to random processes in \(boxes) boxes, Linux \(kernel): "
      + "\(outcome); \(record)\(unseen)"
    return ([head] + differences).map { canvas.wrap($0, indent: 2) }.joined(separator: "\n")
  }
}

extension ConformanceRecord {
  /// The record as a JSON object in one line.
  package var line: String { JSON.line(self) }
}
