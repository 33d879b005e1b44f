internal import SignalModel
internal import Linux
internal import SystemPackage

/// Copies of this process that run jobs concurrently, each worker one job at a time.
///
/// Workers mostly wait, so there may be many more workers than processors. They end when this
/// process ends, and so does everything they started.
package enum WorkerPool {
  private final class Worker {
    let owner: OwnedProcess
    let socket: MessageSocket

    init(_ owner: consuming OwnedProcess, _ socket: consuming MessageSocket) {
      self.owner = owner
      self.socket = socket
    }
  }

  /// Runs all jobs.
  ///
  /// - Parameters:
  ///   - count: The maximum number of workers.
  ///   - jobs: The jobs' numbers, in the order in which they start.
  ///   - keepingOutput: Whether workers keep the standard output and error of this process. By
  ///     default they write to /dev/null.
  ///   - work: Runs a job in a worker. An error that it throws is thrown by `run`.
  ///   - onResult: Called for each job that is done, in any order.
  /// - Throws: ``WorkerFailure`` for a job that threw or a worker that ended; what `onResult` throws;
  ///   what fork(2) throws.
  package static func run<Output: Codable>(
    _ count: Int, jobs: some Sequence<Int>, keepingOutput: Bool = false,
    work: (Int) throws -> Output, onResult: (Int, Output) throws -> Void
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
            description: "a worker process of sigbox ended before its job was done: check the "
              + "limits of memory and processes")
        }
        try onResult(job, try WorkerResult<Output>(decoding: result).get())
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

  private static func start<Output: Codable>(
    _ work: (Int) throws -> Output, _ keepsOutput: Bool
  ) throws -> Worker {
    let sockets = try MessageSocketPair()
    let parent = CurrentProcess.pid
    let childEnd = sockets.childEnd
    let pid = try Cloning.fork {
      let own = MessageSocket(owning: childEnd)
      do {
        try CurrentProcess.setParentDeathSignal(.kill)
        // The parent may have ended before the call.
        guard CurrentProcess.parent == parent else { CurrentProcess.exit(1) }
        CurrentProcess.closeDescriptors(but: [own.descriptor])
        if !keepsOutput { try CurrentProcess.redirectStandardDescriptors(input: nil, output: nil) }
        while let job = own.receive().flatMap({ Int(String(decoding: $0, as: UTF8.self)) }) {
          send(try WorkerResult { try work(job) }.bytes, to: own)
        }
        CurrentProcess.exit(0)
      } catch {
        CurrentProcess.exit(1)
      }
    }
    return Worker(try OwnedProcess(pid: pid), sockets.parentEnd())
  }

  /// Sends a result in as many messages as it needs.
  ///
  /// The first byte of each is 1 if more follow.
  private static func send(_ result: [UInt8], to socket: borrowing MessageSocket) {
    var rest = result[...]
    repeat {
      let part = rest.prefix(MessageSocket.most - 1)
      rest = rest.dropFirst(part.count)
      _ = socket.send([rest.isEmpty ? 0 : 1] + part)
    } while !rest.isEmpty
  }

  /// Receives a result; nil if the worker has ended.
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

  private static func bytes(of job: Int) -> [UInt8] { Array("\(job)".utf8) }
}
