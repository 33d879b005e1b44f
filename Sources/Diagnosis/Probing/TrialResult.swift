internal import Observation

/// What a worker returns for a trial with a signal or an orphan.
enum TrialResult: Codable {
  /// The outcome, and where to find the signal in the kernel's record.
  case observed(ProbeOutcome, Evidence.Window)
  /// The program ended before the signal was sent, and how.
  case missed(String)
  case orphans(OrphanCare)
}
