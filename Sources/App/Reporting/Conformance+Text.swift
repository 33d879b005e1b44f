internal import Conformance
internal import Probing

extension Conformance.Report {
  /// A line on what was compared, and one for each difference.
  ///
  /// - Parameters:
  ///   - seed: What the random choices started from.
  ///   - kernel: The kernel's release.
  ///   - canvas: Where the text is written to.
  /// - Returns: The text.
  package func text(seed: UInt64, kernel: String, on canvas: Canvas) -> String {
    let record =
      withoutEvidence.map { "the kernel's own record was not read: \($0)" }
      ?? "the kernel's own record compared in \(recorded)"
    let outcome =
      differences.isEmpty ? "rule and kernel agree in all" : "\(differences.count) DIFFERENCES"
    let head =
      "seed \(seed): \(cases) signals to random processes in \(boxes) boxes, Linux \(kernel): "
      + "\(outcome); \(record)"
    return ([head] + differences).map { canvas.wrap($0, indent: 2) }.joined(separator: "\n")
  }
}
