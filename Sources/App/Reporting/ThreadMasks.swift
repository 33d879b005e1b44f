internal import SignalModel

/// The signal sets of a thread that differ from those of another thread of its process.
struct ThreadMasks: Encodable {
  let tid: Int32
  let state: String
  let SigPnd: String
  let SigBlk: String

  /// The other live threads of a process that block other signals than `first`, or have some pending.
  static func differing(
    from first: ProcessStatus, in threads: [ProcessStatus]
  ) -> [ProcessStatus] {
    threads.filter {
      $0.thread != first.thread && $0.isLive
        && ($0.blocked != first.blocked || !$0.pending.isEmpty)
    }
  }

  init(_ status: ProcessStatus) {
    tid = status.thread
    state = status.state.word
    SigPnd = status.pending.hex
    SigBlk = status.blocked.hex
  }

  /// One line for each of these sets.
  ///
  /// - Parameters:
  ///   - status: The thread.
  ///   - id: Its id, as the reader knows it.
  ///   - first: The thread from which it differs.
  ///   - canvas: The properties of the output.
  /// - Returns: The lines.
  static func lines(
    _ status: ProcessStatus, id: Int32, from first: ProcessStatus, on canvas: Canvas
  ) -> [String] {
    var sets: [(String, SignalSet)] = []
    if status.blocked != first.blocked { sets.append(("blocks", status.blocked)) }
    if !status.pending.isEmpty { sets.append(("has pending", status.pending)) }
    return sets.map { canvas.wrap("  thread \(id) \($0)  \($1.hex)  \($1)", indent: 36) }
  }
}
