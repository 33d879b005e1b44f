package import BoxHost
internal import SignalModel

/// The processes of a box as a tree, and their signal sets.
package enum ProcessListing {
  /// One line per process: pid in the box, pid on the host, state, command.
  ///
  /// The signals of PID 1 follow, and those of the processes that differ from it.
  package static func text(_ members: [RunningBox.Member], on canvas: Canvas) -> String {
    let rows = ordered(members).map { member, depth in
      [
        "\(member.pid)", "\(member.hostPid)", member.status.state.word,
        // A deep tree would make a large table.
        String(repeating: "  ", count: min(depth, 40)) + BoxListing.command(member.words),
      ]
    }
    let table = TextTable(headings: ["PID", "HOST-PID", "STATE", "COMMAND"], rows: rows).text(
      width: canvas.width)
    return ([table] + groups(members).map { section($0, on: canvas) }).joined(separator: "\n\n")
  }

  /// The processes with equal signal sets, PID 1 first, without zombies.
  private static func groups(_ members: [RunningBox.Member]) -> [[RunningBox.Member]] {
    var groups: [[RunningBox.Member]] = []
    for member in members where member.status.isLive {
      if let index = groups.firstIndex(where: { $0[0].hasSignals(of: member) }) {
        groups[index].append(member)
      } else {
        groups.append([member])
      }
    }
    return groups
  }

  private static func section(_ group: [RunningBox.Member], on canvas: Canvas) -> String {
    let first = group[0]
    let pids = group.map { "\($0.pid)" }
    let others =
      pids.count == 1
      ? "" : "s \(pids.dropLast().joined(separator: ", ")) and \(pids[pids.count - 1])"
    let heading =
      "Signals of PID" + (others.isEmpty ? " \(first.pid)" : others) + ":"
    let threads = ThreadMasks.differing(from: first.status, in: first.threads).flatMap {
      ThreadMasks.lines($0, id: $0.threadInNamespace, from: first.status, on: canvas)
    }
    return ([canvas.wrap(heading, indent: 2)] + signals(first.status, on: canvas) + threads)
      .joined(separator: "\n")
  }

  /// A JSON array with one object per process, in the order of the tree.
  package static func json(_ members: [RunningBox.Member]) -> String {
    JSON.text(ordered(members).map { Row($0.0) })
  }

  /// The processes in the order of the tree, with their depth.
  ///
  /// A process that entered the box has its parent on the host and so is a root.
  private static func ordered(
    _ members: [RunningBox.Member]
  ) -> [(RunningBox.Member, depth: Int)] {
    let inside = Set(members.map(\.hostPid))
    let children = Dictionary(grouping: members, by: \.hostParent)
    // Not recursive: the tree may be as deep as the box has processes.
    var rest = members.filter { !inside.contains($0.hostParent) }.reversed().map { ($0, depth: 0) }
    var ordered: [(RunningBox.Member, depth: Int)] = []
    while let (member, depth) = rest.popLast() {
      ordered.append((member, depth))
      rest += (children[member.hostPid] ?? []).reversed().map { ($0, depth: depth + 1) }
    }
    return ordered
  }

  /// One line per signal set of a process.
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
    let thread_masks: [ThreadMasks]
    let command: [String]
    let SigBlk: String
    let SigIgn: String
    let SigCgt: String

    init(_ member: RunningBox.Member) {
      pid = member.pid
      host_pid = member.hostPid
      host_parent = member.hostParent
      state = member.status.state.word
      thread_masks = ThreadMasks.differing(from: member.status, in: member.threads)
        .map { ThreadMasks($0) }
      command = member.words.map { String(decoding: $0, as: UTF8.self) }
      SigBlk = member.status.blocked.hex
      SigIgn = member.status.ignored.hex
      SigCgt = member.status.caught.hex
    }
  }
}

extension RunningBox.Member {
  /// Whether another process has the same signal sets, in all of its threads.
  fileprivate func hasSignals(of other: RunningBox.Member) -> Bool {
    func sets(_ member: RunningBox.Member) -> [SignalSet] {
      let status = member.status
      return [
        status.caught, status.ignored, status.blocked, status.pending.union(status.sharedPending),
      ]
        + ThreadMasks.differing(from: status, in: member.threads).flatMap {
          [$0.blocked, $0.pending]
        }
    }
    return sets(self) == sets(other)
  }
}
