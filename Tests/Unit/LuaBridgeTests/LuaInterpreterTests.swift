import Testing

@testable import LuaBridge

struct LuaInterpreterTests {
  private func run(_ source: String, _ modules: [LuaModule] = []) throws -> LuaValue {
    let interpreter = try LuaInterpreter()
    for module in modules { try interpreter.register(module) }
    return try interpreter.load(Array(source.utf8), chunk: "=test").call()
  }

  private func text(_ value: LuaValue) -> String { value.text ?? "\(value)" }

  @Test func runsAndReturns() throws {
    #expect(text(try run("return 'a' .. 1 + 1")) == "a2")
    guard case .integer(42) = try run("return 42") else { return #expect(Bool(false)) }
    guard case .nil = try run("") else { return #expect(Bool(false)) }
  }

  @Test func errorsCarryPositionAndTraceback() {
    let error = #expect(throws: LuaError.self) { try run("local x\nx.y = 1") }
    #expect(error?.description.hasPrefix("test:2: attempt to index a nil value") == true)
    #expect(error?.description.contains("stack traceback:") == true)
    let syntax = #expect(throws: LuaError.self) { try run("x = = 1") }
    #expect(syntax?.description == "test:1: unexpected symbol near '='")
    let object = #expect(throws: LuaError.self) { try run("error({})") }
    #expect(object?.description.hasPrefix("(error object is a table value)") == true)
  }

  @Test func valuesGoThroughUnchanged() throws {
    let echo = LuaModule(
      "host", [.init("echo") { values in (0..<values.count).map { values[$0 + 1] } }])
    let source = """
      local t = host.echo({1, 2.5, "x\\0y", true, {deep = {1}}, n = 3})
      assert(t[1] == 1 and math.type(t[1]) == "integer" and t[2] == 2.5)
      assert(t[3] == "x\\0y" and t[4] == true and t[5].deep[1] == 1 and t.n == 3)
      assert(select("#", host.echo()) == 0)
      assert(select("#", host.echo(nil, nil)) == 2)
      assert(host.echo(function() return 7 end)() == 7)
      assert(host.echo(("x"):rep(100000)) == ("x"):rep(100000))
      return "fine"
      """
    #expect(text(try run(source, [echo])) == "fine")
  }

  @Test func nestingIsBounded() throws {
    let echo = LuaModule(
      "host", [.init("echo") { values in (0..<values.count).map { values[$0 + 1] } }])
    let source = """
      local t = {} t.t = t
      local ok, message = pcall(host.echo, t)
      assert(not ok) return message
      """
    #expect(text(try run(source, [echo])).contains("nested more than 8 deep"))
  }

  /// An error raised by a host function must not jump over Swift frames: it would leak what they
  /// hold.
  ///
  /// The detector is proven first.
  @Test func errorsLeaveNoObjectBehind() throws {
    final class Counted {
      nonisolated(unsafe) static var living = 0
      init() { Self.living += 1 }
      deinit { Self.living -= 1 }
    }
    let kept = Counted()
    #expect(Counted.living == 1)
    let fail = LuaModule(
      "host",
      [
        .init("fail") { _ in
          let counted = Counted()
          defer { withExtendedLifetime(counted) {} }
          throw LuaError("no")
        },
        .init("argument") { arguments in
          let counted = Counted()
          defer { withExtendedLifetime(counted) {} }
          return [.integer(try arguments.integer(1, "n"))]
        },
      ])
    let source = """
      for _ = 1, 1000 do
        assert(not pcall(host.fail))
        assert(not pcall(host.argument, {}))
      end
      local ok, message = pcall(host.fail) return message
      """
    #expect(text(try run(source, [fail])).hasSuffix("no"))
    #expect(Counted.living == 1)
    withExtendedLifetime(kept) {}
  }

  @Test func misuseNamesTheArgument() throws {
    let host = LuaModule(
      "host",
      [
        .init("take") {
          [.integer(try $0.integer(1, "n")), .text(try $0.function(2, "f").call().typeName)]
        }
      ])
    func message(_ call: String) throws -> String {
      text(try run("local ok, m = pcall(function() \(call) end) return m", [host]))
    }
    #expect(
      try message("host.take('x')")
        == "test:1: bad argument #1 to 'take' (n: integer expected, got string)")
    #expect(try message("host.take()").contains("n: integer expected, got no value"))
    #expect(try message("host.take(1.5)").contains("no integer representation"))
    #expect(
      try message("host.take(1, 2)").contains("#2 to 'take' (f: function expected, got number)"))
  }

