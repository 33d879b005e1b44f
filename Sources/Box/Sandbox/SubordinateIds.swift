internal import Linux
internal import SystemPackage

/// Ids that a user may give to user namespaces: subuid(5).
enum SubordinateIds {
  /// The first ids that may be picked, and their end; systemd-nspawn picks from the same.
  private static let picked: (first: UInt32, end: UInt32) = (0x8_0000, 0x6fff_0000)

  /// The first of 65,536 ids for a box of the host's root.
  ///
  /// They are those of /etc/subuid and /etc/subgid if both give root the same ones, otherwise picked, so
  /// that they are in no other range and no user has one.
  static func forRoot(seed: UInt64) -> UInt32 {
    let given = entries(in: "/etc/subuid")
    if let own = given.first(where: { isRoot($0) && $0.count >= UserMapping.size }),
      entries(in: "/etc/subgid").contains(where: {
        isRoot($0) && $0.first == own.first && $0.count >= UserMapping.size
      })
    {
      return own.first
    }
    let users = userIds
    var number = seed
    for _ in 0..<64 {
      // The numbers of Lehmer's generator differ much even for neighboring seeds.
      number = (number &* 0x9e37_79b9_7f4a_7c15) ^ (number >> 29)
      let blocks = UInt64((picked.end - picked.first) / UserMapping.size)
      let first = picked.first + UInt32(number % blocks) * UserMapping.size
      let last = first + (UserMapping.size - 1)
      let isTaken =
        users.contains { (first...last).contains($0) }
        || given.contains { $0.count > 0 && $0.first <= last && first - $0.first < $0.count }
      if !isTaken { return first }
    }
    return picked.first
  }

  /// A line of subuid(5).
  struct Entry: Equatable {
    let owner: [UInt8]
    let first: UInt32
    let count: UInt32
  }

  /// The range of a user who has one: by name or by number.
  static func range(in file: FilePath, of user: UInt32) -> Entry? {
    let names = [Array("\(user)".utf8), name(of: user)]
    return entries(in: file).first { names.contains($0.owner) && $0.count > 0 }
  }

  private static let root: [[UInt8]] = [Array("root".utf8), Array("0".utf8)]
  private static func isRoot(_ entry: Entry) -> Bool { root.contains(entry.owner) }

  static func entries(parsing text: [UInt8]) -> [Entry] {
    TextFields.lines(of: text).compactMap { line in
      guard let owner = field(0, of: line), let first = number(1, of: line),
        let count = number(2, of: line)
      else { return nil }
      return Entry(owner: Array(owner), first: first, count: count)
    }
  }

  private static func entries(in file: FilePath) -> [Entry] {
    (try? FileContents.read(file)).map { entries(parsing: $0) } ?? []
  }

  private static func field(_ index: Int, of line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    TextFields.field(index, of: line, separator: UInt8(ascii: ":"))
  }

  private static func number(_ index: Int, of line: ArraySlice<UInt8>) -> UInt32? {
    field(index, of: line).flatMap { TextFields.number($0) }
  }

  private static var passwords: [ArraySlice<UInt8>] {
    (try? FileContents.read("/etc/passwd")).map { TextFields.lines(of: $0) } ?? []
  }

  private static var userIds: [UInt32] { passwords.compactMap { number(2, of: $0) } }

  private static func name(of user: UInt32) -> [UInt8] {
    passwords.first { number(2, of: $0) == user }.flatMap { field(0, of: $0) }.map { Array($0) }
      ?? []
  }
}
