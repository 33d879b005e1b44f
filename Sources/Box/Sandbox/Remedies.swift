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
  private static let unconfined =
    "a seccomp filter or a policy of the surrounding container forbids it: start the container with "
    + "--security-opt seccomp=unconfined, a surrounding box with --privileged"
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
    Failure("mount proc on", .notPermitted):
      "the outer /proc may be covered in part: start the container with --security-opt "
      + "systempaths=unconfined (docker) or --security-opt unmask=ALL (podman)",
    Failure("mount proc on", .noSuchFileOrDirectory): "make the directory: mkdir %",
    Failure("make private", .invalidArgument):
      "the root directory is no mount point, as in a chroot: enter it with pivot_root, as bwrap and "
      + "podman run --rootfs do",
    Failure("make private", .notPermitted): unconfined,
    Failure("join the namespaces of", .notPermitted): unconfined,
    Failure("join", .notPermitted): unconfined,
    Failure("map ids with", .notPermitted):
      "this needs CAP_SETUID and CAP_SETGID, and CAP_SETFCAP to map user 0: give them to the "
      + "container, or run as another user",
    Failure("make the device", .permissionDenied):
      "as root with CAP_SYS_ADMIN, this needs CAP_DAC_OVERRIDE too",
    Failure("use the device", .noSuchFileOrDirectory):
      "the host has no such device: mount -t devtmpfs dev /dev",
    Failure("bring up", .notPermitted):
      "this needs CAP_NET_ADMIN: --net host keeps the host's network",
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
      ?? (error.errno == .noFunction ? missingCall : nil)
    return remedy?.split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: error.subject)
  }

  private static let missingCall =
    "the kernel is too old, or a seccomp filter of the surrounding container forbids the system call: "
    + "start the container with --security-opt seccomp=unconfined, a surrounding box with --privileged"

  /// What a caller with CAP_SYS_ADMIN can do without user namespaces.
  static let withoutUserNamespace = "--privileged makes a box without one"

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

  /// The remedy for a record that cannot be read.
  package static func removing(_ name: String) -> String { "sigbox rm -f \(name) removes it" }

  /// The options that set limits.
  package static func options(of limits: [GroupLimits]) -> String {
    limits.map { limit in
      limit == .memory ? "--memory" : limit == .processes ? "--pids" : "--cpus"
    }.joined(separator: ", ")
  }

  /// What holds of limits that were asked for, although no control group enforces them.
  package static func notEnforced(_ limits: [GroupLimits], perUser: Bool) -> String {
    let effects = limits.map { limit in
      limit == .memory
        ? "--memory limits each process, and not files in /tmp and /dev/shm or memfd_create"
        : limit == .processors
          ? "--cpus has no effect"
          : perUser ? "--pids limits each user" : "--pids has no effect"
    }
    return "no control group limits the box: \(effects.joined(separator: "; ")); see sigbox doctor"
  }

  package static let oneUser =
    "boxes have user 0 only, with your id: for more, add ranges to /etc/subuid and /etc/subgid and "
    + "install newuidmap"
  package static let noControlGroups =
    "--memory limits each process separately, --pids works only in a box made without root, "
    + "--cpus has no effect: as a user of systemd, use systemd-run --user --scope -p Delegate=yes; "
    + "as root, mount cgroup2"
  package static let noSystemCallFilter =
    "boxes need --privileged: use a kernel with CONFIG_SECCOMP_FILTER"
  package static let noTraces = "run as root, on a kernel with CONFIG_FTRACE"
}
