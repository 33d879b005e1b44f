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
    let owner: String
    let first: UInt32
    let count: UInt32
  }

  /// The range of a user who has one: by name or by number.
  static func range(in file: FilePath, of user: UInt32) -> Entry? {
    let name = name(of: user)
    return entries(in: file).first { ($0.owner == "\(user)" || $0.owner == name) && $0.count > 0 }
  }

  private static func isRoot(_ entry: Entry) -> Bool { entry.owner == "root" || entry.owner == "0" }

  static func entries(parsing text: [UInt8]) -> [Entry] {
    fields(of: text).compactMap { fields in
      guard fields.count == 3, let first = UInt32(fields[1]), let count = UInt32(fields[2]) else {
        return nil
      }
      return Entry(owner: fields[0], first: first, count: count)
    }
  }

  private static func entries(in file: FilePath) -> [Entry] {
    (try? FileContents.read(file)).map { entries(parsing: $0) } ?? []
  }

  private static func fields(of text: [UInt8]) -> [[String]] {
    text.split(separator: UInt8(ascii: "\n")).map { line in
      line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  private static var passwords: [[String]] {
    (try? FileContents.read("/etc/passwd")).map { fields(of: $0) } ?? []
  }

  private static var userIds: [UInt32] {
    passwords.compactMap { $0.count > 2 ? UInt32($0[2]) : nil }
  }

  private static func name(of user: UInt32) -> String? {
    passwords.first { $0.count > 2 && $0[2] == "\(user)" }?[0]
  }
}
