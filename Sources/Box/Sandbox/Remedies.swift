package import BoxProtocol
internal import Linux
internal import SystemPackage

/// What a user can do about an error, by the operation that failed and its errno.
///
/// Below the command line, only this file names options and commands of sigbox.
package enum Remedies {
  private struct Failure: Hashable {
    let operation: String
    /// Nil for every errno without its own remedy.
    let errno: Errno?

    init(_ operation: String, _ errno: Errno? = nil) {
      self.operation = operation
      self.errno = errno
    }
  }

  private static let terminal = "use -t to give the box a terminal"
  private static let processes = "the limit on processes may be reached: --pids raises it"
  private static let userMapping = "a box made without root has only user 0 and group 0"

  /// In a remedy, `%` is the subject of the error.
  private static let table: [Failure: String] = [
    // Making a box.
    Failure("use the root directory"): "--rootfs takes a directory",
    Failure("bind"): "use --bind SRC[:DST][:ro]",
    Failure("make the mount point", .readOnlyFileSystem):
      "use a destination that exists, or one below /tmp",
    Failure("start in"): "--workdir takes a directory of the box",
    Failure("make read-only"):
      "this needs Linux 5.12 and a root directory that is a mount point; see --writable",
    Failure("mount proc on"):
      "the outer /proc may be covered in part, as in a container without "
      + "--security-opt systempaths=unconfined",
    Failure("load"): "--privileged runs without a filter",
    Failure("become", .invalidArgument): userMapping,
    Failure("become a member of", .invalidArgument): userMapping,
    // Boxes with names.
    Failure("name the box", .fileExists):
      "a box has that name: sigbox rm -f %, or choose another",
    Failure("remove the box", .resourceBusy):
      "it is running: sigbox stop % first, or sigbox rm -f %",
    Failure("find the box"): "sigbox list -a lists all boxes",
    Failure("find", .noSuchProcess): "sigbox ps lists the processes of a box",
    Failure("signal from inside", .timedOut):
      "the processes in it hold up the sender: use --from host",
    Failure("signal from inside", .canceled):
      "a process in it killed the sender: use --from host",
    // Scripts.
    Failure("run", .resourceTemporarilyUnavailable): processes,
    Failure("fork", .resourceTemporarilyUnavailable): processes,
    Failure("give the foreground to", .inappropriateIOCTLForDevice): terminal,
    Failure("find the foreground group of", .inappropriateIOCTLForDevice): terminal,
    Failure("set the foreground group of", .inappropriateIOCTLForDevice): terminal,
    Failure("read the settings of", .inappropriateIOCTLForDevice): terminal,
    Failure("find the size of", .inappropriateIOCTLForDevice): terminal,
    Failure("open", .readOnlyFileSystem): "use --writable, or a file below /tmp",
  ]

  /// The operations that have remedies.
  static var operations: Set<String> { Set(table.keys.map(\.operation)) }

  /// The text of an error for the user, with a remedy if there is one.
  package static func text(of error: any Error) -> String {
    guard var error = error as? SystemError else { return "\(error)" }
    if error.remedy.isEmpty { error.remedy = remedy(for: error) ?? "" }
    return "\(error)"
  }

  private static func remedy(for error: SystemError) -> String? {
    let remedy =
      table[Failure(error.operation, error.errno)] ?? table[Failure(error.operation)]
    return remedy?.split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: error.subject)
  }

  /// The remedy for a file that is hidden in a new box.
  static func showing(_ source: String, as destination: String) -> String {
    "use --bind " + (source == destination ? source : "\(source):\(destination)")
  }

  /// The remedy for a file that is hidden in a running box.
  package static func showingAtStart(_ path: String) -> String {
    "start the box with --bind \(path)"
  }

  /// The remedy for a program that was given as a script.
  package static func running(_ name: String) -> String { "use sigbox run -- \(name)" }

  /// The options that set limits.
  package static func options(of limits: [GroupLimits]) -> String {
    limits.map { limit in
      limit == .memory ? "--memory" : limit == .processes ? "--pids" : "--cpus"
    }.joined(separator: ", ")
  }

  package static let noControlGroups =
    "--memory limits each process separately, --pids works only in a box made without root, "
    + "--cpus has no effect: as a user of systemd, use systemd-run --user --scope -p Delegate=yes; "
    + "as root, mount cgroup2"
  package static let noSystemCallFilter =
    "boxes need --privileged: use a kernel with CONFIG_SECCOMP_FILTER"
  package static let noTraces = "run as root, on a kernel with CONFIG_FTRACE"
}
