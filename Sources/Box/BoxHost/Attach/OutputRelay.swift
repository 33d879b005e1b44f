internal import Linux
internal import SystemPackage

/// Copies what a box writes to pipes to descriptors of the caller, which the box then never has.
///
/// Make it before the process of the box is forked. The child takes the ends of ``places``, the parent
/// calls ``closeWriting()``. The parent then waits for ``descriptors`` until ``deadline``, and calls
/// ``relay(_:)`` after each wait; ``drain(unless:)`` once the box has ended.
final class OutputRelay {
  private let outputs: [RelayedOutput]

  /// Relays some of the descriptors 1 and 2, through one pipe if they share an open file.
  ///
  /// - Parameters:
  ///   - numbers: The descriptors; with none, this does nothing.
  ///   - text: A text to look for in each of the outputs; nil for none.
  /// - Throws: EMFILE, ENFILE.
  init(_ numbers: [Int32], searching text: [UInt8]? = nil) throws(SystemError) {
    var outputs: [RelayedOutput] = []
    let isShared =
      numbers.count == 2
      && OpenFile.isShared(
        FileDescriptor(rawValue: numbers[0]), FileDescriptor(rawValue: numbers[1]))
    for numbers in isShared ? [numbers] : numbers.map({ [$0] }) {
      outputs.append(try RelayedOutput(numbers, searching: text))
    }
    self.outputs = outputs
  }

  /// The ends to write to, by the descriptors whose places they take.
  var places: [Int32: FileDescriptor] {
    var places: [Int32: FileDescriptor] = [:]
    for output in outputs {
      for number in output.numbers { places[number] = output.writing }
    }
    return places
  }

  /// Leaves the ends to write to to the child; for the parent.
  func closeWriting() { for output in outputs { output.closeWriting() } }

  /// The descriptors to wait for.
  var descriptors: [FileDescriptor] {
    outputs.filter { $0.isOpen && !$0.isFull }.map(\.reading)
  }

  /// When to call ``relay(_:)`` again even if none of the descriptors is readable; nil for never.
  var deadline: Instant? {
    outputs.contains(where: \.isFull) ? .now + InputQueue.retryInterval : nil
  }

  /// Passes on what can be read and written now, without blocking.
  ///
  /// - Parameter readable: The descriptors that are readable.
  func relay(_ readable: [FileDescriptor]) {
    for output in outputs {
      if readable.contains(output.reading) { output.pass() } else { output.flush() }
    }
  }

  /// Passes on what was written before, and no more than a pipe can hold: a process that is left may
  /// write for ever.
  ///
  /// - Parameter isInterrupted: Asked while a terminal takes nothing; true gives up.
  func drain(unless isInterrupted: () -> Bool = { false }) {
    for output in outputs {
      var rest = 1 << 20
      while output.isFull || rest > 0 && output.isOpen {
        if output.isFull {
          output.flush()
          guard output.isFull else { continue }
          if isInterrupted() { return }
          _ = Polling.wait(for: [], until: .now + InputQueue.retryInterval)
        } else {
          guard !Polling.wait(for: [output.reading], until: .now).isEmpty else { break }
          rest -= output.pass()
        }
      }
    }
  }

  /// Whether one of the outputs had the text to look for.
  var hasFoundText: Bool { outputs.contains { $0.search?.isFound == true } }

  /// Why an output of the caller takes nothing any more, such as ENOSPC.
  var failure: SystemError? { outputs.lazy.compactMap(\.failure).first }
}
