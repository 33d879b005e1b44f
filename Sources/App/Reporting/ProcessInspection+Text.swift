internal import Observation
internal import SignalModel

extension ProcessInspection {
  /// The process, or the thread of it that was asked for.
  var name: String {
    thread.map { "thread \($0) of process \(pid)" } ?? "process \(pid)"
  }

  /// What the process is in its PID namespace.
  var role: String {
    if target.isMachineInit { return "the machine's own PID 1" }
    return target.isInit ? "PID 1 of its namespace" : "not PID 1"
  }
}
