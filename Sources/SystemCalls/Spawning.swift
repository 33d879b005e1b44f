internal import CLinux
internal import Glibc
public import Signals
internal import SystemPackage

/// A command to run in a child: execve(2) and what is set up before.
public struct SpawnPlan: Sendable {
  /// Where a standard descriptor of the child comes from.
  public enum Source: Sendable {
    /// The caller's own.
    case inherited
    /// A descriptor of the caller.
    case descriptor(Int32)
  }

  /// The words of the command; the first is a path, or a name that is looked for in PATH.
  public var arguments: [[UInt8]]
  /// The whole environment as `NAME=value`; nil for the caller's.
  public var environment: [[UInt8]]?
  /// The working directory, or nil for the caller's.
  public var directory: [UInt8]?
  /// Standard input, output and error.
  public var standard: [Source] = [.inherited, .inherited, .inherited]
  /// Whether the child leads a new session: setsid(2).
  public var newSession = false
  /// The process group: nil the caller's, 0 one of its own, else one to join: setpgid(2).
  public var group: Int32?
  /// The signals that the command starts with blocked.
  public var mask: SignalSet = .empty
  /// The signals that it starts with ignored, beside those that the caller ignores.
  public var ignored: SignalSet = .empty
  /// The signals that it starts with at their default although the caller ignores them.
  public var defaults: SignalSet = .empty
  /// The signal that the kernel sends it when the caller ends: PR_SET_PDEATHSIG.
  public var deathSignal: Signal?

  /// Plans a command.
  public init(arguments: [[UInt8]]) { self.arguments = arguments }
}

/// Running commands.
public enum Spawning {
  /// Starts a child without copying the caller's memory: clone(2) with CLONE_VM and CLONE_VFORK.
  ///
  /// Ignored signals stay ignored in the child and caught ones are at their default, as execve(2)
  /// has it; descriptors above 2 are closed.
  ///
  /// - Returns: The child's pid.
  /// - Throws: The errno of the step that failed: ENOENT, EACCES, ENOEXEC of execve(2), ENOENT of
  ///   chdir(2), EPERM of setpgid(2), EAGAIN of clone(2). No child is left behind.
  public static func spawn(_ plan: SpawnPlan) throws(SystemError) -> Int32 {
    guard let name = plan.arguments.first else {
      throw SystemError("run", .invalidArgument, subject: "a command without a word")
    }
    let (pid, stage) = attempt(plan, CommandSearch.candidates(for: name))
    if pid > 0 { return pid }
    let reason = Errno(rawValue: -pid)
    if stage == clinux_stage_directory {
      throw SystemError("change to", reason, subject: text(plan.directory ?? []))
    }
    throw SystemError(description(of: stage), reason, subject: text(name))
  }

  /// Replaces the calling process by the command: execve(2).
  ///
  /// Returns only with the error.
  public static func execute(_ arguments: [[UInt8]]) -> SystemError {
    guard let name = arguments.first else {
      return SystemError("run", .invalidArgument, subject: "a command without a word")
    }
    let reason = withCStrings(arguments) { argv in
      withCStrings(CommandSearch.candidates(for: name)) { clinux_execute($0, argv, environ) }
    }
    return SystemError("run", Errno(rawValue: reason), subject: text(name))
  }

  private static func attempt(
    _ plan: SpawnPlan, _ paths: [[UInt8]]
  ) -> (pid: Int32, stage: Int32) {
    func descriptor(_ index: Int) -> Int32 {
      if case .descriptor(let descriptor) = plan.standard[index] { return descriptor }
      return -1
    }
    return withCStrings(paths) { paths in
      withCStrings(plan.directory.map { [$0] } ?? []) { directory in
        withCStrings(plan.arguments) { argv in
          withCStrings(plan.environment ?? []) { envp in
            var prepared = clinux_spawn_plan(
              paths: paths, argv: argv, envp: plan.environment == nil ? environ : envp,
              directory: directory[0],
              descriptors: (descriptor(0), descriptor(1), descriptor(2)),
              session: plan.newSession, group: plan.group ?? -1, mask: plan.mask.bits,
              ignored: plan.ignored.bits, defaults: plan.defaults.bits,
              death_signal: plan.deathSignal?.number ?? 0,
              failed_stage: 0, failed_errno: 0)
            let pid = clinux_spawn(&prepared)
            return (pid, prepared.failed_stage)
          }
        }
      }
    }
  }

  private static func description(of stage: Int32) -> String {
    switch stage {
    case clinux_stage_session: "start a session for"
    case clinux_stage_group: "set the process group of"
    case clinux_stage_death: "set the parent-death signal of"
    case clinux_stage_descriptor: "pass descriptors to"
    default: "run"
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

/// Hands an array of C strings, ended by NULL, to the body.
private func withCStrings<Result>(
  _ strings: [[UInt8]], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  let pointers = strings.map { bytes -> UnsafeMutablePointer<CChar>? in
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
    copy[bytes.count] = 0
    return copy
  }
  defer { for pointer in pointers { pointer?.deallocate() } }
  let array = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
    capacity: pointers.count + 1)
  defer { array.deallocate() }
  for (index, pointer) in pointers.enumerated() { (array + index).initialize(to: pointer) }
  (array + pointers.count).initialize(to: nil)
  return body(array)
}
