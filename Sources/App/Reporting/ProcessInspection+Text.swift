internal import Observation
internal import SignalModel

extension ProcessInspection {
  /// What the process is in its PID namespace.
  var role: String {
    if target.isMachineInit { return "the machine's own PID 1" }
    return target.isInit ? "PID 1 of its namespace" : "not PID 1"
  }
}
