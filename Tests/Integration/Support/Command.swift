import Foundation
import SignalModel
import Linux
import SystemPackage
import Testing

/// A command that runs beside the test, and for no longer than a test may take.
final class Command {
  struct Result {
    let status: Int32
    let output: String
    let error: String
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  let pid: pid_t
  private let words: [String]
  private let output: FileHandle
  private let input: FileHandle
  // A file, for a full pipe that nobody reads would block the command.
  private let error = Workplace.directory.appendingPathComponent("error-\(UUID().uuidString)")
  private var pending = Data()
  private let deadline = Instant.now + limit
  private var wasKilled = false

  /// How long the slowest command may take on the slowest machine.
  private static let limit = Duration.seconds(600)

  /// Starts a command in a process group of its own, with no signal blocked and all at default.
  init(_ words: [String], as user: User = .current) throws {
    self.words = user.prefix + words
    let (outputEnd, output) = try Linux.Pipe().release()
    let (input, inputEnd) = try Linux.Pipe().release()
    let error = try FileDescriptor.open(
      FilePath(error.path), .writeOnly, options: [.create, .closeOnExec],
      permissions: .ownerReadWrite)
    pid = try Self.spawn(self.words, [input, output, error])
    for descriptor in [input, output, error] { try descriptor.close() }
    self.output = FileHandle(fileDescriptor: outputEnd.rawValue, closeOnDealloc: true)
    self.input = FileHandle(fileDescriptor: inputEnd.rawValue, closeOnDealloc: true)
  }

  private static func spawn(_ words: [String], _ descriptors: [FileDescriptor]) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor.rawValue, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var set = sigset_t()
    sigemptyset(&set)
    posix_spawnattr_setsigmask(&attributes, &set)
    sigfillset(&set)
    posix_spawnattr_setsigdefault(&attributes, &set)
    let arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var pid: pid_t = 0
    let reason = Workplace.alone {
      posix_spawn(&pid, words[0], &actions, &attributes, arguments, environ)
    }
    guard reason == 0 else { throw Errno(rawValue: reason) }
    return pid
  }

  /// `sigbox` with arguments.
  static func sigbox(_ words: [String], as user: User = .current) throws -> Command {
    try Command([Workplace.binary] + words, as: user)
  }

  func write(_ text: String) {
    input.write(Data(text.utf8))
  }

  /// The next line of standard output, nil at its end.
  func line() -> String? {
    while true {
      if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending = Data(pending[(end + 1)...])
        return line
      }
      guard readMore() else { return nil }
    }
  }

  /// Reads lines until one has this prefix.
  @discardableResult
  func waitForLine(_ prefix: String) throws -> String {
    while let line = line() {
      if line.hasPrefix(prefix) { return line }
    }
    let error = (try? String(contentsOf: error, encoding: .utf8)) ?? ""
    throw Missing(description: "no line '\(prefix)'; standard error: \(error)")
  }

  /// Whether it has not ended, as far as the kernel has said.
  var isRunning: Bool {
    var info = siginfo_t()
    return waitid(P_PID, id_t(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_signo == 0
  }

  /// Reads on, and waits for the end.
  func finish() -> Result {
    try? input.close()
    while readMore() {}
    if let process = try? OwnedProcess(pid: pid) { expectNews(of: process.descriptor) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return Result(
      status: signal == 0 ? status >> 8 & 0xFF : 128 + signal,
      output: String(decoding: pending, as: UTF8.self),
      error: (try? String(contentsOf: error, encoding: .utf8)) ?? "")
  }

  /// Waits for the end of a command whose output may be endless; nil if it has not ended in time.
  func finish(within limit: Duration) throws -> Result? {
    let deadline = Instant.now + limit
    let process = try OwnedProcess(pid: pid)
    let reading = FileDescriptor(rawValue: output.fileDescriptor)
    try? input.close()
    while true {
      let ready = Polling.wait(for: [process.descriptor, reading], until: deadline)
      if ready.contains(process.descriptor) { return finish() }
      guard !ready.isEmpty, .now < deadline else {
        kill(-pid, SIGKILL)
        _ = finish()
        return nil
      }
      _ = readMore()
    }
  }

  /// Reads what there is of its output; false at the end.
  private func readMore() -> Bool {
    guard expectNews(of: FileDescriptor(rawValue: output.fileDescriptor)) else { return false }
    let more = output.availableData
    pending += more
    return !more.isEmpty
  }

  /// Waits until a descriptor is readable; false for a command that takes too long.
  ///
  /// Such a one is killed, and its test fails with what its processes did.
  @discardableResult
  private func expectNews(of descriptor: FileDescriptor) -> Bool {
    if wasKilled { return false }
    if !Polling.wait(for: [descriptor], until: deadline).isEmpty { return true }
    let processes = Evidence.processes(of: pid, holding: output.fileDescriptor)
    Issue.record("\(words.joined(separator: " ")): more than \(Self.limit)\n\(processes)")
    kill(-pid, SIGKILL)
    wasKilled = true
    return false
  }
}

/// Runs `sigbox run` to its end.
func run(_ words: String..., as user: User = .current) throws -> Command.Result {
  try Command.sigbox(["run", "--timeout", "60s"] + words, as: user).finish()
}

/// Runs a script in a box to its end.
func runScript(
  _ source: String, _ words: [String] = [], as user: User = .current
) throws -> Command.Result {
  let script = try Workplace.script(source)
  return try Command.sigbox(["run", "--timeout", "60s", script] + words, as: user).finish()
}

/// Runs a script that ends with exit code 0 where all its assertions hold.
func holds(
  _ source: String, _ words: [String] = [], as user: User = .current,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let result = try runScript(source, words, as: user)
  #expect(result.status == 0, "\(result)", sourceLocation: sourceLocation)
}

/// Makes a call that is wrong, and expects an error with its position and these parts.
func expectMisuse(
  _ call: String, _ parts: String..., sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let result = try runScript(
    "local ok, m = pcall(function() \(call) end) assert(not ok) io.write(m)")
  for part in parts + [":1: "] {
    #expect(result.output.contains(part), "\(result)", sourceLocation: sourceLocation)
  }
}
