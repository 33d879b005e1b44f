import Foundation
import Testing

/// What a box is made of, as seen from within.
struct BoxTests {
  @Test(arguments: User.available)
  func hasNamespacesOfItsOwn(user: User) throws {
    let source = """
      assert(process.pid() == 1 and process.parent() == 0)
      process.wait(process.spawn{"readlink", "/proc/self/ns/pid", "/proc/self/ns/mnt",
        "/proc/self/ns/uts", "/proc/self/ns/ipc", "/proc/self/ns/net"})
      process.wait(process.spawn{"cat", "/proc/sys/kernel/hostname"})
      process.wait(process.spawn{"sh", "-c", "echo /proc/[0-9]*; cat /sys/class/net/lo/flags"})
      process.wait(process.spawn{"id", "-u"})
      """
    let result = try runScript(source, as: user)
    let lines = result.lines
    #expect(result.status == 0 && lines.count == 9, "\(result)")
    for (line, name) in zip(lines, ["pid", "mnt", "uts", "ipc", "net"]) {
      let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/\(name)")
      #expect(line.hasPrefix("\(name):[") && line != own)
    }
    #expect(lines[5] == "sigbox")
    #expect(lines[6].split(separator: " ").count == 2, "only PID 1 and the shell: \(lines[6])")
    #expect(lines[8] == "0")
  }

  @Test func optionsChangeIt() throws {
    let host = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
    let result = try run(
      "--hostname", "box", "--net", "host", "--", "/bin/sh", "-c",
      "cat /proc/sys/kernel/hostname; readlink /proc/self/ns/net")
    #expect(result.lines == ["box", host])
  }

  @Test func loopbackIsUp() throws {
    let server = """
      import socket
      s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen()
      c = socket.create_connection(s.getsockname()); print("connected")
      """
    #expect(try run("--", "python3", "-c", server).output == "connected\n")
  }

  @Test(arguments: User.available)
  func rootIsReadOnlyButForItsOwnPlaces(user: User) throws {
    let outside = "/tmp/sigbox-outside-\(UUID().uuidString)"
    let source = """
      local function try(path)
        local file, message = io.open(path, "w")
        print(path, file and "written" or message:match("Read%-only") or message)
      end
      try("/etc/sigbox-test") try("/var/tmp/sigbox-test") try("\(outside)") try("/run/x")
      try("/dev/shm/x") try("/sys/x")
      """
    let result = try runScript(source, as: user)
    let words = result.lines.map { String($0.split(separator: "\t")[1]) }
    #expect(words[0] == "Read-only" || words[0].contains("Permission"))
    #expect(words[1] == "Read-only")
    #expect(words[2] == "written" && words[3] == "written" && words[4] == "written")
    #expect(words[5] != "written")
    #expect(!FileManager.default.fileExists(atPath: outside))
    #expect(!FileManager.default.fileExists(atPath: "/run/x"))
  }

  @Test func writableOptsOut() throws {
    let path = "/var/tmp/sigbox-test-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try run("--writable", "--", "touch", path).status == 0)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  /// HUP, PIPE and CHLD ignored, USR1 blocked, descriptor 17 open: nothing of that is inherited.
  @Test(arguments: User.available, ["open", "closed"])
  func callerDoesNotLeakIn(user: User, input: String) throws {
    let caller = Workplace.directory.appendingPathComponent("inheriting").path
    let script = try Workplace.script(
      """
      local s = process.status()
      print(#s.SigBlk, #s.SigIgn, #s.SigCgt, #s.SigPnd, #s.ShdPnd, s.threads)
      process.wait(process.spawn{"ls", "/proc/1/fd"})
      process.wait(process.spawn{"cat", "/proc/self/status"})
      """)
    // The detector: the caller's own child has all of it.
    let detector = try Command([caller, input, "cat", "/proc/self/status"], as: user).finish()
    #expect(masks(detector).first == "SigBlk:\t0000000000000200")
    #expect(masks(detector)[1].hasSuffix("11001"))
    let descriptors = try Command([caller, input, "ls", "/proc/self/fd"], as: user).finish()
    #expect(descriptors.lines.contains("17"))
    let run = [caller, input, Workplace.binary, "run", "--timeout", "60s"]
    let result = try Command(run + [script], as: user).finish()
    let clean = ["Blk", "Ign", "Cgt"].map { "Sig\($0):\t0000000000000000" }
    #expect(result.lines.prefix(4) == ["0\t0\t0\t0\t0\t1", "0", "1", "2"], "\(result)")
    #expect(masks(result) == clean)
    let program = try Command(run + ["--", "cat", "/proc/1/status"], as: user).finish()
    #expect(masks(program) == clean)
  }

  private func masks(_ result: Command.Result) -> [String] {
    result.lines.filter { $0.hasPrefix("SigB") || $0.hasPrefix("SigI") || $0.hasPrefix("SigC") }
  }

  @Test func directoryOfTheCallerStaysVisible() throws {
    // The tests' directory is under /tmp, which the box covers.
    let result = try run("--", "/bin/sh", "-c", "pwd; ls ./c-init; ls /tmp | wc -l; echo x > file")
    #expect(result.lines == [Workplace.directory.path, "./c-init", "1"])
    #expect(result.error.contains("Read-only file system"))
    #expect(
      try run("--send", "host:KILL", "--", Workplace.directory.path + "/c-init").status == 137)
  }

  @Test func modulesAreFoundBesideTheScript() throws {
    let name = "module_\(UUID().uuidString.replacingOccurrences(of: "-", with: "_"))"
    try "return {value = ...}".write(
      to: Workplace.directory.appendingPathComponent("\(name).lua"), atomically: false,
      encoding: .utf8)
    let source = """
      assert(require("\(name)") == require "\(name)" and require("signal") == signal)
      print(require("\(name)").value)
      local ok, message = pcall(require, "no.such")
      print(message:match("no/such.lua"))
      """
    #expect(try runScript(source).lines == [name, "no/such.lua"])
  }

  @Test func scriptsTakeArgumentsAndStandardInput() throws {
    let result = try runScript("print(#arg, arg[2], ...) print(io.read())", ["a", "b", "--", "-c"])
    #expect(result.lines == ["3\tb\ta\tb\t-c", "nil"], "\(result)")
    let command = try Command.sigbox(["run", "--timeout", "60s", "-"])
    command.write("return 9")
    #expect(command.finish().status == 9)
    let shebang = try runScript("#!/usr/bin/env -S sigbox run\nerror('here')")
    #expect(shebang.error.contains(":2: here"))
  }
}
