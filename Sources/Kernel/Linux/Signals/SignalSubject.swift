internal import CLinux
package import SignalModel
internal import SystemPackage

/// A process that is made to be sent signals: its dispositions, threads, masks and pending signals are
/// given.
package struct SignalSubject: Sendable {
  /// What a thread does.
  package enum Activity: Int32, Sendable {
    /// It carries out the orders that it reads from standard input.
    case obeys
    /// It waits for a handler: pause(2).
    case sleeps
    /// It waits for its set: sigtimedwait(2).
    case waits
    /// It reads its set from a descriptor: signalfd(2).
    case reads
    /// It waits for a handler with its set as the mask: sigsuspend(2).
    case suspends
    /// It ends while other threads live.
    case ends
  }

  package struct Thread: Sendable {
    package var activity: Activity
    package var blocked = SignalSet.empty
    /// What the activity waits for, reads or blocks.
    package var set = SignalSet.empty

    package init(_ activity: Activity) { self.activity = activity }
  }

  /// What the main thread can be told to do.
  package enum Order: Int32, Codable, Sendable, CaseIterable {
    case unblock
    case tgkill
    case queue
    case timer
    case child
    case readable
    case alarm
    case fault
  }

  /// What the process reports.
  package struct Event: Hashable, Sendable {
    package enum Kind: Int32, Sendable {
      /// A handler ran.
      case handled
      /// A wait or a read returned the signal.
      case accepted
      /// An order was carried out.
      case done
    }

    package let kind: Kind
    package let signal: Int32
    /// The result of an order, 0 or a negative errno, or the si_code of a signal.
    package let value: Int32
  }

  package var caught = SignalSet.empty
  package var ignored = SignalSet.empty
  /// Signals that are pending for the process from the start; all threads must block them.
  package var sharedPending = SignalSet.empty
  /// Signals that are pending for the main thread from the start; it must block them.
  package var privatePending = SignalSet.empty
  /// Whether RLIMIT_SIGPENDING is 0.
  package var queueIsFull = false
  /// One to four threads, the main thread first.
  package var threads: [Thread]

  package init(threads: [Thread]) { self.threads = threads }

  /// Becomes the process: reads orders from standard input and writes events to standard output.
  package func run() -> Never {
    var description = clinux_subject()
    description.caught = caught.bits
    description.ignored = ignored.bits
    description.shared_pending = sharedPending.bits
    description.private_pending = privatePending.bits
    description.queue_limit = queueIsFull ? 0 : -1
    description.thread_count = Int32(threads.count)
    withUnsafeMutableBytes(of: &description.threads) { bytes in
      let all = bytes.bindMemory(to: clinux_subject_thread.self)
      for (index, thread) in threads.prefix(all.count).enumerated() {
        all[index] = clinux_subject_thread(
          blocked: thread.blocked.bits, awaited: thread.set.bits, mode: thread.activity.rawValue)
      }
    }
    clinux_subject_run(&description)
  }

  /// The bytes that tell the process to carry out an order.
  package static func bytes(of order: Order, _ signal: Signal?, _ set: SignalSet) -> [UInt8] {
    let message = clinux_subject_order(
      set: set.bits, kind: order.rawValue, signal: signal?.number ?? 0)
    return withUnsafeBytes(of: message) { Array($0) }
  }

  /// Reads the events that the process has written.
  package static func events(in bytes: [UInt8]) -> [Event] {
    bytes.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: MemoryLayout<clinux_subject_event>.size).compactMap {
        let event = bytes.loadUnaligned(fromByteOffset: $0, as: clinux_subject_event.self)
        return Event.Kind(rawValue: event.kind).map {
          Event(kind: $0, signal: event.signal, value: event.value)
        }
      }
    }
  }
}
