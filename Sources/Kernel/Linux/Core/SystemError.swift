internal import CLinux
internal import Glibc
package import SystemPackage

/// A system call that failed: what was done to what, why, and what may help.
package struct SystemError: Error, Hashable, Sendable {
  /// The operation, as a reader would name it: `mount`, `clone`.
  package var operation: String
  /// The kernel's reason.
  package var errno: Errno
  /// What it was done to.
  package var subject: String
  /// What the user may do about it, or empty.
  package var remedy: String

  /// Makes an error.
  ///
  /// - Parameters:
  ///   - operation: The operation.
  ///   - errno: The kernel's reason.
  ///   - subject: What it was done to, or empty.
  ///   - remedy: What the user may do, or empty.
  package init(_ operation: String, _ errno: Errno, subject: String = "", remedy: String = "") {
    self.operation = operation
    self.errno = errno
    self.subject = subject
    self.remedy = remedy
  }
}

extension SystemError: CustomStringConvertible {
  /// One line: `cannot mount /proc: EPERM (Operation not permitted): remedy`.
  package var description: String {
    let what = subject.isEmpty ? operation : "\(operation) \(subject)"
    let cause = "cannot \(what): \(errno.symbol) (\(errno))"
    return remedy.isEmpty ? cause : "\(cause): \(remedy)"
  }
}

extension Errno {
  /// The errno of the last glibc call that failed.
  static var last: Errno { Errno(rawValue: Glibc.errno) }

  /// The name of the number, as `EPERM` (errno(3)).
  package var symbol: String {
    clinux_errno_name(rawValue).map { String(cString: $0) } ?? "errno \(rawValue)"
  }

  /// The number of a name, as `EPERM`.
  package static func named(_ symbol: String) -> Errno? {
    (1..<134).map { Errno(rawValue: $0) }.first { $0.symbol == symbol }
  }
}

/// Gives a call's result, or throws the errno that it returned negative.
@discardableResult
func checked(
  _ result: Int32, _ operation: String, _ subject: @autoclosure () -> String = "",
  remedy: @autoclosure () -> String = ""
) throws(SystemError) -> Int32 {
  guard result < 0 else { return result }
  throw SystemError(
    operation, Errno(rawValue: -result), subject: subject(), remedy: remedy())
}

/// Gives a glibc call's result, or throws errno; nothing may touch errno in between.
@inline(never)
@discardableResult
func checkedErrno(
  _ operation: String, _ subject: @autoclosure () -> String = "",
  remedy: @autoclosure () -> String = "", _ call: () -> Int32
) throws(SystemError) -> Int32 {
  let result = call()
  let reason = Errno.last
  guard result < 0 else { return result }
  throw SystemError(operation, reason, subject: subject(), remedy: remedy())
}
