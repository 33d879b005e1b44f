internal import Sandbox
package import BoxProtocol
internal import SignalModel
package import Linux
internal import SystemPackage

/// A feature of the host, tested by using it.
package struct HostCheck: Sendable {
  /// The feature.
  package let subject: String
  package let isAllowed: Bool
  /// The consequence, and the remedy if the feature is missing.
  package let detail: String

  /// Makes a box, and tests each feature that boxes use.
  ///
  /// - Parameters:
  ///   - configuration: A box whose PID 1 exits at once with 0.
  ///   - entry: What its init runs.
  /// - Returns: The results; the first says whether boxes work at all.
  package static func all(
    _ configuration: BoxConfiguration, entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) -> [HostCheck] {
    [
      box(configuration, entry), userNamespaces, controlGroups, systemCallFilter,
      fileSystem(
        "tracefs", used: "the kernel's own evidence of signals",
        mayUse: CurrentProcess.user.user == 0,
        remedy: Remedies.noTraces),
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
          let how =
            box.restrictions.keepsIds ? "with your ids as root" : "with ids that own no file"
          return HostCheck(
            subject: "boxes", isAllowed: termination == .exited(0),
            detail:
              "made one as uid \(CurrentProcess.user.user), \(how): its PID 1 \(termination.predicate)"
          )
        }
      }
    } catch {
      return HostCheck(subject: "boxes", isAllowed: false, detail: Remedies.text(of: error))
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
        detail: "boxes need root: \(UserNamespace.explain(error))")
    }
  }

  private static var controlGroups: HostCheck {
    var configuration = BoxConfiguration(program: .command([]))
    configuration.memory = BoxConfiguration.defaultMemory
    configuration.processes = BoxConfiguration.defaultProcesses
    configuration.processors = 1
    var group = ControlGroup(planning: configuration)
    group?.make(for: configuration)
    guard let group, !group.limits.isEmpty else {
      return HostCheck(
        subject: "control groups", isAllowed: false,
        detail: Remedies.noControlGroups)
    }
    group.remove()
    let missing = group.missing(of: configuration)
    return HostCheck(
      subject: "control groups", isAllowed: missing.isEmpty,
      detail: "limits hold for a box as a whole"
        + (missing.isEmpty ? "" : ", except for \(Remedies.options(of: missing))"))
  }

  private static var systemCallFilter: HostCheck {
    let exists = FileSystem.isDirectory("/proc/sys/kernel/seccomp") == true
    return HostCheck(
      subject: "seccomp", isAllowed: exists,
      detail: exists
        ? "dangerous system calls are refused" : Remedies.noSystemCallFilter)
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
