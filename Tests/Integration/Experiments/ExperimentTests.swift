import Foundation
import FoundationXML
import Testing

/// Files of experiments, and `sigbox test`, which runs them.
struct ExperimentTests {
  private func test(
    _ source: String, _ words: String..., as user: User = .current
  ) throws -> Command.Result {
    try Command.sigbox(
      ["test", "--timeout", "60s"] + words + [try Workplace.script(source)], as: user
    )
    .finish()
  }

  /// Copied to where every user can read them, for the checkout may be nobody else's business.
  private static let experiments: String = {
    let copy = Workplace.directory.appendingPathComponent("experiments-\(UUID().uuidString)")
    try? FileManager.default.copyItem(
      at: Workplace.root.appendingPathComponent("lua/examples/experiments"), to: copy)
    return copy.path
  }()

  @Test(arguments: User.available)
  func allThatAreShippedPass(user: User) throws {
    let result = try Command.sigbox(["test", Self.experiments], as: user).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains(" passed, 0 failed in "))
  }

  private let fourVerdicts = """
    describe("a group", function()
      it("holds", function() assert.equal(1, 1) end)
      it("fails", function()
        assert.equal(1, 2)
      end)
      it("is broken", function() error("oh") end)
      pending("waits", "for better days")
    end)
    """

  @Test(arguments: User.available)
  func fourVerdicts(user: User) throws {
    let result = try test(fourVerdicts, "--seed", "5", as: user)
    #expect(result.status == 1)
    #expect(result.output.contains("1 passed, 1 failed, 1 broken, 1 skipped in "), "\(result)")
    #expect(result.output.contains(", seed 5"))
    #expect(result.output.contains(".lua:4: expected 1, got 2"))
    #expect(result.output.contains("broken: "))
    #expect(result.output.contains(".lua:6: oh"))
    #expect(result.output.contains("for better days"))
  }

  /// As in busted, hooks after an experiment run even if it failed.
  @Test func hooks() throws {
    let source = """
      local steps = {}
      local function step(name) return function() steps[#steps + 1] = name end end
      describe("a group", function()
        before_each(step("before"))
        after_each(step("after"))
        it("fails", function() step("fails")() assert(false) end)
        it("holds", step("holds"))
      end)
      it("has seen all", function()
        assert.equal("before fails after before holds after", table.concat(steps, " "))
      end)
      describe("a group whose hook fails", function()
        after_each(function() error("the hook") end)
        it("is broken", function() end)
        it("fails first", function() assert(false, "the experiment") end)
      end)
      """
    let result = try test(source)
    #expect(result.output.contains("2 passed, 2 failed, 1 broken in "), "\(result)")
    #expect(result.output.contains("the experiment"))
    #expect(result.lines.filter { $0.contains("the hook") }.count == 1, "\(result)")
  }

  @Test func testAnythingProtocol() throws {
    let result = try test(fourVerdicts, "--report", "tap")
    let lines = result.lines
    #expect(lines.prefix(2) == ["TAP version 13", "1..4"])
    let starts = ["ok 1 - ", "not ok 2 - ", "# ", "not ok 3 - ", "# broken: ", "ok 4 - "]
    #expect(zip(lines.dropFirst(2), starts).allSatisfy { $0.hasPrefix($1) }, "\(lines)")
    #expect(lines.last?.hasSuffix("# SKIP for better days") == true)
  }

  @Test func junit() throws {
    let file = Workplace.directory.appendingPathComponent("\(UUID().uuidString).xml")
    let result = try test(fourVerdicts, "--report", "junit", "--junit", file.path)
    let document = try XMLDocument(data: Data(result.output.utf8))
    #expect(try document.nodes(forXPath: "/testsuites/testsuite/testcase").count == 4)
    for element in ["failure", "error", "skipped"] {
      #expect(try document.nodes(forXPath: "//testcase/\(element)").count == 1)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == result.output)
  }

  @Test func noResultIsLostAmongLongOnes() throws {
    let source = """
      for number = 1, 120 do
        it("fails " .. number, function() assert(false, ("x"):rep(3000)) end)
      end
      it("holds", function() end)
      """
    let result = try test(source)
    #expect(result.status == 1 && result.lines.last?.hasPrefix("1 passed, 120 failed in ") == true)
  }

  @Test func filterRepeatAndSeed() throws {
    let source = """
      local experiment = require("experiment")
      local numbers = {}
      for number = 1, 1000 do numbers[number] = number end
      it("tells", function() print("chose", experiment.choose(numbers)) end)
      it("fails", function() assert(false) end)
      """
    func chosen(_ seed: String) throws -> [String] {
      let result = try test(source, "--filter", "^tells$", "--repeat", "2", "--seed", seed)
      #expect(result.status == 0 && result.output.contains("2 passed, 0 failed"), "\(result)")
      return result.lines.filter { $0.hasPrefix("chose") }.sorted()
    }
    #expect(try chosen("7") == chosen("7"))
    #expect(try chosen("7") != chosen("8"))
    #expect(try chosen("7").count == 2)
  }

  /// Each says in one line what is wrong; none passes.
  @Test(
    arguments: [
      ("it('x', function(", "expected near <eof>"),
      ("error('no tests')", "no tests"),
      ("while true do end", "did not end in time"),
      ("it('x', function() signal.ignore('TERM') end)", "ignore is for inits"),
      ("it('x', function() process.exit(0) end)", "exit is for inits"),
      ("it('x', function() require('experiment').box('nosuch') end)", "built-in inits are bash"),
      ("it('x', function() require('experiment').box({'/nosuch'}) end)", "ENOENT"),
      ("it('x', function() require('experiment').box({}) end)", "empty command"),
      ("it('x', function() require('experiment').box() end)", "no program: give"),
      (
        "it('x', function() require('experiment').box('c', {arg = {}}) end)", "unknown option 'arg'"
      ),
      (
        "it('x', function() require('experiment').box('c'):kill('FOO') end)", "unknown signal 'FOO'"
      ),
      (
        "it('x', function() require('experiment').box('c'):kill('TERM', 'moon') end)",
        "inside or host"
      ),
      ("it('x', function() require('experiment').box('c'):type('x') end)", "terminal = true"),
      (
        "it('x', function() local b = require('experiment').box('c') b:close() b:ps() end)",
        "closed"
      ),
      ("it('x', function() require('experiment').box({'false'}) end)", "ended before it was ready"),
      ("it('x', function() require('experiment').box('c'):wait(0.01) end)", "did not end within"),
      (
        "it('x', function() require('experiment').box('c'):exec({'sleep', '9'}, 0.01) end)",
        "within"
      ),
      (
        "it('x', function() require('experiment').box('c'):expect('x', 0.01) end)",
        "did not match 'x'"
      ),
      ("it('x')", "it(name, function) expected"),
      ("print('nothing to test')", "no experiment was found"),
    ])
  func whatIsWrongIsSaid(source: String, message: String) throws {
    let result = try Command.sigbox(["test", "--timeout", "2s", try Workplace.script(source)])
      .finish()
    #expect(result.status == 1, "\(result)")
    #expect(result.output.contains(message), "\(result)")
  }

  @Test func commandLine() throws {
    func fails(_ words: String..., message: String) throws {
      let result = try Command.sigbox(["test"] + words).finish()
      #expect(result.status == 125 && result.error.contains(message), "\(result)")
    }
    try fails(message: "missing argument")
    try fails("/nosuch.lua", message: "cannot read the experiments /nosuch.lua: ENOENT")
    try fails("/proc/self/ns", message: "it has no Lua files")
    try fails("--repeat", "0", "x", message: "--repeat takes a number from 1")
  }

  /// An experiment is a stranger's script, too.
  @Test(arguments: User.available)
  func theExperimentItselfIsConfined(user: User) throws {
    let source = """
      it("is in a box", function()
        assert.is_nil((io.open("/etc/sigbox-was-here", "w")))
        assert.is_nil((io.open("/proc/sys/kernel/hostname", "w")))
        for _, path in ipairs({ "/etc/shadow", "/root/.profile", "/proc/kcore" }) do
          local file = io.open(path)
          assert.is_nil(file and file:read(1))
        end
        assert.is_nil((io.open("/proc/\(getpid())/status")))
        assert.error_matches(function() require("experiment").box("/nosuch.lua") end, "ENOENT")
        assert.has_error(function() load(string.dump(function() end), "x", "b")() end)
        for _, name in ipairs({ "spawn", "fork", "exec" }) do
          assert.error_matches(function() process[name]({ "true" }) end, "is for inits")
        end
      end)
      it("makes boxes that are confined as all are", function()
        local box = require("experiment").box("c")
        local script = "mount -t tmpfs x /mnt || unshare -r true || unshare -p true"
          .. " || kill -0 \(getpid()) || grep . /etc/shadow || touch /etc/sigbox-was-here"
        assert.truthy(box:exec({ "sh", "-c", script }).status ~= 0)
        local escaped = box:exec(function() return process.setcapabilities{effective = {"SYS_ADMIN"}}
          and 0 or 3 end)
        assert.exited(3, escaped)
      end)
      """
    let result = try test(source, as: user)
    #expect(result.status == 0, "\(result)")
    #expect(!FileManager.default.fileExists(atPath: "/etc/sigbox-was-here"))
  }

  @Test func nothingIsLeft() throws {
    let source = """
      it("leaves boxes open", function()
        local experiment = require("experiment")
        for _ = 1, 20 do experiment.box("bash"):start({ "sleep", "\(getpid())1" }) end
      end)
      """
    #expect(try test(source).status == 0)
    let processes = try Command(["/usr/bin/env", "ps", "-eo", "args"]).finish()
    #expect(processes.output.contains("ps -eo args"))
    #expect(!processes.lines.contains("sleep \(getpid())1"))
  }
}
