internal import CLinux
package import SignalModel
package import SystemPackage

/// POSIX message queues, which belong to the IPC namespace: mq_overview(7).
package enum MessageQueue {
  /// Opens a queue, and makes it if it does not exist: mq_open(3).
  ///
  /// - Throws: EINVAL for a name without a slash at its start, EACCES, EMFILE, ENFILE, ENOSPC.
  package static func open(_ name: [UInt8]) throws(SystemError) -> FileDescriptor {
    FileDescriptor(
      rawValue: try checked(
        Files.withPath(name) { clinux_queue_open($0) }, "open", "queue \(Files.text(name))"))
  }

  /// Removes the name of a queue: mq_unlink(3).
  ///
  /// - Throws: ENOENT, EACCES.
  package static func unlink(_ name: [UInt8]) throws(SystemError) {
    try checked(
      Files.withPath(name) { clinux_queue_unlink($0) }, "remove", "queue \(Files.text(name))")
  }

  /// Adds a message, and waits while the queue is full: mq_send(3).
  ///
  /// - Throws: EBADF, EMSGSIZE, EINVAL for a priority of 32,768 or more.
  package static func send(
    _ bytes: [UInt8], priority: UInt32, to queue: FileDescriptor
  ) throws(SystemError) -> Interruptible.Outcome<Void> {
    let result = bytes.withUnsafeBytes {
      clinux_queue_send(queue.rawValue, $0.baseAddress, $0.count, priority)
    }
    return try Interruptible.outcome(result, "send to", "queue \(queue.rawValue)").map { _ in () }
  }

  /// Takes the oldest message of the highest priority, and waits while there is none: mq_receive(3).
  ///
  /// - Throws: EBADF, EMSGSIZE for a queue with longer messages than usual.
  package static func receive(
    from queue: FileDescriptor
  ) throws(SystemError) -> Interruptible.Outcome<[UInt8]> {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let result = buffer.withUnsafeMutableBytes {
      clinux_queue_receive(queue.rawValue, $0.baseAddress, $0.count)
    }
    return try Interruptible.outcome(result, "receive from", "queue \(queue.rawValue)").map {
      Array(buffer[..<Int($0)])
    }
  }

  /// Has the kernel send the caller a signal when a message comes into the empty queue: mq_notify(3).
  ///
  /// - Parameters:
  ///   - queue: The queue.
  ///   - signal: The signal, or nil to cancel.
  ///   - value: si_value of the signal.
  /// - Throws: EBADF; EBUSY if a process is to be told already.
  package static func notify(
    _ queue: FileDescriptor, _ signal: Signal?, value: Int64
  ) throws(SystemError) {
    try checked(
      clinux_queue_notify(queue.rawValue, signal?.number ?? 0, value), "watch",
      "queue \(queue.rawValue)")
  }
}
