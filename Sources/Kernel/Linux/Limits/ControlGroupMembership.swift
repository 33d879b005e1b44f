package import SystemPackage

/// The control groups that a process is in: cgroups(7).
package struct ControlGroupMembership {
  private typealias Bytes = ArraySlice<UInt8>

  private let mountInfo: [UInt8]
  private let groups: [UInt8]

  /// Reads /proc/self/mountinfo and /proc/PID/cgroup.
  ///
  /// - Parameter pid: The process; nil for the caller.
  package init(of pid: Int32? = nil) {
    let groups = FilePath("/proc/\(pid.map { "\($0)" } ?? "self")/cgroup")
    self.init(
      mountInfo: (try? FileContents.read("/proc/self/mountinfo")) ?? [],
      groups: (try? FileContents.read(groups)) ?? [])
  }

  /// Takes the texts of proc_pid_mountinfo(5) and proc_pid_cgroup(5).
  package init(mountInfo: [UInt8], groups: [UInt8]) {
    self.mountInfo = mountInfo
    self.groups = groups
  }

  /// The directory of the process's group in version 2; nil if none is mounted.
  package var v2: FilePath? {
    directory(of: "") { type, _ in type.elementsEqual("cgroup2".utf8) }
  }

  /// The directory of the process's group for a controller of version 1; nil if none is mounted.
  package func v1(_ controller: String) -> FilePath? {
    directory(of: controller) { type, options in
      type.elementsEqual("cgroup".utf8)
        && Self.contains(controller, in: options, separator: UInt8(ascii: ","))
    }
  }

  /// The mount point of a hierarchy joined with the process's group in it.
  ///
  /// /proc/self/cgroup names a hierarchy by its controllers, and mountinfo by type and options.
  private func directory(
    of controller: String, isMount: (_ type: Bytes, _ options: Bytes) -> Bool
  ) -> FilePath? {
    let space = UInt8(ascii: " ")
    let group = Self.firstLine(of: groups) { line -> Bytes? in
      var rest = line
      _ = Self.cut(&rest, UInt8(ascii: ":"))
      let controllers = Self.cut(&rest, UInt8(ascii: ":"))
      return Self.contains(controller, in: controllers, separator: UInt8(ascii: ",")) ? rest : nil
    }
    let mount = Self.firstLine(of: mountInfo) { line -> Bytes? in
      var rest = line
      for _ in 0..<4 { _ = Self.cut(&rest, space) }
      let path = Self.cut(&rest, space)
      // Any number of optional fields, and a dash.
      while !rest.isEmpty, !Self.cut(&rest, space).elementsEqual("-".utf8) {}
      let type = Self.cut(&rest, space)
      _ = Self.cut(&rest, space)
      return isMount(type, rest) ? path : nil
    }
    guard let group, let mount else { return nil }
    let inside = String(decoding: group.drop { $0 == UInt8(ascii: "/") }, as: UTF8.self)
    return FilePath(String(decoding: mount, as: UTF8.self)).pushing(FilePath(inside))
  }

  /// The first result that `search` returns for a line.
  private static func firstLine<Found>(of text: [UInt8], _ search: (Bytes) -> Found?) -> Found? {
    var rest = text[...]
    while !rest.isEmpty {
      if let found = search(cut(&rest, UInt8(ascii: "\n"))) { return found }
    }
    return nil
  }

  private static func contains(_ name: String, in list: Bytes, separator: UInt8) -> Bool {
    var rest = list
    repeat {
      if cut(&rest, separator).elementsEqual(name.utf8) { return true }
    } while !rest.isEmpty
    return false
  }

  /// Removes and returns what is before a separator, and removes the separator.
  private static func cut(_ rest: inout Bytes, _ separator: UInt8) -> Bytes {
    let end = rest.firstIndex(of: separator) ?? rest.endIndex
    let part = rest[..<end]
    rest = rest[end...].dropFirst()
    return part
  }
}
