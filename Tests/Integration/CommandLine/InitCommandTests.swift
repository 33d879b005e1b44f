import Foundation
import Testing

/// `sigbox init`: a script in place.
struct InitCommandTests {
  @Test func keepsWordsAsTheyAre() throws {
    let script = try Workplace.script("print(#arg, ...)")
    let result = try Command.sigbox(["init", script, "-g", "--help", "--", "cmd", "-x"]).finish()
    #expect(result.output == "5\t-g\t--help\t--\tcmd\t-x\n", "\(result)")
  }

  @Test func keepsBytesThatAreNoText() throws {
    let script = try Workplace.script("for _, word in ipairs(arg) do io.write(#word, ' ') end")
    let shell = "exec \"$0\" \"$1\" \"$2\" \"$(printf 'a\\377')\" -- \"$(printf '\\376\\303b')\""
    let words = ["/bin/sh", "-c", shell, Workplace.binary]
    #expect(try Command(words + ["init", script]).finish().output == "2 2 3 ")
    #expect(try Command(words + ["run", script]).finish().output == "2 3 ")
    let inBox = try Command(
      [
        "/bin/sh", "-c", "exec \"$0\" run -- printf %s \"$(printf '\\377')\" | od -An -tx1",
        Workplace.binary,
      ]
    ).finish()
    #expect(inBox.lines == [" ff"])
  }

  @Test func keepsTheEnvironment() throws {
    let script = try Workplace.script("process.exec{'sh', '-c', 'echo ${SWIFT_ROOT-none}'}")
    #expect(try Command.sigbox(["init", script]).finish().output == "none\n")
  }

  /// In a box, only 0, 1 and 2 are the script's from the start; in place, all that it inherits.
  @Test func inheritsDescriptors() throws {
    let script = try Workplace.script(
      """
      local text, message, errno = process.read(7)
      print(text or errno)
      print(select(3, process.close(299)), select(3, process.close(300)))
      """)
    for (verb, first) in [("init", "inherited"), ("run", "EBADF")] {
      let result = try Command(
        [
          "/bin/sh", "-c", "printf inherited | \"$0\" \"$1\" \"$2\" 7<&0", Workplace.binary, verb,
          script,
        ]
      ).finish()
      #expect(result.output == "\(first)\nEBADF\tEBADF\n", "\(result)")
    }
  }

  @Test func isASubreaperWhereItIsNotPID1() throws {
    let script = try Workplace.script(
      """
      assert(process.pid() ~= 1)
      local orphan
      local child = process.fork(function()
        process.fork(function() while process.parent() == child do end return 9 end)
      end)
      assert(process.wait(child).code == 0)
      assert(process.wait().code == 9, "the orphan came here")
      return 4
      """)
    #expect(try Command.sigbox(["init", script]).finish().status == 4)
  }

  @Test(arguments: User.available)
  func isPID1WhereItIsPID1(user: User) throws {
    let script = try Workplace.script(
      """
      assert(process.pid() == 1)
      signal.raise("TERM")
      process.wait(process.fork(function() process.fork(function() return 9 end) end))
      local ended repeat ended = process.wait() until ended
      return ended.code
      """)
    let words = ["/usr/bin/unshare", "--user", "--map-root-user", "--pid", "--fork"]
    let result = try Command(words + [Workplace.binary, "init", script], as: user).finish()
    #expect(result.status == 9, "\(result)")
  }

  /// The one static binary and a script, as in a container FROM scratch: nothing else, no /proc.
  @Test(
    .enabled(if: Workplace.isStatic, "a debug build needs the libraries of the machine"),
    arguments: User.available)
  func runsInAnEmptyRoot(user: User) throws {
    let root = Workplace.directory.appendingPathComponent("scratch-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: root) }
    try FileManager.default.linkItem(
      atPath: Workplace.binary, toPath: root.appendingPathComponent("sigbox").path)
    let script = root.appendingPathComponent("init.lua")
    try "assert(process.pid() == 1) print('here') return 6".write(
      to: script, atomically: false, encoding: .utf8)
    chmod(root.path, 0o755)
    chmod(script.path, 0o644)
    let result = try Command(
      [
        "/usr/bin/unshare", "--user", "--map-root-user", "--pid", "--fork", "--root=\(root.path)",
        "/sigbox", "init", "/init.lua",
      ], as: user
    ).finish()
    #expect(result.status == 6 && result.output == "here\n", "\(result)")
  }

  @Test func isTheInterpreterOfAScript() throws {
    let script = try Workplace.script(
      "#!/usr/bin/env -S \(Workplace.binary) init\nprint(arg[0], ...) return 5")
    chmod(script, 0o755)
    let result = try Command([script, "a", "--", "b"]).finish()
    #expect(result.status == 5 && result.output == "\(script)\ta\t--\tb\n", "\(result)")
  }

  @Test func saysWhatIsWrong() throws {
    let missing = try Command.sigbox(["init", "nosuch.lua"]).finish()
    #expect(missing.status == 125 && missing.error.contains("nosuch.lua: ENOENT"))
    let none = try Command.sigbox(["init"]).finish()
    #expect(none.status == 125 && none.error.contains("script"))
  }
}
