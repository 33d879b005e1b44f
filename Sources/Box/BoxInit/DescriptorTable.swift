package import Linux
package import SystemPackage

/// The descriptors that a script may name by their numbers: those that it inherited or was given.
///
/// No other number is a descriptor for it. So it can neither reach nor close the channel to the host,
/// nor the file behind a file of the `io` library.
package struct DescriptorTable {
  /// A bit for each number: the kernel gives out the lowest ones.
  private var bits: [UInt64] = [0b111]

  /// Creates a table of 0, 1 and 2.
  init() {}

  /// Adds what is open in this process.
  mutating func addOpen() {
    for descriptor in Descriptors.allOpen() { add(descriptor) }
  }

  /// Adds a descriptor that was made for the script.
  package mutating func add(_ descriptor: FileDescriptor) {
    let (word, bit) = Self.place(of: descriptor)
    while bits.count <= word { bits.append(0) }
    bits[word] |= bit
  }

  /// Removes a descriptor that the script has closed.
  package mutating func remove(_ descriptor: FileDescriptor) {
    let (word, bit) = Self.place(of: descriptor)
    if bits.indices.contains(word) { bits[word] &= ~bit }
  }

  private func contains(_ descriptor: FileDescriptor) -> Bool {
    let (word, bit) = Self.place(of: descriptor)
    return bits.indices.contains(word) && bits[word] & bit != 0
  }

  private static func place(of descriptor: FileDescriptor) -> (word: Int, bit: UInt64) {
    let number = Int(descriptor.rawValue)
    return (number >> 6, 1 << UInt64(number & 63))
  }

  /// Checks that a descriptor is the script's.
  ///
  /// - Throws: EBADF.
  package func check(_ descriptor: FileDescriptor) throws(SystemError) {
    guard contains(descriptor) else {
      throw SystemError(
        "use", .badFileDescriptor, subject: "descriptor \(descriptor.rawValue)",
        remedy: "no function of this script returned it")
    }
  }

  /// Checks that a descriptor is the script's, or that its number is free.
  ///
  /// - Throws: EBADF.
  package func checkTarget(_ descriptor: FileDescriptor) throws(SystemError) {
    if Descriptors.isOpen(descriptor) { try check(descriptor) }
  }
}
