import Foundation
import Testing

/// init.wait_any, and what an init says of signals that it may not send.
struct WaitAnyTests {
  @Test(arguments: User.available)
  func theFirstOfSeveral(user: User) throws {
    try holds(
      """
      local init = require "sigbox.init"
      local reading, writing = process.pipe()
      local slow = init.spawn{ "sh", "-c", "read go; exit 4", stdin = reading }
      local quick = init.spawn{ "sh", "-c", "exit 3" }
      local other = process.fork(function() process.sleep(1000) end)
      local ended = init.wait_any{ slow, quick, other }
      assert(ended.pid == quick and ended.code == 3)
      local none, message, errno = init.wait_any({ slow, quick }, process.clock() + 0.02)
      assert(none == nil and errno == "EAGAIN", message)
      process.write(writing, "go\\n")
      assert(init.wait_any{ slow, quick }.code == 4)
      none, message, errno = init.wait_any{ slow, quick }
      assert(none == nil and errno == "ECHILD", message)
      -- One that sigbox.init did not start counts once it was named.
      assert(select(3, init.wait_any(nil, process.clock())) == "EAGAIN")
      signal.kill(other, "KILL")
      assert(init.wait_any().name == "KILL")
      assert(select(3, init.wait_any()) == "ECHILD")
      """, as: user)
  }

  @Test func thoseThatHaveEndedComeInTheirOrder() throws {
    try holds(
      """
      local init = require "sigbox.init"
      local codes, children = { 5, 3, 4 }, {}
      local pipes = {}
      -- They end in another order than they were made in, which is the kernel's.
      for _, code in ipairs{ 3, 4, 5 } do
        local reading, writing = process.pipe()
        children[code] = init.spawn{ "sh", "-c", "read go; exit " .. code, stdin = reading }
        pipes[code] = writing
      end
      local sleeper = init.spawn{ "sleep", "1000" }
      for _, code in ipairs(codes) do
        process.write(pipes[code], "go\\n")
        while process.status(children[code]).state ~= "zombie" do end
        -- A time that is over looks once, and reaps.
        assert(not init.wait(sleeper, process.clock()))
        assert(not process.status(children[code]))
      end
      for _, code in ipairs(codes) do
        assert(init.wait_any().code == code)
      end
      """)
  }

  @Test func signalsAreRoutedMeanwhile() throws {
    try holds(
      """
      local init = require "sigbox.init"
      local one = init.spawn{ "sh", "-c", "trap 'exit 5' USR1; kill -USR1 1; while :; do sleep 0.01; done" }
      local two = init.spawn{ "sleep", "1000" }
      init.forward(one, "USR1")
      local ended = init.wait_any{ one, two }
      assert(ended.pid == one and ended.code == 5)
      """)
  }

  /// An init that may not signal its child any more, as one that has given up its user.
  @Test(.tags(.root), .enabled(if: User.isRoot, "needs root: a child of another user"))
  func whatMayNotBeForwardedIsSaid() throws {
    let script = try Workplace.script(
      """
      local init = require "sigbox.init"
      local reading, writing = process.pipe()
      local child = init.spawn{ "sh", "-c", "read go; exit 6", stdin = reading }
      init.forward(child)
      assert(process.setuid(65534))
      signal.kill(1, "TERM")
      assert(not init.wait(child, process.clock() + 0.05))
      assert(select(3, init.stop(child)) == "EPERM")
      process.write(writing, "go\\n")
      return init.wait(child).code
      """)
    let result = try run(script)
    #expect(result.status == 6, "\(result)")
    #expect(result.error.contains("cannot forward TERM: "), "\(result)")
    #expect(result.error.contains("EPERM"), "\(result)")
    #expect(result.error.split(separator: "\n").count == 1, "\(result)")
  }

  /// tini ends there; so does its imitation.
  @Test(.tags(.root), .enabled(if: User.isRoot, "needs root: a child of another user"))
  func tiniEndsWhereItMayNotForward() throws {
    let directory = Workplace.directory.appendingPathComponent("eperm-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let changer = directory.appendingPathComponent("setpriv").path
    try FileManager.default.copyItem(atPath: "/usr/bin/setpriv", toPath: changer)
    chmod(directory.path, 0o755)
    chmod(changer, 0o4755)
    let command = ["-s", "--", changer, "--reuid", "0", "sh", "-c", "echo ready; read end"]
    var results: [Command.Result] = []
    for program in [["/usr/bin/tini"], [Workplace.binary, "init", "tini"]] {
      if program.count == 1, !FileManager.default.isExecutableFile(atPath: program[0]) {
        print("tini is not installed: only the imitation is tested")
        continue
      }
      let supervisor = try Command(
        ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"] + program
          + command)
      try supervisor.waitForLine("ready")
      kill(supervisor.pid, SIGTERM)
      // The child ends as its input does.
      results.append(supervisor.finish())
    }
    for result in results {
      #expect(result.status == 1, "\(result)")
      #expect(
        result.error.hasSuffix(
          "Unexpected error when forwarding signal: 'Operation not permitted'\n"), "\(result)")
    }
  }
}
