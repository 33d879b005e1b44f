internal import Linux
internal import SystemPackage

/// A pipe in place of one or two descriptors of the caller, to which its bytes are copied.
final class RelayedOutput {
  /// The descriptors, such as 1 and 2, that share one open file.
  let numbers: [Int32]
  let reading: FileDescriptor
  let writing: FileDescriptor
  /// nil once nothing more comes, or nothing can be written: the box then writes to a closed pipe.
  private var pipe: Pipe?
  private let output: CallerOutput
  /// Looks for a text in the bytes; nil if there is none to look for.
  private(set) var search: TextSearch?

  init(_ numbers: [Int32], searching text: [UInt8]?) throws(SystemError) {
    self.numbers = numbers
    search = text.map { TextSearch($0) }
    let pipe = try Pipe()
    (reading, writing) = (pipe.reading, pipe.writing)
    self.pipe = consume pipe
    output = CallerOutput(FileDescriptor(rawValue: numbers[0]))
  }

  var isOpen: Bool {
    switch pipe {
    case .some: true
    case .none: false
    }
  }
  var isFull: Bool { output.isFull }
  var failure: SystemError? { output.failure }

  func closeWriting() { pipe?.closeWriting() }

  /// Reads what is there, which must be something, and writes what fits; returns the number of bytes
  /// that were read.
  @discardableResult
  func pass() -> Int {
    flush()
    guard isOpen, !isFull else { return 0 }
    guard let bytes = Descriptors.readUntilEnd(reading) else {
      pipe = nil
      return 0
    }
    search?.note(bytes)
    output.add(bytes)
    if failure != nil { pipe = nil }
    return bytes.count
  }

  func flush() {
    output.flush()
    if failure != nil { pipe = nil }
  }
}
