internal import Linux
internal import SystemPackage

/// Output for a descriptor of the caller, such as 1.
///
/// Writing never blocks: the caller has signals and time limits to attend to, and a terminal may be
/// stopped with Ctrl-S.
final class CallerOutput {
  /// Why nothing can be written any more, such as ENOSPC or EPIPE.
  private(set) var failure: SystemError?
  private var pending: [UInt8] = []
  private let name: String
  private let target: FileDescriptor
  private let reopened: OwnedDescriptor?
  /// Whether a write may block, and how much can be written without that if there is room.
  private let mayBlock: Bool
  private let most: Int

  init(_ original: FileDescriptor) {
    name = original == .standardError ? "standard error" : "standard output"
    let kind = OpenFile.kind(of: original)
    reopened = kind == .terminal ? OpenFile.nonblocking(terminal: original) : nil
    target = reopened.descriptor ?? original
    mayBlock = [.terminal, .pipe, .socket].contains(kind)
    // A pipe with room takes PIPE_BUF. A terminal may have room for less, but for little at once.
    most = !mayBlock ? 1 << 16 : kind == .terminal && reopened.descriptor == nil ? 128 : 4096
  }

  /// Whether output waits.
  ///
  /// The caller should then add no more, and call ``flush()`` again.
  var isFull: Bool { !pending.isEmpty }

  func add(_ bytes: [UInt8]) {
    if !bytes.isEmpty, !OpenFile.wasOpen(target) {
      failure = SystemError("write to", .badFileDescriptor, subject: name)
    }
    if failure == nil { pending += bytes }
    flush()
  }

  func flush() {
    var written = 0
    while written < pending.count {
      if mayBlock, !OpenFile.hasRoom(target) { break }
      do throws(SystemError) {
        let count = try Descriptors.writeWhatFits(
          Array(pending[written...].prefix(most)), to: target)
        if count == 0 { break }
        written += count
      } catch {
        failure = SystemError("write to", error.errno, subject: name)
        written = pending.count
      }
    }
    pending.removeFirst(written)
  }
}
