internal import Linux
internal import SystemPackage

/// An entry of the registry that is no usable box, and was left alone.
package struct SkippedEntry: Sendable, CustomStringConvertible {
  let path: String
  let name: String
  let reason: String
  let remedy: String

  /// One line.
  package var description: String { "skipped \(path): \(reason): \(remedy)" }

  /// The failure of a command that is applied to the entry.
  var error: SystemError {
    SystemError(
      "use the box", .invalidArgument, subject: name, remedy: "\(reason): \(remedy)")
  }
}
