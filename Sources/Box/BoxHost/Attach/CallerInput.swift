internal import Linux
internal import SystemPackage

/// The input of an attached caller.
final class CallerInput {
  private let caller: CallerTerminal?
  private let pipe: OwnedDescriptor?
  private var typed: InputQueue?
  private var keys = DetachKeys()
  private(set) var isDetached = false

  init(for directory: BoxDirectory, isTerminal: Bool) throws {
    pipe = try? directory.openInput()
    typed = try pipe.descriptor.map { try InputQueue(to: $0) }
    caller = isTerminal ? try CallerTerminal() : nil
  }

  var descriptors: [FileDescriptor] { typed?.isFull == false ? [.standardInput] : [] }

  /// Passes input to the box; returns false once the caller has detached.
  func pass(_ readable: [FileDescriptor]) -> Bool {
    typed?.flush()
    guard readable.contains(.standardInput) else { return true }
    guard let bytes = Descriptors.readUntilEnd(.standardInput) else {
      typed = nil
      return true
    }
    guard caller != nil else {
      typed?.add(bytes)
      return true
    }
    let (passed, isLast) = keys.pass(bytes)
    typed?.add(passed)
    isDetached = isLast
    return !isLast
  }

  func finish() { caller?.restore() }
}
