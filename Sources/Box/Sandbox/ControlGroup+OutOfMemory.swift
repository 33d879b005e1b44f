package import BoxProtocol
internal import Linux
internal import SystemPackage

extension ControlGroup {
  /// What the OOM killer has done in the groups so far; nil if no group limits the memory.
  ///
  /// Source: `oom_kill` in memory.events of version 2, and in memory.oom_control of version 1.
  package var outOfMemoryKills: OutOfMemoryKills? {
    for directory in directories {
      let events = Self.counters(directory.appending("memory.events"))
      if let count = events["oom_kill"] {
        return .init(count: count, limitWasReached: events["oom"].map { $0 > 0 } ?? false)
      }
      if let count = Self.counters(directory.appending("memory.oom_control"))["oom_kill"] {
        let failures = try? FileContents.read(directory.appending("memory.failcnt"))
        return .init(count: count, limitWasReached: failures?.first != UInt8(ascii: "0"))
      }
    }
    return nil
  }

  /// Reads a file with a name and a number in each line; the result is empty if there is no such file.
  private static func counters(_ file: FilePath) -> [String: UInt64] {
    let text = String(decoding: (try? FileContents.read(file)) ?? [], as: UTF8.self)
    return text.split(separator: "\n").reduce(into: [:]) { counters, line in
      let words = line.split(separator: " ")
      if words.count == 2 { counters[String(words[0])] = UInt64(words[1]) }
    }
  }
}
