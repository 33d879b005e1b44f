internal import Linux
internal import SystemPackage

/// The user and group ids of a box, each as a part of those of its surroundings: user_namespaces(7).
struct UserMapping: Equatable, Sendable {
  /// Consecutive ids.
  struct Range: Equatable, Sendable {
    /// The first id inside the user namespace.
    let inside: UInt32
    /// The first id outside.
    let outside: UInt32
    let count: UInt32
  }

  let users: [Range]
  let groups: [Range]

  /// The number of ids that a box has at most.
  static let size: UInt32 = 65_536

  /// Whether the ids are the same inside and outside.
  var isIdentity: Bool { (users + groups).allSatisfy { $0.inside == $0.outside } }

  /// The ids of a new box.
  ///
  /// A box of the host's root gets ids that nobody else uses, so that no file of the host belongs to a
  /// process of the box. In a user namespace without room for that, it keeps the surrounding ids.
  ///
  /// - Parameter keepsIds: Whether to keep the surrounding ids in any case.
  init(keepingIds keepsIds: Bool) {
    let users = Self.ranges(in: "/proc/self/uid_map")
    if !keepsIds, Self.isWhole(users) {
      let base = SubordinateIds.forRoot(seed: UInt64(Instant.now.nanoseconds))
      let range = [Range(inside: 0, outside: base, count: Self.size)]
      (self.users, self.groups) = (range, range)
      return
    }
    let groups = Self.ranges(in: "/proc/self/gid_map")
    if !keepsIds {
      if let user = Self.upperHalf(of: users), let group = Self.upperHalf(of: groups) {
        (self.users, self.groups) = ([user], [group])
        return
      }
    }
    (self.users, self.groups) = (Self.kept(users), Self.kept(groups))
  }

  init(users: [Range], groups: [Range]) {
    (self.users, self.groups) = (users, groups)
  }

  /// The ids outside for ids of the box; those of its root if it does not have them.
  func outside(_ ids: (user: UInt32, group: UInt32)) -> (user: UInt32, group: UInt32) {
    (Self.outside(ids.user, users), Self.outside(ids.group, groups))
  }

  private static func outside(_ id: UInt32, _ ranges: [Range]) -> UInt32 {
    let range = ranges.first { $0.inside <= id && id - $0.inside < $0.count }
    return range.map { $0.outside + (id - $0.inside) } ?? ranges.first?.outside ?? 0
  }

  /// The ids that a map of the kernel makes visible: uid_map of proc_pid(5).
  static func ranges(parsing text: [UInt8]) -> [Range] {
    TextFields.lines(of: text).compactMap { line in
      let numbers = line.split(separator: UInt8(ascii: " ")).compactMap { TextFields.number($0) }
      guard numbers.count == 3 else { return nil }
      return Range(inside: numbers[0], outside: numbers[1], count: numbers[2])
    }
  }

  static func ranges(in file: FilePath) -> [Range] {
    (try? FileContents.read(file)).map { ranges(parsing: $0) } ?? []
  }

  /// Whether a map is that of the initial user namespace.
  private static func isWhole(_ ranges: [Range]) -> Bool {
    ranges == [Range(inside: 0, outside: 0, count: .max)]
  }

  /// The upper half of the largest range: ids that the files of a container seldom belong to.
  static func upperHalf(of ranges: [Range]) -> Range? {
    guard let largest = ranges.max(by: { $0.count < $1.count }), largest.count >= 1024 else {
      return nil
    }
    let count = min(largest.count / 2, size)
    return Range(inside: 0, outside: largest.inside + (largest.count - count), count: count)
  }

  private static func kept(_ ranges: [Range]) -> [Range] {
    ranges.map { Range(inside: $0.inside, outside: $0.inside, count: $0.count) }
  }

  /// The text for the kernel.
  static func text(_ ranges: [Range]) -> String {
    ranges.reduce(into: "") { $0 += "\($1.inside) \($1.outside) \($1.count)\n" }
  }
}
