import Foundation
import Testing

/// `sigbox init` as the init of a real container: podman with runc, on a root file system that holds
/// nothing but the one static binary and a script.
struct ContainerTests {
  /// A podman with storage of its own.
  private struct Podman {
    let directory: URL
    let name = "sigbox-test-\(UUID().uuidString.prefix(8))"

    init() throws {
      // Podman takes no longer path for what it keeps at run time.
      directory = Workplace.directory.appendingPathComponent("\(UUID().uuidString.prefix(6))")
      try FileManager.default.createDirectory(
        at: directory.appendingPathComponent("rootfs"), withIntermediateDirectories: true)
    }

    func run(_ words: [String]) throws -> Command.Result {
      let paths = ["root", "runroot", "tmpdir"].map {
        "--\($0)=\(directory.appendingPathComponent($0).path)"
      }
      let options = ["--cgroup-manager=cgroupfs", "--runtime=runc", "--storage-driver=vfs"]
      // Podman's monitor stays: it may not have the descriptors by which Foundation learns of an
      // end, and it cannot work with the mask that a test has.
      let output = directory.appendingPathComponent("output").path
      let launcher = try Workplace.script(
        """
        signal.setmask{}
        for _, name in ipairs(signal.list()) do
          if name ~= "KILL" and name ~= "STOP" then signal.default(name) end
        end
        for descriptor = 3, 255 do process.close(descriptor) end
        process.exec({table.unpack(arg)})
        """)
      let command = "exec timeout -s KILL 60 podman \"$@\" >\"$0\" 2>&1 </dev/null"
      let result = try Command(
        [Workplace.binary, "init", launcher, "/bin/sh", "-c", command, output]
          + paths + options + words
      ).finish()
      let text = try String(contentsOfFile: output, encoding: .utf8)
      return Command.Result(status: result.status, output: text, error: text)
    }

    func start(_ command: [String], attached: Bool = false) throws -> Command.Result {
      // Podman's own defaults for these may be more than the machine allows.
      let limits = ["--ulimit", "nofile=1024:1024", "--ulimit", "nproc=1024:1024"]
      let rootfs = directory.appendingPathComponent("rootfs").path
      return try run(
        ["run", "--name", name, "--network=none", "--log-driver=k8s-file"]
          + (attached ? [] : ["--detach"]) + limits + ["--rootfs", rootfs] + command)
    }

    func add(_ name: String, from path: String) throws {
      try Workplace.alone {
        try FileManager.default.copyItem(
          atPath: path, toPath: directory.appendingPathComponent("rootfs/\(name)").path)
      }
    }

    func add(_ name: String, text: String) throws {
      let url = directory.appendingPathComponent("rootfs/\(name)")
      try Workplace.alone { try text.write(to: url, atomically: false, encoding: .utf8) }
    }

    func remove() {
      _ = try? run(["rm", "--force", "--time=0", name])
      try? FileManager.default.removeItem(at: directory)
    }
  }

