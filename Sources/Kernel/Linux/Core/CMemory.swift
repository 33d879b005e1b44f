/// Copies of values for C, all freed together.
final class CMemory {
  private var copies: [UnsafeMutableRawPointer] = []

  /// A copy of an array.
  func array<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let copy: UnsafeMutablePointer<Element> = room(for: elements.count)
    for (index, element) in elements.enumerated() { (copy + index).initialize(to: element) }
    return copy
  }

  /// A C string of bytes without a zero.
  func string(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar> {
    let copy: UnsafeMutablePointer<CChar> = room(for: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
    copy[bytes.count] = 0
    return copy
  }

  /// An array of C strings, ended by NULL.
  func strings(_ strings: [[UInt8]]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    let copy: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> = room(for: strings.count + 1)
    for (index, bytes) in strings.enumerated() { (copy + index).initialize(to: string(bytes)) }
    (copy + strings.count).initialize(to: nil)
    return copy
  }

  /// Frees all copies.
  func free() {
    for copy in copies { copy.deallocate() }
    copies = []
  }

  private func room<Element>(for count: Int) -> UnsafeMutablePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: count)
    copies.append(copy)
    return copy
  }
}
