internal import BoxHost
internal import BoxProtocol
internal import SignalModel

/// A box as a JSON object.
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
  let oom_kills: UInt64?
  let memory_limit_reached: Bool?

  init(_ record: BoxRecord) {
    name = record.name
    state = record.end == nil ? "running" : "ended"
    command = record.command.map { String(decoding: $0, as: UTF8.self) }
    created = record.created
    rootless = record.restrictions.keepsIds
    terminal = record.hasTerminal
    network = record.ownNetwork ? "none" : "host"
    privileged = record.restrictions.isPrivileged
    control_groups = record.groups
    monitor = record.monitor
    pid = record.end == nil ? record.pid : nil
    ended = record.end?.time
    time_limit_over = record.end?.timeWasOver
    let kills = record.outOfMemoryKills
    oom_kills = kills?.count
    memory_limit_reached = kills.flatMap { $0.count > 0 ? $0.limitWasReached : nil }
    let end = record.end.map { TerminationFields($0.termination) }
    exit_code = end?.exitCode
    signal = end?.signal
    exit_status = end?.exitStatus
  }
}
