import Foundation
import Testing

/// A directory that every user can read, with the binary and the fixtures, in which the tests and
/// their commands work; made once, and removed when the tests end.
enum Workplace {
  static let directory: URL = {
    var template = Array("/tmp/sigbox-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("no directory under /tmp") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    chmod(path, 0o755)
    // Whatever hangs, the tests end.
    alarm(3600)
    atexit { try? FileManager.default.removeItem(at: Workplace.directory) }
    let directory = URL(fileURLWithPath: path)
    do {
      let given = ProcessInfo.processInfo.environment["SIGBOX"]
      try FileManager.default.copyItem(
        at: given.map { URL(fileURLWithPath: $0) }
          ?? root.appendingPathComponent(".build/debug/sigbox"),
        to: directory.appendingPathComponent("sigbox"))
      let build = root.appendingPathComponent("Tests/Fixtures/build").path
      precondition(system("'\(build)' '\(path)'") == 0, "the fixtures could not be built")
      precondition(FileManager.default.changeCurrentDirectoryPath(path))
    } catch {
      fatalError("\(error)")
    }
    return directory
  }()

  static let root = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../..").standardized

  /// Whether the binary needs no dynamic linker.
  static let isStatic: Bool = {
    let head = try? FileHandle(forReadingFrom: URL(fileURLWithPath: binary)).read(upToCount: 4096)
    return head.map { $0.range(of: Data("ld-linux".utf8)) == nil } ?? false
  }()

  static var binary: String { directory.appendingPathComponent("sigbox").path }

  /// Writes what may be executed while no command starts, or starts one.
  ///
  /// A child that has yet to execute its program has a copy of the writer's descriptor, and the file
  /// would be busy: ETXTBSY.
  static func alone<Result>(_ body: () throws -> Result) rethrows -> Result {
    lock.lock()
    defer { lock.unlock() }
    return try body()
  }

  private static let lock = NSLock()

  /// Writes a script that every user can read, and gives its path.
  static func script(_ source: String) throws -> String {
    let url = directory.appendingPathComponent("script-\(UUID().uuidString).lua")
    try alone { try source.write(to: url, atomically: false, encoding: .utf8) }
    chmod(url.path, 0o644)
    return url.path
  }

  /// Writes a script of sh that every user can execute, and gives its path.
  static func shellScript(_ source: String) throws -> String {
    let url = directory.appendingPathComponent("script-\(UUID().uuidString).sh")
    let text = "#!/bin/sh\n" + source
    try alone { try text.write(to: url, atomically: false, encoding: .utf8) }
    chmod(url.path, 0o755)
    return url.path
  }
}

/// Who runs a command.
///
/// As root, each test can be run for an unprivileged user as well.
enum User: CaseIterable, CustomTestStringConvertible {
  case current
  case nobody

  static let isRoot = getuid() == 0
  static var available: [User] { isRoot ? allCases : [.current] }
  static var unprivileged: User { isRoot ? .nobody : .current }

  var testDescription: String { self == .current ? "uid \(getuid())" : "uid 65534" }

  var prefix: [String] {
    self == .current
      ? [] : ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"]
  }
}
