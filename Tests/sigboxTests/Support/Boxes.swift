import Foundation
import Testing

/// A user's boxes with names, in a directory of their own.
final class Boxes {
  let user: User
  private let directory: URL

  init(_ user: User) throws {
    self.user = user
    directory = Workplace.directory.appendingPathComponent("\(UUID().uuidString.prefix(6))")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    chmod(directory.path, 0o777)
  }

  func start(through program: [String] = [], _ words: [String]) throws -> Command {
    let environment = ["/usr/bin/env", "XDG_RUNTIME_DIR=\(directory.path)"]
    return try Command(environment + program + [Workplace.binary] + words, as: user)
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