  /// Why podman cannot run here; nil where it ran a program that does nothing.
  private static let obstacle: String? = {
    guard Workplace.isStatic else { return "a debug build needs the libraries of the machine" }
    guard User.isRoot else { return "needs root" }
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/podman") else {
      return "podman is not installed"
    }
    do {
      let podman = try Podman()
      defer { podman.remove() }
      try podman.add("noop", from: Workplace.directory.appendingPathComponent("noop").path)
      let result = try podman.start(["/noop"], attached: true)
      return result.status == 0 ? nil : "podman cannot run here: \(result.error)"
    } catch {
      return "\(error)"
    }
  }()

  private let script = """
    assert(process.pid() == 1)
    signal.handle("TERM", function() print("asked to stop") process.exit(42) end)
    print("ready")
    while true do signal.pause() end
    """

  /// Starts a container, stops it when it is ready, and gives its exit status and its output.
  private func stopped(_ command: [String], grace: Int) throws -> (status: String, output: String) {
    let podman = try Podman()
    defer { podman.remove() }
    try podman.add("sigbox", from: Workplace.binary)
    try podman.add("init.lua", text: script)
    try FileManager.default.createSymbolicLink(
      atPath: podman.directory.appendingPathComponent("rootfs/tini").path,
      withDestinationPath: "/sigbox")
    let started = try podman.start(command)
    try #require(started.status == 0, "\(started)")
    var logs = ""
    while !logs.contains("ready"), !logs.contains("sleeping") {
      let state = try podman.run(["inspect", "--format", "{{.State.Status}}", podman.name])
      try #require(state.lines.first == "running", "\(state)")
      logs = try podman.run(["logs", podman.name]).output
    }
    _ = try podman.run(["stop", "--time", "\(grace)", podman.name])
    let status = try podman.run(["inspect", "--format", "{{.State.ExitCode}}", podman.name])
    return (status.lines.first ?? "", try podman.run(["logs", podman.name]).output)
  }

  @Test(.enabled(if: obstacle == nil, "\(obstacle ?? "")"))
  func stopEndsItWithTheScriptsCode() throws {
    let result = try stopped(["/sigbox", "init", "/init.lua"], grace: 60)
    #expect(result.status == "42")
    #expect(result.output == "ready\nasked to stop\n")
  }

  @Test(.enabled(if: obstacle == nil, "\(obstacle ?? "")"))
  func tiniPassesTheStopOn() throws {
    let result = try stopped(["/tini", "--", "/sigbox", "init", "c-sig"], grace: 60)
    #expect(result.status == "0")
    #expect(result.output.contains("c-sig: received SIGTERM"), "\(result)")
  }

  /// The trouble that all this is about.
  @Test(.enabled(if: obstacle == nil, "\(obstacle ?? "")"))
  func withoutAHandlerItTakesKill() throws {
    let result = try stopped(["/sigbox", "init", "c"], grace: 1)
    #expect(result.status == "137")
  }

  /// The founding session, line by line the same verbs: what they print and their exit statuses.
  private func session(
    _ initName: String, run: ([String]) throws -> Command.Result,
    _ verb: ([String]) throws -> Command.Result
  ) throws -> [String] {
    var statuses = ["run \(try run(["/sigbox", "init", initName]).status)"]
    func note(_ words: String...) throws {
      let result = try verb(words)
      let output = words[0] == "wait" ? " \(result.lines.last ?? "")" : ""
      statuses.append("\(words[0]) \(result.status)\(output)")
    }
    if initName == "c" {
      for name in ["TERM", "KILL"] { try note("exec", "f", "/sigbox", "init", "/kill.lua", name) }
      try note("exec", "f", "/sigbox", "init", "/kill.lua", "0")
      try note("exec", "f", "/missing")
      try note("stop", "-t", "1", "f")
    } else {
      try note("exec", "f", "/sigbox", "init", "/kill.lua", "KILL")
      try note("stop", "f")
    }
    try note("wait", "f")
    try note("rm", "f")
    return statuses
  }

  @Test(.enabled(if: obstacle == nil, "\(obstacle ?? "")"), arguments: ["c", "go"])
  func foundingSessionIsAsPodmans(initName: String) throws {
    let podman = try Podman()
    defer { podman.remove() }
    try podman.add("sigbox", from: Workplace.binary)
    try podman.add("kill.lua", text: "return signal.kill(1, tonumber(arg[1]) or arg[1]) and 0 or 1")
    let theirs = try session(initName, run: { try podman.start($0) }) { words in
      try podman.run(words.map { $0 == "f" ? podman.name : $0 })
    }
    let boxes = try Boxes(.current)
    let rootfs = podman.directory.appendingPathComponent("rootfs").path
    let ours = try session(
      initName,
      run: {
        try boxes.start(["run", "-d", "--name", "f", "--rootfs", rootfs, "--"] + $0).finish()
      }
    ) { try boxes.start($0).finish() }
    #expect(ours == theirs)
    #expect(ours.contains(initName == "c" ? "wait 0 137" : "wait 0 2"), "\(ours)")
    #expect(boxes.leftovers.isEmpty)
  }
}
