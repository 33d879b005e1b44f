internal import CLinux
internal import Glibc
package import SignalModel
internal import SystemPackage

/// A command to run in a child: execve(2) and what is set up before.
package struct SpawnPlan: Sendable {
  /// Where a descriptor of the child comes from.
  package enum Source: Sendable {
    /// The caller's own of the same number.
    case inherited
    /// A descriptor of the caller.
    case descriptor(Int32)
  }

  /// The command and its arguments; the command is a path, or a name to find in PATH.
  package var arguments: [[UInt8]]
  /// The whole environment as `NAME=value`, or nil for the caller's.
  package var environment: [[UInt8]]?
  /// The working directory, or nil for the caller's.
  package var directory: [UInt8]?
  /// Descriptors 0, 1, 2 and those that follow; at least three.
  package var descriptors: [Source] = [.inherited, .inherited, .inherited]
  /// Whether the child leads a new session: setsid(2).
  package var newSession = false
  /// The descriptor of a terminal that becomes the controlling one of the new session: TIOCSCTTY.
  package var terminal: Int32?
  /// Whether its group takes the terminal on descriptor 0: tcsetpgrp(3).
  package var takesForeground = false
  /// The process group: nil for the caller's, 0 for a new one, otherwise one to join: setpgid(2).
  package var group: Int32?
  /// The signals that the command starts with blocked.
  package var mask: SignalSet = .empty
  /// The signals that it starts with ignored, beside those that the caller ignores.
  package var ignored: SignalSet = .empty
  /// The signals that it starts with at their default although the caller ignores them.
  package var defaults: SignalSet = .empty
  /// The signal that the kernel sends it when the caller ends: PR_SET_PDEATHSIG.
  package var deathSignal: Signal?

  /// The limits that it starts with: setrlimit(2).
  package var limits: [ResourceLimit] = []
  /// The user that it runs as, real, effective and saved: setresuid(2).
  package var user: UInt32?
  /// The group that it runs in, which becomes its only one: setresgid(2), setgroups(2).
  package var userGroup: UInt32?

  /// Plans a command.
  package init(arguments: [[UInt8]]) { self.arguments = arguments }
}

/// Running commands.
package enum Spawning {
  /// Starts a child without copying the caller's memory: clone(2) with CLONE_VM and CLONE_VFORK.
  ///
  /// Ignored signals stay ignored in the child and caught ones are at their default, as execve(2)
  /// has it; descriptors that are not planned are closed.
  ///
  /// - Returns: The child's pid.
  /// - Throws: The errno of the step that failed: ENOENT, EACCES, ENOEXEC of execve(2), ENOENT of
  ///   chdir(2), EPERM of setpgid(2), ENOTTY of TIOCSCTTY, EPERM of setrlimit(2) or setresuid(2),
  ///   EAGAIN of clone(2). No child remains.
  package static func spawn(_ plan: SpawnPlan) throws(SystemError) -> Int32 {
    guard let name = plan.arguments.first else {
      throw SystemError("run", .invalidArgument, subject: "a command without a word")
    }
    let (pid, stage) = attempt(plan, CommandSearch.candidates(for: name), clinux_spawn)
    if pid > 0 { return pid }
    throw failure(of: stage, Errno(rawValue: -pid), plan)
  }

  /// Replaces the calling process by the command, with its own environment: execve(2).
  ///
  /// - Returns: Only the error; EINTR while a caught signal waits to be handled.
  package static func execute(_ arguments: [[UInt8]]) -> SystemError {
    var plan = SpawnPlan(arguments: arguments)
    plan.mask = SignalMask.current
    return execute(plan)
  }

  /// Replaces the calling process by the command of a plan: execve(2).
  ///
  /// Of the plan count its environment, directory, descriptors, mask and dispositions. The C library's
  /// streams are flushed.
  ///
  /// - Returns: Only the error, after which the process is as before; EINTR while a caught signal waits
  ///   to be handled.
  package static func execute(_ plan: SpawnPlan) -> SystemError {
    guard let name = plan.arguments.first else {
      return SystemError("run", .invalidArgument, subject: "a command without a word")
    }
    fflush(nil)
    let (reason, stage) = attempt(plan, CommandSearch.candidates(for: name), clinux_replace)
    return failure(of: stage, Errno(rawValue: reason), plan)
  }

  private static func attempt(
    _ plan: SpawnPlan, _ paths: [[UInt8]],
    _ call: (UnsafeMutablePointer<clinux_spawn_plan>) -> Int32
  ) -> (result: Int32, stage: Int32) {
    let descriptors = plan.descriptors.map { source in
      if case .descriptor(let descriptor) = source { return descriptor }
      return Int32(-1)
    }
    let memory = CMemory()
    defer { memory.free() }
    var prepared = clinux_spawn_plan(
      paths: memory.strings(paths), argv: memory.strings(plan.arguments),
      envp: plan.environment.map { memory.strings($0) } ?? environ,
      directory: plan.directory.map { memory.string($0) },
      descriptors: memory.array(descriptors), moved: memory.array(descriptors),
      descriptor_count: Int32(descriptors.count), session: plan.newSession,
      terminal: plan.terminal ?? -1, foreground: plan.takesForeground, group: plan.group ?? -1,
      mask: plan.mask.bits, ignored: plan.ignored.bits, defaults: plan.defaults.bits,
      death_signal: plan.deathSignal?.number ?? 0,
      limits: memory.array(plan.limits.map(\.kernelForm)), limit_count: Int32(plan.limits.count),
      user: plan.user.map(Int64.init) ?? -1, group_id: plan.userGroup.map(Int64.init) ?? -1,
      failed_stage: 0, failed_errno: 0)
    let result = call(&prepared)
    return (result, prepared.failed_stage)
  }

  private static func failure(of stage: Int32, _ reason: Errno, _ plan: SpawnPlan) -> SystemError {
    stage == clinux_stage_directory
      ? SystemError("change to", reason, subject: text(plan.directory ?? []))
      : SystemError(description(of: stage), reason, subject: text(plan.arguments.first ?? []))
  }

  private static func description(of stage: Int32) -> String {
    switch stage {
    case clinux_stage_session: "start a session for"
    case clinux_stage_group: "set the process group of"
    case clinux_stage_death: "set the parent-death signal of"
    case clinux_stage_descriptor: "pass descriptors to"
    case clinux_stage_terminal: "set the controlling terminal of"
    case clinux_stage_foreground: "give the foreground to"
    case clinux_stage_limit: "limit"
    case clinux_stage_user: "set the user of"
    default: "run"
    }
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension SystemError {
  /// The exit status, as a shell gives it, for a command that could not be executed: 127 for one
  /// that was not found, else 126.
  package var commandStatus: Int32 {
    [.noSuchFileOrDirectory, .notDirectory].contains(errno) ? 127 : 126
  }
}
