/// Copies of values for C to read, which live until they are freed together.
final class CMemory {
  private var releases: [() -> Void] = []

  /// A copy of an array.
  func array<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
    let copy = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
    for (index, element) in elements.enumerated() { (copy + index).initialize(to: element) }
    releases.append { copy.deallocate() }
    return copy
  }

  /// A C string of bytes without a zero.
  func string(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar> {
    array(bytes.map { CChar(bitPattern: $0) } + [0])
  }

  /// An array of C strings, ended by NULL.
  func strings(_ strings: [[UInt8]]) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
    array(strings.map { string($0) } + [nil])
  }

  /// Frees all copies.
  func free() {
    for release in releases { release() }
    releases = []
  }
}
