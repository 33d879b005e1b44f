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
    let (box, keepsIds) = box(configuration, entry)
    let processes = processes
    return [
      box, userNamespaces,
      // Without /proc the ids of the caller's user namespace are not known.
      processes == nil ? keepsIds.map { userIds(keepingIds: $0) } : nil,
      processes, controlGroups,
      systemCallFilter(whileBoxesWork: box.isAllowed),
      fileSystem(
        "tracefs", used: "the kernel's own evidence of signals",
        mayUse: mayTrace,
        remedy: Remedies.noTraces),
    ].compactMap { $0 }
  }

  /// Makes a box; also returns whether it has the caller's ids, nil if it could not be made.
  private static func box(
    _ configuration: BoxConfiguration, _ entry: (BoxConfiguration, consuming MessageSocket) -> Never
  ) -> (HostCheck, keepsIds: Bool?) {
    do {
      let watch = try Watch()
      let box = try Box.launch(configuration, entry: entry)
      watch.attach(box, timeLimit: .seconds(30))
      while true {
        if case .ended(let termination) = try watch.next() {
          let check = HostCheck(
            subject: "boxes", isAllowed: termination == .exited(0),
            detail:
              "made one as uid \(CurrentProcess.user.user): its PID 1 \(termination.predicate)")
          return (check, box.restrictions.keepsIds)
        }
      }
    } catch {
      let check = HostCheck(
        subject: "boxes", isAllowed: false, detail: Remedies.text(of: error))
      return (check, nil)
    }
  }

  private static func userIds(keepingIds keepsIds: Bool) -> HostCheck {
    let (isEnough, text) = UserNamespace.ids(keepingIds: keepsIds)
    return HostCheck(subject: "user ids", isAllowed: isEnough, detail: text)
  }

  /// Whether processes can be observed; nil if they can.
  private static var processes: HostCheck? {
    do {
      try ProcFiles.requireAccess(to: "observe processes in")
      return nil
    } catch {
      return HostCheck(subject: "/proc", isAllowed: false, detail: Remedies.text(of: error))
    }
  }

  /// Whether the kernel lets the caller mount and read tracefs.
  private static var mayTrace: Bool {
    let isInitial = ProcFiles.idMap == [[0, 0, Int(UInt32.max)]]
    return CurrentProcess.user.user == 0 && isInitial
      && (try? Capabilities())?.effective.contains(.sysAdmin) == true
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
        detail: "boxes need root: \(Remedies.text(of: UserNamespace.explain(error)))")
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

  private static func systemCallFilter(whileBoxesWork boxesWork: Bool) -> HostCheck {
    // A box that could be made has one.
    let exists = boxesWork || FileSystem.isDirectory("/proc/sys/kernel/seccomp") == true
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
