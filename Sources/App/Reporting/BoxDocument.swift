internal import BoxHost
internal import SignalModel

/// A box as JSON tells it.
struct BoxDocument: Encodable {
  let name: String
  let state: String
  let command: [String]
  let created: Int64
  let rootless: Bool
  let terminal: Bool
  let network: String
  let privileged: Bool
  let control_groups: [String]
  let monitor: Int32
  let pid: Int32?
  let ended: Int64?
  let exit_code: Int32?
  let signal: String?
  let exit_status: Int32?
  let time_limit_over: Bool?

  init(_ record: BoxRecord) {
    name = record.name
    state = record.end == nil ? "running" : "ended"
    command = record.words.map { String(decoding: $0, as: UTF8.self) }
    created = record.created
    rootless = record.isRootless
    terminal = record.hasTerminal
    network = record.ownNetwork ? "none" : "host"
    privileged = !record.isStrict
    control_groups = record.groups
    monitor = record.monitor
    pid = record.end == nil ? record.pid : nil
    ended = record.end?.time
    time_limit_over = record.end?.timeWasOver
    exit_status = record.end?.termination.shellStatus
    switch record.end?.termination {
    case .exited(let code):
      exit_code = code
      signal = nil
    case .killed(let by, _):
      exit_code = nil
      signal = by.name
    case nil:
      exit_code = nil
      signal = nil
    }
  }
}
