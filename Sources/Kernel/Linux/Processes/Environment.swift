internal import CLinux
internal import Glibc
internal import SystemPackage

/// The environment of the calling process, which commands inherit: environ(7).
package enum Environment {
  /// All variables in their order, names and values as bytes.
  package static var variables: [(name: [UInt8], value: [UInt8])] {
    var variables: [(name: [UInt8], value: [UInt8])] = []
    var next = environ
    while let entry = next.pointee {
      let bytes = Array(UnsafeBufferPointer(start: entry, count: strlen(entry))).map {
        UInt8(bitPattern: $0)
      }
      let parts = bytes.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      variables.append((Array(parts[0]), parts.count == 2 ? Array(parts[1]) : []))
      next += 1
    }
    return variables
  }

  /// What a program needs to know of its user and terminal, and no secret is in; of those with _ at
  /// the end all that begin so.
  private static let ordinary = [
    "COLORTERM", "HOME", "LANG", "LANGUAGE", "LC_", "LOGNAME", "NO_COLOR", "PATH", "SHELL", "TERM",
    "TZ", "USER",
  ]

  /// Removes every variable except those that name program directories, the user and the locale.
  ///
  /// /proc/PID/environ does not show the others any more either.
  ///
  /// - Throws: ENOMEM.
  package static func keepOrdinary() throws(SystemError) {
    let memory = CMemory()
    defer { memory.free() }
    let names = memory.strings(ordinary.map { Array($0.utf8) })
    guard clinux_keep_environment(names) else {
      throw SystemError("keep", .noMemory, subject: "the environment")
    }
  }

  /// The value of a variable as text; nil if it is not set.
  package static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// Sets variables.
  ///
  /// - Throws: EINVAL for a name that is empty or has a `=`, ENOMEM.
  package static func set(
    _ variables: [(name: [UInt8], value: [UInt8])]
  ) throws(SystemError) {
    for variable in variables { try set(variable.name, to: variable.value) }
  }

  /// Sets a variable, or removes it: setenv(3), unsetenv(3).
  ///
  /// - Parameters:
  ///   - name: Its name, without `=`.
  ///   - value: Its value without a zero byte; nil removes it.
  /// - Throws: EINVAL for a name that is empty or has a `=`, ENOMEM.
  package static func set(_ name: [UInt8], to value: [UInt8]?) throws(SystemError) {
    let subject = String(decoding: name, as: UTF8.self)
    let name = name.map { CChar(bitPattern: $0) } + [0]
    try checkedErrno("set the variable", subject) {
      guard let value else { return unsetenv(name) }
      return setenv(name, value.map { CChar(bitPattern: $0) } + [0], 1)
    }
  }
}
