internal import BoxHost
internal import BoxProtocol
internal import Observation
internal import SignalModel

extension SendReport {
  /// The JSON document of `sigbox run --json`.
  ///
  /// - Parameters:
  ///   - name: The init's name.
  ///   - kernel: The kernel's release.
  /// - Returns: The text.
  package func json(name: String, kernel: String) -> String {
    JSON.text(Document(self, name: name, kernel: kernel))
  }

  private struct Document: Encodable {
    let `init`: String
    let kernel: String
    let ready: Masks?
    let sends: [Send]
    let end: End
    let processes: [FateDocument]?

    init(_ report: SendReport, name: String, kernel: String) {
      self.`init` = name
      self.kernel = kernel
      ready = report.ready.map { Masks($0) }
      sends = report.results.map { Send($0) }
      end = End(report)
      let fates = report.events?.fates ?? []
      processes = fates.isEmpty ? nil : fates.map { FateDocument($0) }
    }
  }

  private struct Masks: Encodable {
    let SigBlk: String
    let SigIgn: String
    let SigCgt: String

    init(_ status: ProcessStatus) {
      SigBlk = status.blocked.hex
      SigIgn = status.ignored.hex
      SigCgt = status.caught.hex
    }
  }

  private struct Send: Encodable {
    let signal: String
    let number: Int32
    let from: String
    let verdict: String?
    let exit_code: Int32?
    let killed_by: String?
    let reason: String
    let as_predicted: Bool?

    init(_ result: SendResult) {
      signal = result.step.signal.name
      number = result.step.signal.number
      from = result.step.origin.rawValue
      verdict = result.verdict?.word
      exit_code = result.verdict?.exitCode
      killed_by = result.verdict?.killer?.name
      reason = "\(result.reason)"
      as_predicted = result.verdict.map { _ in result.agrees }
    }
  }

  private struct End: Encodable {
    let exit_code: Int32?
    let signal: String?
    let number: Int32?
    let status: Int32
    let ended_by_sigbox: Bool

    init(_ report: SendReport) {
      let fields = TerminationFields(report.end)
      exit_code = fields.exitCode
      signal = fields.signal
      number = fields.signal.flatMap { Signal(parsing: $0) }?.number
      status = fields.exitStatus
      ended_by_sigbox = report.wasEnded
    }
  }
}
