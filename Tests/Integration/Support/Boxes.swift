import Foundation
import Testing

/// A user's boxes with names, in a directory of their own.
final class Boxes {
  let user: User
  let directory: URL

  init(_ user: User) throws {
    self.user = user
    directory = Workplace.directory.appendingPathComponent("\(UUID().uuidString.prefix(6))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    chmod(directory.path, 0o777)
    _ = Self.earlier
  }

  func start(through program: [String] = [], _ words: [String]) throws -> Command {
    let environment = ["/usr/bin/env", "XDG_RUNTIME_DIR=\(directory.path)", mark]
    return try Command(environment + program + [Workplace.binary] + words, as: user)
  }

  /// Runs a program of the fixtures with the binary and more words, in the world of these boxes.
  func run(_ program: String, _ words: [String]) throws -> Command.Result {
    let environment = ["/usr/bin/env", "XDG_RUNTIME_DIR=\(directory.path)", mark]
    return try Command(
      environment + ["python3", "-B", program, Workplace.binary] + words, as: user
    ).finish()
  }

  @discardableResult
  func callAsFunction(_ words: String...) throws -> Command.Result { try start(words).finish() }

  /// What `inspect` says of a box.
  func inspect(_ name: String) throws -> [String: Any] {
    let result = try self("inspect", name)
    let array = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [Any]
    return try #require(array?.first as? [String: Any])
  }

  func pid(_ key: String, of name: String) throws -> Int32 {
    Int32(try #require(inspect(name)[key] as? Int))
  }

  /// Repeats a command until its output has a text, for 30 s at most.
  @discardableResult
  func callAsFunction(until text: String, _ words: String...) throws -> Command.Result {
    let deadline = Date().addingTimeInterval(30)
    while true {
      let result = try start(words).finish()
      if result.output.contains(text) || Date() > deadline { return result }
    }
  }

  /// The path of a file that is kept of a box.
  func path(_ name: String) -> String? {
    let path = directory.appendingPathComponent("sigbox/\(name)").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  /// What is left of all boxes: nothing but the lock of all.
  var leftovers: [String] {
    let entries = try? FileManager.default.contentsOfDirectory(
      atPath: directory.appendingPathComponent("sigbox").path)
    return (entries ?? []).filter { $0 != ".lock" }
  }

  /// What is left of all boxes, processes and control groups among it, once what is ending has ended.
  var remains: [String] {
    let abandoned = Self.abandonedGroups
    let deadline = Date().addingTimeInterval(30)
    func groups() -> [String] { abandoned.filter { FileManager.default.fileExists(atPath: $0) } }
    while !(processes.isEmpty && groups().isEmpty), Date() < deadline { usleep(1000) }
    return leftovers + processes.map { "process \($0)" } + groups()
  }

  /// A variable that boxes let in, as they do with those of the language.
  private var mark: String { "LC_SIGBOX=\(directory.path)" }

  /// The processes that were started for these boxes: all inherit the mark.
  private var processes: [Int32] {
    let mark = Data("\(mark)\0".utf8)
    let entries = try? FileManager.default.contentsOfDirectory(atPath: "/proc")
    return (entries ?? []).compactMap { Int32($0) }.filter { pid in
      FileManager.default.contents(atPath: "/proc/\(pid)/environ")?.range(of: mark) != nil
    }
  }

  /// Control groups whose makers have gone: `sigbox-PID-TIME`.
  private static var abandonedGroups: [String] {
    groups.filter { path in
      let maker = path.split(separator: "/").last?.split(separator: "-")[1]
      return !FileManager.default.fileExists(atPath: "/proc/\(maker ?? "")")
    }.filter { !earlier.contains($0) }
  }

  /// What others had left before the tests began.
  private static let earlier = Set(groups)

  /// Control groups of boxes.
  ///
  /// FileManager would not look into what is mounted below a directory.
  private static var groups: [String] {
    let find = ["/usr/bin/find", "/sys/fs/cgroup", "-type", "d", "-name", "sigbox-*-*"]
    return (try? Command(find).finish().lines) ?? []
  }
}

/// Waits until a process has ended, reaped or not.
func waitUntilEnded(_ pid: Int32) throws {
  let deadline = Date().addingTimeInterval(30)
  while Date() < deadline {
    guard let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else {
      return
    }
    if stat.contains(") Z ") || stat.contains(") X ") { return }
    usleep(1000)
  }
  Issue.record("process \(pid) lives on")
}
