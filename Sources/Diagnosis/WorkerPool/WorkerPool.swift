internal import SignalModel
internal import Linux
internal import SystemPackage

/// Copies of this process that do jobs side by side, each one job after another.
///
/// They wait more than they work, so there may be many more of them than processors. With this
/// process they end, and with them whatever they have made.
package enum WorkerPool {
  private final class Worker {
    let owner: OwnedProcess
    let socket: MessageSocket

    init(_ owner: consuming OwnedProcess, _ socket: consuming MessageSocket) {
      self.owner = owner
      self.socket = socket
    }
  }

  /// Does all jobs.
  ///
  /// - Parameters:
  ///   - count: How many copies there are at most.
  ///   - jobs: The jobs, by numbers below 65,536, in their order.
  ///   - keepingOutput: Whether the copies write where this process does, else to /dev/null.
  ///   - work: Does one in a copy and gives what is to be known of it.
  ///   - onResult: Called for each that is done, in any order.
  /// - Throws: What starting copies throws, what `onResult` throws, and ``WorkerFailure``.
  package static func run(
    _ count: Int, jobs: some Sequence<Int>, keepingOutput: Bool = false, work: (Int) -> [UInt8],
    onResult: (Int, [UInt8]) throws -> Void
  ) throws {
    var waiting = Array(jobs)[...]
    var workers: [FileDescriptor: (worker: Worker, job: Int)] = [:]
    defer { for (worker, _) in workers.values { end(worker) } }
    for _ in 0..<min(count, waiting.count) {
      let worker = try start(work, keepingOutput)
      guard let job = waiting.popFirst() else { break }
      _ = worker.socket.send(bytes(of: job))
      workers[worker.socket.descriptor] = (worker, job)
    }
    while !workers.isEmpty {
      for ready in Polling.wait(for: Array(workers.keys), until: nil) {
        guard let (worker, job) = workers[ready] else { continue }
        guard let result = receive(from: worker.socket) else {
          throw WorkerFailure(
            status: 125,
            description: "a copy of sigbox ended before its work was done: see its limits")
        }
        try onResult(job, result)
        if let next = waiting.popFirst() {
          _ = worker.socket.send(bytes(of: next))
          workers[ready] = (worker, next)
        } else {
          workers[ready] = nil
          end(worker)
        }
      }
    }
  }

  private static func start(
    _ work: (Int) -> [UInt8], _ keepsOutput: Bool
  ) throws -> Worker {
    let sockets = try MessageSocketPair()
    let parent = CurrentProcess.pid
    let pid = try Cloning.fork {
      let own = sockets.childEnd
      do {
        try CurrentProcess.setParentDeathSignal(.kill)
        // It may have ended before that.
        guard CurrentProcess.parent == parent else { CurrentProcess.exit(1) }
        CurrentProcess.closeDescriptors(but: [own.descriptor])
        if !keepsOutput { try CurrentProcess.redirectStandardDescriptors(input: nil, output: nil) }
      } catch {
        CurrentProcess.exit(1)
      }
      while let job = own.receive(), job.count == 2 {
        send(work(Int(job[0]) << 8 | Int(job[1])), to: own)
      }
      CurrentProcess.exit(0)
    }
    return Worker(try OwnedProcess(pid: pid), sockets.parentEnd())
  }

  /// Sends a result in as many messages as it needs, each behind a byte that says whether more come.
  private static func send(_ result: [UInt8], to socket: borrowing MessageSocket) {
    var rest = result[...]
    repeat {
      let part = rest.prefix(MessageSocket.most - 1)
      rest = rest.dropFirst(part.count)
      _ = socket.send([rest.isEmpty ? 0 : 1] + part)
    } while !rest.isEmpty
  }

  /// Receives a result; nil when the copy has ended.
  private static func receive(from socket: borrowing MessageSocket) -> [UInt8]? {
    var result: [UInt8] = []
    while let message = socket.receive() {
      result += message.dropFirst()
      if message.first == 0 { return result }
    }
    return nil
  }

  private static func end(_ worker: Worker) {
    try? worker.owner.process.send(.kill)
    _ = try? worker.owner.process.reap()
  }

  private static func bytes(of job: Int) -> [UInt8] { [UInt8(job >> 8), UInt8(job & 0xff)] }
}
