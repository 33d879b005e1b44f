import Foundation
import Testing

/// The arguments of sigbox.init's functions: each is checked, and misuse stands at the script's line.
struct InitArgumentTests {
  @Test(arguments: [
    ("init.run('sleep 1')", "#1 to 'run' (command: table expected, got string)"),
    ("init.run{ 'true', stdot = 1 }", "#1 to 'run' (unknown option 'stdot'"),
    ("init.run({ 'true' }, 'kill')", "#2 to 'run' (options: table expected, got string)"),
    (
      "init.run({ 'true' }, { orphan = 'kill' })",
      "unknown option 'orphan': did you mean 'orphans'?"
    ),
    (
      "init.run({ 'true' }, { orphans = 'kil' })",
      "#2 to 'run' (option orphans must be \"leave\", \"wait\" or \"kill\", not 'kil')"
    ),
    ("init.run({ 'true' }, { grace = '5' })", "option grace: number expected, got string"),
    ("init.run({ 'true' }, { group = 1 })", "option group: boolean expected, got number"),
    ("init.restart('x')", "#1 to 'restart' (command: table expected, got string)"),
    (
      "init.restart({ 'x' }, { backoff = 2 })",
      "#2 to 'restart' (unknown option 'backoff': did you mean 'delay'? "
        + "use delay, group, stops, times or when)"
    ),
    ("init.restart({ 'x' }, { 'always' })", "unknown option 1: use delay"),
    (
      "init.restart({ 'x' }, { when = 'allways' })",
      "must be \"failure\" or \"always\", not 'allways'"
    ),
    ("init.restart({ 'x' }, { times = 1.5 })", "option times: number has no integer"),
    ("init.restart({ 'x' }, { times = -1 })", "option times must be 0 or more, not -1"),
    ("init.restart({ 'x' }, { delay = 0/0 })", "option delay must be 0 or more, not "),
    ("init.restart({ 'x' }, { stops = 'TREM' })", "#2 to 'restart' (unknown signal 'TREM'"),
    ("init.spawn()", "#1 to 'spawn' (command: table expected, got nil)"),
    ("init.spawn{}", "#1 to 'spawn' (command: empty"),
    ("init.spawn{ 'x', mask = 'FOO' }", "#1 to 'spawn' (unknown signal 'FOO'"),
  ])
  func commands(call: String, message: String) throws {
    try expectMisuse("require('sigbox.init')" + call.dropFirst(4), message)
  }

  @Test(arguments: [
    ("init.forward('x')", "#1 to 'forward' (child: pid expected, got string)"),
    ("init.forward(-1)", "#1 to 'forward' (child: a pid is 1 or more, not -1)"),
    ("init.forward(2, 'FOO')", "#2 to 'forward' (unknown signal 'FOO'"),
    ("init.forward(2, { TERM = 3 })", "has true for each name, not 3"),
    (
      "init.forward(2, nil, { grup = true })",
      "#3 to 'forward' (unknown option 'grup': did you mean"
    ),
    ("init.rewrite(3)", "#1 to 'rewrite' (map: table expected, got number)"),
    ("init.rewrite{ FOO = 'INT' }", "#1 to 'rewrite' (unknown signal 'FOO'"),
    ("init.rewrite{ INT = 'FOO' }", "#1 to 'rewrite' (unknown signal 'FOO'"),
    ("init.rewrite{ INT = true }", "#1 to 'rewrite' (which: signal name or number expected"),
    ("init.drop()", "#1 to 'drop' (which: signal name or number expected"),
    ("init.drop({ {} })", "#1 to 'drop' (which: signal name or number expected, got table"),
    ("init.delay({ 'FOO' }, 1)", "#1 to 'delay' (unknown signal 'FOO'"),
    ("init.delay('TERM')", "#2 to 'delay' (seconds: number expected, got nil)"),
    ("init.delay('TERM', -1)", "#2 to 'delay' (seconds must be 0 or more, not -1)"),
    ("init.escalate('FOO')", "#1 to 'escalate' (unknown signal 'FOO'"),
    ("init.escalate('TERM', {})", "#2 to 'escalate' (which: signal name or number expected"),
  ])
  func routes(call: String, message: String) throws {
    try expectMisuse("require('sigbox.init')" + call.dropFirst(4), message)
  }

  @Test(arguments: [
    ("init.wait('x')", "#1 to 'wait' (child: pid expected, got string)"),
    ("init.wait(2, 'x')", "#2 to 'wait' (deadline: time on process.clock expected, got string)"),
    ("init.wait_any(3)", "#1 to 'wait_any' (children: list of pids expected, got number)"),
    ("init.wait_any{ first = 2 }", "#1 to 'wait_any' (children: list of pids expected, as {"),
    ("init.wait_any{ 'x' }", "#1 to 'wait_any' (children: pid expected, got string)"),
    ("init.wait_any({ 2 }, {})", "#2 to 'wait_any' (deadline: time on process.clock expected"),
    ("init.wait_all{}", "#1 to 'wait_all' (deadline: time on process.clock expected"),
    ("init.stop(0)", "#1 to 'stop' (child: a pid is 1 or more, not 0)"),
    ("init.stop(2, { signal = 'FOO' })", "#2 to 'stop' (unknown signal 'FOO'"),
    ("init.stop(2, { timeout = 3 })", "unknown option 'timeout': did you mean 'grace'?"),
    ("init.stop(2, { grace = -1 })", "option grace must be 0 or more, not -1"),
    ("init.kill_orphans{ grace = 1 }", "#1 to 'kill_orphans' (grace: number expected, got table)"),
    ("init.remap(3)", "#1 to 'remap' (map: table expected, got number)"),
    (
      "init.remap{ [1] = 256 }", "#1 to 'remap' (an exit code is an integer from 0 to 255, not 256)"
    ),
    ("init.status()", "#1 to 'status' (ended: table expected, got nil)"),
    ("init.status{}", "#1 to 'status' (ended: not the end of a child: it has no status)"),
  ])
  func waiting(call: String, message: String) throws {
    try expectMisuse("require('sigbox.init')" + call.dropFirst(4), message)
  }

  /// Also the error of a part that one function has from another, and without any handler.
  @Test func thePositionIsTheScripts() throws {
    let script = try Workplace.script(
      """
      local init = require "sigbox.init"
      local function start(options)
        return (init.run({ "sleep", "1", group = false }, options))
      end
      start{ group = true }
      """)
    let result = try run(script)
    #expect(result.status == 1, "\(result)")
    #expect(result.error.contains(":3: the child does not lead a process group"), "\(result)")
    let coroutine = try runScript(
      """
      local init = require "sigbox.init"
      local go = coroutine.wrap(function()
        init.wait("x")
      end)
      go()
      """)
    #expect(coroutine.error.contains(":3: bad argument #1 to 'wait'"), "\(coroutine)")
  }

  @Test func aSetMayLeaveSignalsOut() throws {
    try holds(
      """
      local init = require "sigbox.init"
      local child = init.spawn{ "sleep", "100" }
      init.drop{ TERM = false, USR1 = true }
      init.forward(child)
      signal.kill(1, "USR1")
      signal.kill(1, "TERM")
      assert(init.wait(child).name == "TERM")
      """)
  }
}
