internal import Conformance

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
    let head =
      "seed \(seed): \(cases) signals to random processes in \(boxes) boxes, Linux \(kernel): "
      + "\(outcome); \(record)"
    return ([head] + differences).map { canvas.wrap($0, indent: 2) }.joined(separator: "\n")
  }
}
