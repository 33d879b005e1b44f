internal import Observation

/// What a worker returns for a trial with a signal or an orphan.
enum TrialResult: Codable {
  /// The outcome, and where to find the signal in the kernel's record.
  case observed(ProbeOutcome, Evidence.Window)
  /// The program ended before the signal was sent, and how.
  case missed(String)
  /// What PID 1 did when an orphan ended, and how long that took or was waited for.
  case orphans(OrphanCare, after: Duration)
}
