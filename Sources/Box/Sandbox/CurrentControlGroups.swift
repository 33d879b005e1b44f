internal import Linux
package import SystemPackage

/// The control groups that the caller is in, as /proc has them now: cgroups(7).
package struct OwnControlGroups {
  private typealias Bytes = ArraySlice<UInt8>

  private let mounts: [UInt8]
  private let groups: [UInt8]

  /// Reads what is mounted, and where in it the caller is: proc_pid_mountinfo(5), proc_pid_cgroup(5).
  package init() {
    mounts = (try? FileContents.read("/proc/self/mountinfo")) ?? []
    groups = (try? FileContents.read("/proc/self/cgroup")) ?? []
  }

  /// The directory of that of version 2, which may have no controllers.
  package var second: FilePath? {
    directory(in: "") { type, _ in type.elementsEqual("cgroup2".utf8) }
  }

  /// The directory of that of a controller in version 1.
  package func first(_ controller: String) -> FilePath? {
    directory(in: controller) { type, options in
      type.elementsEqual("cgroup".utf8)
        && Self.has(controller, in: options, separator: UInt8(ascii: ","))
    }
  }

  /// A hierarchy is known by its controllers here, and by the type and options of its mount there.
  private func directory(
    in controller: String, _ isIt: (_ type: Bytes, _ options: Bytes) -> Bool
  ) -> FilePath? {
    let space = UInt8(ascii: " ")
    let group = Self.first(of: groups, UInt8(ascii: "\n")) { line -> Bytes? in
      var rest = line
      _ = Self.cut(&rest, UInt8(ascii: ":"))
      let controllers = Self.cut(&rest, UInt8(ascii: ":"))
      return Self.has(controller, in: controllers, separator: UInt8(ascii: ",")) ? rest : nil
    }
    let mount = Self.first(of: mounts, UInt8(ascii: "\n")) { line -> Bytes? in
      var rest = line
      for _ in 0..<4 { _ = Self.cut(&rest, space) }
      let path = Self.cut(&rest, space)
      // Behind further fields, as many as there are, and a dash.
      while !rest.isEmpty, !Self.cut(&rest, space).elementsEqual("-".utf8) {}
      let type = Self.cut(&rest, space)
      _ = Self.cut(&rest, space)
      return isIt(type, rest) ? path : nil
    }
    guard let group, let mount else { return nil }
    let inside = String(decoding: group.drop { $0 == UInt8(ascii: "/") }, as: UTF8.self)
    return FilePath(String(decoding: mount, as: UTF8.self)).pushing(FilePath(inside))
  }

  /// What a search finds in the first part of a text that has it.
  private static func first<Found>(
    of text: [UInt8], _ separator: UInt8, _ search: (Bytes) -> Found?
  ) -> Found? {
    var rest = text[...]
    while !rest.isEmpty {
      if let found = search(cut(&rest, separator)) { return found }
    }
    return nil
  }

  private static func has(_ name: String, in list: Bytes, separator: UInt8) -> Bool {
    var rest = list
    repeat {
      if cut(&rest, separator).elementsEqual(name.utf8) { return true }
    } while !rest.isEmpty
    return false
  }

  /// Takes what is before a separator, and the separator.
  private static func cut(_ rest: inout Bytes, _ separator: UInt8) -> Bytes {
    let end = rest.firstIndex(of: separator) ?? rest.endIndex
    let part = rest[..<end]
    rest = rest[end...].dropFirst()
    return part
  }
}