  @Test(arguments: [
    "dofile", "loadfile", "io.popen", "os.execute", "os.exit", "debug.sethook", "string.dump",
    "debug.getregistry", "debug.setmetatable",
  ])
  func leavesOut(name: String) throws {
    guard case .nil = try run("return \(name)") else {
      Issue.record("\(name) is there")
      return
    }
  }

  @Test func loadsTextOnly() throws {
    let bytecode = [UInt8]([0x1b]) + "Lua".utf8
    let interpreter = try LuaInterpreter()
    #expect(throws: LuaError.self) { try interpreter.load(bytecode, chunk: "=b") }
    let source = #"local f, m = load("\27Lua", "b", "b") assert(f == nil) return m"#
    #expect(text(try run(source)).contains("attempt to load a binary chunk"))
    #expect(text(try run(#"return load("return ...", "c", "bt")("fine")"#)) == "fine")
    #expect(text(try run(#"return load("return x", "c", "t", {x = "own"})()"#)) == "own")
  }

  @Test func refusesFinalizers() throws {
    let source = "local ok, m = pcall(setmetatable, {}, {__gc = function() end}) return m"
    #expect(text(try run(source)).contains("__gc finalizer is not supported"))
    #expect(text(try run("return setmetatable({}, {__index = {x = 'y'}}).x")) == "y")
  }

  @Test func coroutinesBehaveAsEver() throws {
    let source = """
      local co = coroutine.create(function(a, b)
        local c = coroutine.yield(a + b)
        local d, e = coroutine.yield(c * 2)
        return d + e
      end)
      local function check(...) local r = {...} return table.concat({tostring(r[1]), tostring(r[2])}, " ") end
      assert(check(coroutine.resume(co, 1, 2)) == "true 3")
      assert(check(coroutine.resume(co, 5)) == "true 10")
      assert(check(coroutine.resume(co, 3, 4)) == "true 7")
      assert(check(coroutine.resume(co)) == "false cannot resume dead coroutine")
      local generate = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)
      assert(generate() + generate() + generate() == 6)
      local bad = coroutine.wrap(function() error("inner") end)
      local ok, message = pcall(bad)
      assert(not ok and message:find("inner"), message)
      local object = setmetatable({}, {__tostring = function() return "object" end})
      local _, same = pcall(coroutine.wrap(function() error(object) end))
      assert(same == object)
      local closed = coroutine.create(function() coroutine.yield() end)
      coroutine.resume(closed)
      assert(coroutine.close(closed) and coroutine.status(closed) == "dead")
      assert(not pcall(coroutine.close, coroutine.running()))
      assert(not pcall(coroutine.resume, 1))
      local outer = coroutine.wrap(function()
        local inner = coroutine.wrap(function() coroutine.yield("in") end)
        coroutine.yield(inner()) return "out"
      end)
      return outer() .. outer()
      """
    #expect(text(try run(source)) == "inout")
  }

  @Test func interruptsRunningLuaInEveryCoroutine() throws {
    var count = 0
    let interpreter = try LuaInterpreter(interrupted: { count += 1 })
    let interrupt = LuaModule(
      "host",
      [
        .init("interrupt") { _ in
          LuaInterpreter.interruptFunction(); return []
        },
        .init("count") { _ in [.integer(Int64(count))] },
      ])
    try interpreter.register(interrupt)
    let source = """
      host.interrupt()
      while host.count() == 0 do end
      coroutine.wrap(function()
        host.interrupt()
        while host.count() == 1 do end
        coroutine.wrap(function()
          host.interrupt()
          coroutine.yield()
        end)()
        while host.count() == 2 do end
      end)()
      return "fine"
      """
    let result = try interpreter.load(Array(source.utf8), chunk: "=test").call()
    #expect(text(result) == "fine")
    #expect(count == 3)
  }

  @Test func hostFunctionsMayCallBack() throws {
    let host = LuaModule(
      "host", [.init("call") { [try $0.function(1, "f").call([.integer(20), .text("x")])] }])
    let source = """
      local function deep(n) return n == 0 and 0 or 1 + host.call(function() return deep(n - 1) end) end
      assert(deep(60) == 60)
      local ok, message = pcall(deep, 70)
      assert(not ok and message:find("too many nested calls"), message)
      return host.call(function(n, s) return s .. n end)
      """
    #expect(text(try run(source, [host])) == "x20")
  }
}
