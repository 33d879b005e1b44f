package import Linux
package import SystemPackage

/// The descriptors that a script may name by their numbers: those that it inherited or was given.
///
/// No other number is a descriptor for it. So it can neither reach nor close the channel to the host,
/// nor the file behind a file of the `io` library.
package struct DescriptorTable {
  private var numbers: Set<Int32> = [0, 1, 2]

  /// Creates a table of 0, 1 and 2.
  init() {}

  /// Adds what is open in this process.
  mutating func addOpen() { numbers.formUnion(Descriptors.allOpen().map(\.rawValue)) }

  /// Adds a descriptor that was made for the script.
  package mutating func add(_ descriptor: FileDescriptor) { numbers.insert(descriptor.rawValue) }

  /// Removes a descriptor that the script has closed.
  package mutating func remove(_ descriptor: FileDescriptor) {
    numbers.remove(descriptor.rawValue)
  }

  /// Checks that a descriptor is the script's.
  ///
  /// - Throws: EBADF.
  package func check(_ descriptor: FileDescriptor) throws(SystemError) {
    guard numbers.contains(descriptor.rawValue) else {
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
