package import BoxHost
internal import SignalModel

/// The processes of a box as a tree, and how its PID 1 takes signals.
package enum ProcessListing {
  /// A line a process: pid inside and on the host, state, command; then PID 1's signals.
  package static func text(_ members: [RunningBox.Member], on canvas: Canvas) -> String {
    let rows = ordered(members).map { member, depth in
      [
        "\(member.pid)", "\(member.hostPid)", member.status.state.word,
        String(repeating: "  ", count: depth) + BoxListing.command(member.words),
      ]
    }
    let table = TextTable(headings: ["PID", "HOST-PID", "STATE", "COMMAND"], rows: rows).text(
      width: canvas.width)
    guard let status = members.first(where: { $0.pid == 1 })?.status else { return table }
    return ([table, "", "PID 1's signals:"] + signals(status, on: canvas)).joined(separator: "\n")
  }

  /// A JSON array with an object a process, in the order of the tree.
  package static func json(_ members: [RunningBox.Member]) -> String {
    JSON.text(ordered(members).map { Row($0.0) })
  }

  /// Children behind their parents; whoever was sent in has its parent on the host, and is a root.
  private static func ordered(
    _ members: [RunningBox.Member]
  ) -> [(RunningBox.Member, depth: Int)] {
    let inside = Set(members.map(\.hostPid))
    func tree(_ member: RunningBox.Member, _ depth: Int) -> [(RunningBox.Member, depth: Int)] {
      [(member, depth)]
        + members.filter { $0.hostParent == member.hostPid }.flatMap { tree($0, depth + 1) }
    }
    return members.filter { !inside.contains($0.hostParent) }.flatMap { tree($0, 0) }
  }

  /// A line for each set of a process's signals.
  static func signals(_ status: ProcessStatus, on canvas: Canvas) -> [String] {
    let uncaught = SignalSet(Signal.all).subtracting(status.ignored).subtracting(status.caught)
    return [
      "  caught (SigCgt)   \(status.caught.hex)  \(status.caught)",
      "  ignored (SigIgn)  \(status.ignored.hex)  \(status.ignored)",
      "  default           \(uncaught.hex)  \(uncaught)",
      "  blocked (SigBlk)  \(status.blocked.hex)  \(status.blocked)",
      "  pending           \(status.pending.union(status.sharedPending).hex)  "
        + "\(status.pending.union(status.sharedPending))",
    ].map { canvas.wrap($0, indent: 36) }
  }

  private struct Row: Encodable {
    let pid: Int32
    let host_pid: Int32
    let host_parent: Int32
    let state: String
    let command: [String]
    let SigBlk: String
    let SigIgn: String
    let SigCgt: String

    init(_ member: RunningBox.Member) {
      pid = member.pid
      host_pid = member.hostPid
      host_parent = member.hostParent
      state = member.status.state.word
      command = member.words.map { String(decoding: $0, as: UTF8.self) }
      SigBlk = member.status.blocked.hex
      SigIgn = member.status.ignored.hex
      SigCgt = member.status.caught.hex
    }
  }
}
