internal import Observation

extension ProbeReport {
  /// The report with every text changed that the program chose: names, and what it wrote.
  package func withTexts(_ change: (String) -> String) -> ProbeReport {
    var report = self
    report.name = change(name)
    report.starts = starts.mapValues { $0.withTexts(change) }
    report.lastLine = change(lastLine)
    report.hiddenFile = hiddenFile.map(change)
    report.missed = missed.map { ($0.probeCase, change($0.reason)) }
    return report
  }
}

extension StartupOutcome {
  fileprivate func withTexts(_ change: (String) -> String) -> StartupOutcome {
    StartupOutcome(
      role: role, state: state, elapsed: elapsed, target: target, name: change(name),
      executable: change(executable), threads: threads, children: children.map(change),
      onlyChild: onlyChild, settling: settling,
      childrenIgnoringChld: childrenIgnoringChld.map(change))
  }
}
