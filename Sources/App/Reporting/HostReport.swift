package import BoxHost

/// What `sigbox doctor` prints.
package enum HostReport {
  /// One line per check.
  package static func text(_ checks: [HostCheck], on canvas: Canvas) -> String {
    TextTable(
      headings: ["OK", "WHAT", "DETAIL"],
      rows: checks.map { [$0.isAllowed ? "yes" : "no", $0.subject, $0.detail] }
    ).text(width: canvas.width)
  }

  /// A JSON array of objects.
  package static func json(_ checks: [HostCheck]) -> String {
    JSON.text(checks.map { Row(subject: $0.subject, allowed: $0.isAllowed, detail: $0.detail) })
  }

  private struct Row: Encodable {
    let subject: String
    let allowed: Bool
    let detail: String
  }
}
