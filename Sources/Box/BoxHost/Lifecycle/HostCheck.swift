internal import Sandbox
package import BoxProtocol
internal import SignalModel
package import Linux
internal import SystemPackage

/// What a host allows, found out by doing it.
package struct HostCheck: Sendable {
  /// What was looked for.
  package let subject: String
  /// Whether it works here.
  package let isAllowed: Bool
  /// What is so because of that, and how to allow what is not.
  package let detail: String

  /// Makes a box and looks at all that boxes use.
  ///
  /// - Parameters:
  ///   - configuration: A box whose PID 1 ends at once with 0.
  ///   - entry: What its init runs.
  /// - Returns: The findings; the first says whether boxes work at all.
  package static func all(
    _ configuration: BoxConfiguration, entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) -> [HostCheck] {
    [
      box(configuration, entry), userNamespaces, controlGroups, systemCallFilter,
      fileSystem(
        "tracefs", used: "the kernel's own evidence of signals",
        mayUse: CurrentProcess.user.user == 0,
        remedy: "be root, on a kernel with CONFIG_FTRACE"),
      fileSystem(
        "overlay", used: "writable copies of a root directory", mayUse: true,
        remedy: "as root, modprobe overlay; --bind a directory instead"),
    ]
  }

  private static func box(
    _ configuration: BoxConfiguration, _ entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) -> HostCheck {
    do {
      let watch = try Watch()
      let box = try Box.launch(configuration, entry: entry)
      watch.attach(box, timeLimit: .seconds(30))
      while true {
        if case .ended(let termination) = try watch.next() {
          let how = box.isRootless ? "in a user namespace" : "without a user namespace"
          return HostCheck(
            subject: "boxes", isAllowed: termination == .exited(0),
            detail:
              "made one as uid \(CurrentProcess.user.user), \(how): its PID 1 \(termination.predicate)"
          )
        }
      }
    } catch {
      return HostCheck(subject: "boxes", isAllowed: false, detail: "\(error)")
    }
  }

  private static var userNamespaces: HostCheck {
    do {
      _ = try Cloning.clone(into: .user) { CurrentProcess.exit(0) }.reap()
      return HostCheck(
        subject: "user namespaces", isAllowed: true,
        detail: UserNamespace.restriction.map { "for root only: \($0)" }
          ?? "boxes need no root")
    } catch {
      return HostCheck(
        subject: "user namespaces", isAllowed: false,
        detail: "boxes are for root alone: \(UserNamespace.explain(error))")
    }
  }

  private static var controlGroups: HostCheck {
    var configuration = BoxConfiguration(program: .command([]))
    configuration.memory = BoxConfiguration.usualMemory
    configuration.processes = BoxConfiguration.usualProcesses
    configuration.processors = 1
    var group = ControlGroup(planning: configuration)
    group?.make(for: configuration)
    guard let group, !group.limits.isEmpty else {
      return HostCheck(
        subject: "control groups", isAllowed: false,
        detail: "--memory limits each process by itself, --pids counts only in a box without root, "
          + "--cpus does nothing: as a user of systemd, begin with systemd-run --user --scope "
          + "-p Delegate=yes; as root, mount cgroup2")
    }
    group.remove()
    let missing = group.missing(of: configuration)
    return HostCheck(
      subject: "control groups", isAllowed: missing.isEmpty,
      detail: "limits hold for a box as a whole"
        + (missing.isEmpty ? "" : ", but for \(missing.joined(separator: ", "))"))
  }

  private static var systemCallFilter: HostCheck {
    let exists = FileSystem.isDirectory("/proc/sys/kernel/seccomp") == true
    return HostCheck(
      subject: "seccomp", isAllowed: exists,
      detail: exists
        ? "dangerous system calls are refused"
        : "boxes need --privileged: use a kernel with CONFIG_SECCOMP_FILTER")
  }

  private static func fileSystem(
    _ type: String, used: String, mayUse: Bool, remedy: String
  ) -> HostCheck {
    let isKnown = ProcFiles.fileSystems.contains(type)
    return HostCheck(
      subject: type, isAllowed: isKnown && mayUse,
      detail: isKnown && mayUse ? "for \(used)" : "without \(used): \(remedy)")
  }
}
