package import Linux
internal import SystemPackage

/// What a user can do about an error of a script, by its operation and the kernel's reason: for the
/// most part an option of `sigbox run`, which SystemCalls does not know.
package enum Remedy {
  private struct Failure: Hashable {
    let operation: String
    let errno: Errno

    init(_ operation: String, _ errno: Errno) {
      self.operation = operation
      self.errno = errno
    }
  }

  private static let terminal = "a box has a terminal with -t"
  private static let processes = "the limit on processes may be reached: --pids raises it"

  private static let all: [Failure: String] = [
    Failure("run", .resourceTemporarilyUnavailable): processes,
    Failure("fork", .resourceTemporarilyUnavailable): processes,
    Failure("give the foreground to", .inappropriateIOCTLForDevice): terminal,
    Failure("find the foreground group of", .inappropriateIOCTLForDevice): terminal,
    Failure("set the foreground group of", .inappropriateIOCTLForDevice): terminal,
    Failure("read the settings of", .inappropriateIOCTLForDevice): terminal,
    Failure("find the size of", .inappropriateIOCTLForDevice): terminal,
    Failure("open", .readOnlyFileSystem): "--writable, or a file below /tmp",
  ]

  /// The error with a remedy, if it has none of its own and there is one.
  package static func advising(_ error: SystemError) -> SystemError {
    guard error.remedy.isEmpty, let remedy = all[Failure(error.operation, error.errno)] else {
      return error
    }
    var advised = error
    advised.remedy = remedy
    return advised
  }
}
