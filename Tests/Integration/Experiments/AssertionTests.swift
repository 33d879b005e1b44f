import Foundation
import Testing

/// The assertions of experiments: luassert's, as in busted, and sigbox's own.
struct AssertionTests {
  private func test(_ source: String, as user: User = .current) throws -> Command.Result {
    try Command.sigbox(["test", "--timeout", "60s", try Workplace.script(source)], as: user)
      .finish()
  }

  /// Runs the body of one experiment, and checks its verdict.
  private func expect(
    _ body: String, _ verdict: String, _ message: String? = nil, as user: User = .current
  ) throws {
    let result = try test("it('x', function() \(body) end)", as: user)
    #expect(result.status == (verdict == "passed" ? 0 : 1), "\(body): \(result)")
    #expect(result.lines.last?.contains("1 \(verdict)") == true, "\(body): \(result)")
    if let message {
      let line = result.lines.first { $0.contains("broken: ") || $0.contains(".lua:1: ") }
      #expect(line?.hasSuffix(".lua:1: \(message)") == true, "\(body): \(result)")
    }
  }

  @Test(arguments: [
    "assert.are.equal(1, 1) assert.is_not.equal(1, 2) assert.are_not_equal(1, 2)",
    "assert.Is.Equal(1, 1) assert.is_not_nil(0) assert.is_nil(nil) assert.Not.Nil(false)",
    "assert.are.same({ 1, { a = 2 } }, { 1, { a = 2 } }) assert.are_not.same({ 1 }, { 2 })",
    "assert.truthy(0) assert.is.falsy(nil) assert.True(true) assert.is_false(false)",
    "assert.has.errors(function() error('oh') end) assert.has_no.errors(function() end)",
    "assert.has_error(function() error('oh') end, 'oh')",
    "assert.error_matches(function() error('a long text') end, 'long')",
    "assert.has_error(function() error({ code = 1 }) end, { code = 1 })",
    "assert.matches('^a', 'abc') assert.no_match('^b', 'abc') assert.near(1, 1.1, 0.2)",
    "assert.is_string('x') assert.is_table({}) assert.is_function(print) assert.is_number(1)",
    "assert.unique({ 1, 2 }) assert.array({ 1, 2 }).has.no.holes()",
    "assert.message('why').equal(1, 1)",
    "assert.at_most(2, 1) assert.is_not.at_most(1, 2)",
    "assert.exited(3, { code = 3 }) assert.is_not.exited(3, { code = 4 })",
    "assert.killed('KILL', { signal = 'KILL' }) assert.is_not.killed('KILL', { code = 1 })",
    "assert.effect('exited', { verdict = 'exited', code = 2, reason = 'x' })",
    "assert.effect('exited 2', { verdict = 'exited', code = 2, reason = 'x' })",
    "assert.is_not.effect('exited 1', { verdict = 'exited', code = 2, reason = 'x' })",
    """
    assert:register('assertion', 'even', function(_, arguments) return arguments[1] % 2 == 0 end)
    assert.is_even(2) assert.is_not_even(3)
    """,
    """
    local ok, failure = pcall(assert.equal, 1, 2)
    assert.is_false(ok) assert.equal('expected 1, got 2', tostring(failure))
    """,
  ])
  func holds(body: String) throws {
    try expect(body, "passed")
  }

  /// What is given back to the caller.
  @Test func results() throws {
    try expect(
      """
      local a, b, c = assert(1, 2, 3)
      assert.same({ 1, 2, 3 }, { a, b, c })
      assert.equal('b', assert.matches('a(b)', 'abc'))
      assert.equal(5, assert.at_most(6, 5))
      local ended = { code = 3 }
      assert.equal(ended, assert.exited(3, ended))
      """, "passed")
  }

  @Test(arguments: [
    ("assert(false)", "assertion failed!"), ("assert(nil, 'why')", "why"),
    ("assert.equal(1, 2)", "expected 1, got 2"),
    ("assert.equal(nil, 'a\\n')", "expected nil, got \"a\\n\""),
    ("assert.equal(1, 2, 'the label')", "the label: expected 1, got 2"),
    ("assert.message('the label').equal(1, 2)", "the label: expected 1, got 2"),
    ("assert.equal(0.3, 0.1 + 0.2)", "expected 0.3, got 0.30000000000000004"),
    (
      "assert.equal({ 1 }, { 1 })",
      "expected { 1 }, got { 1 }: these are different tables, "
        + "use assert.same to compare their contents"
    ),
    (
      "assert.same({ 1, { a = 2, b = 3 } }, { 1, { a = 2, b = 4 } })",
      "expected { 1, *{ a = 2, *b = 3 } }, got { 1, *{ a = 2, *b = 4 } }"
    ),
    ("assert.are_not.equal(1, 1)", "expected something other than 1"),
    ("assert.is_not_nil(nil)", "expected something other than nil"),
    ("assert.is_nil(3)", "expected nil, got 3"), ("assert.is_true(nil)", "expected true, got nil"),
    ("assert.is_string(3)", "expected string, got 3"),
    ("assert.truthy(nil, 'why')", "why: expected a true value, got nil"),
    ("assert.falsy(7)", "expected false or nil, got 7"),
    ("assert.has.errors(function() end)", "expected error: any; raised: none"),
    ("assert.has_error(function() error('a') end, 'b')", "expected error: \"b\"; raised: \"a\""),
    ("assert.has_no.errors(function() error('a') end)", "expected no error; raised: \"a\""),
    ("assert.matches('^a', 'b')", "expected a text that matches \"^a\", got \"b\""),
    ("assert.no_match('b', 'b')", "expected a text that does not match \"b\", got \"b\""),
    ("assert.near(1, 2, 0.5)", "expected 1, got 2 (tolerance 0.5)"),
    ("assert.at_most(1, 2)", "expected at most 1, got 2"),
    ("assert.at_most(1, nil)", "expected at most 1, got nil"),
    ("assert.exited(1, { signal = 'KILL' })", "expected exited 1, got killed KILL"),
    ("assert.killed('TERM', { code = 2 }, 'it')", "it: expected killed TERM, got exited 2"),
    (
      "assert.effect('killed', { verdict = 'dropped', reason = 'so' })",
      "expected killed, the kernel did: dropped (so)"
    ),
    (
      "assert.array({ 1, nil, 3 }).has.no.holes(3)",
      "expected an array without holes; index 2 is nil"
    ),
    ("assert.equal(1)", "'equals' takes at least 2 arguments, got 1"),
    (
      "assert.exited(1, nil)",
      "bad argument #2 to 'exited' (the end of a process expected, got nil)"
    ),
    (
      "assert.effect('x', nil)",
      "bad argument #2 to 'effect' (the effect of a signal expected, got nil)"
    ),
    ("assert.alive(nil)", "bad argument #1 to 'alive' (a box expected, got nil)"),
  ])
  func failsInOneLine(body: String, message: String) throws {
    try expect(body, "failed", message)
  }

  /// Misuse says nothing about the subject of an experiment.
  @Test(arguments: [
    ("assert.is_foo(1)", "luassert: unknown modifier/assertion: 'is_foo'"),
    ("spy.new(3)", "Cannot spy on type 'number', only on functions or callable elements"),
    ("assert.was.called()", "'called' must be chained after 'spy(aspy)'"),
  ])
  func misuseIsBroken(body: String, message: String) throws {
    if body.hasPrefix("assert.was") {
      // The assertions about spies come with the first spy.
      try expect("spy.new(print) \(body)", "broken", message)
    } else {
      try expect(body, "broken", message)
    }
  }

  @Test(arguments: User.available)
  func spiesStubsAndMocks(user: User) throws {
    let source = """
      local modules = { f = function(n) return n + 1 end }
      describe("a spy", function()
        it("calls the function and counts", function()
          local s = spy.on(modules, "f")
          assert.equal(3, modules.f(2))
          assert.spy(s).was.called(1)
          assert.spy(s).was.called_with(2)
          assert.spy(s).was_not.called_with(3)
          assert.spy(s).was.called_with(match.is_number())
          assert.spy(s).returned_with(3)
          s:revert()
        end)
        it("is gone when it was reverted", function()
          assert.is_false(spy.is_spy(modules.f))
        end)
        it("is reverted by a snapshot", function()
          local snapshot = assert:snapshot()
          stub(modules, "f").returns(7)
          assert.equal(7, modules.f(1))
          assert.stub(modules.f).was.called()
          snapshot:revert()
          assert.equal(2, modules.f(1))
        end)
      end)
      it("mocks a table", function()
        local mocked = mock({ g = function() return 5 end }, true)
        assert.is_nil(mocked.g("x"))
        assert.stub(mocked.g).was.called_with("x")
      end)
      it("is the module of that name", function()
        assert.equal(require("luassert.spy").new, spy.new)
        assert.equal(require("luassert").register, assert.register)
      end)
      it("fails", function()
        local s = spy.new(function() end)
        s(1, "x")
        assert.spy(s).was.called_with(1, match.is_table())
      end)
      """
    let result = try test(source, as: user)
    #expect(result.lines.last?.hasPrefix("5 passed, 1 failed in ") == true, "\(result)")
    #expect(
      result.output.contains(
        "no call had the expected arguments: the last call was (1, \"x\"), "
          + "expected (1, match.is_table())"), "\(result)")
  }

  /// What luassert needs of `debug` is not there for scripts.
  @Test(arguments: User.available)
  func theSandboxStaysClosed(user: User) throws {
    try expect(
      """
      assert.same({}, {})
      local names = {}
      for name in pairs(debug) do names[#names + 1] = name end
      table.sort(names)
      assert.same({ 'getinfo', 'traceback' }, names)
      assert.is_nil(package.config)
      local hidden = setmetatable({}, { __metatable = 'hidden', __eq = function() return true end })
      assert.is_not.same(hidden, { 1 })
      assert.equal('hidden', getmetatable(hidden))
      assert.is_nil(require('luassert.util').debug)
      """, "passed", as: user)
  }

  @Test func luassertIsLoadedWhenItIsUsed() throws {
    try expect(
      """
      local function has(module) return package.loaded[module] ~= nil end
      local before = has('luassert.assert')
      assert(1) assert(true, 'x')
      local after_true = has('luassert.assert')
      assert.equal(1, 1)
      assert.same({ false, false, true, false }, {
        before, after_true, has('luassert.assert'), has('luassert.spy'),
      })
      """, "passed")
  }

  @Test func chinese() throws {
    let chinese = "require('experiment.words').language = 'zh' "
    try expect(chinese + "assert.equal(1, 2)", "failed", "期望是 1，实际是 2")
    try expect(chinese + "assert.equal(1, 2, 'x')", "failed", "x：期望是 1，实际是 2")
    try expect(
      chinese + "assert.has_error(print)", "failed", "期望的错误：任意；实际抛出的错误：无")
    try expect(
      chinese + "assert.exited(1, { signal = 'KILL' })", "failed",
      "期望是 exited 1，实际是 killed KILL")
  }

  /// The other messages of lua/experiment have Chinese texts, with the same arguments.
  @Test func otherMessagesAreTranslated() throws {
    var texts: [String] = []
    for file in ["box", "init", "workshop"] {
      let source = try String(
        contentsOf: Workplace.root.appendingPathComponent("lua/experiment/\(file).lua"),
        encoding: .utf8)
      texts += source.matches(of: /words\.(?:say|translate)\("([^"]+)"/).map { String($0.output.1) }
    }
    #expect(texts.count >= 9)
    func untranslated(_ texts: [String]) throws -> [String] {
      let result = try test(
        """
        local chinese = require("experiment.chinese")
        it("prints", function()
          for _, text in ipairs({ \(texts.map { "\"\($0)\"" }.joined(separator: ", ")) }) do
            local zh = chinese.translate(text)
            local _, here = text:gsub("%%[sg]", "")
            local _, there = zh:gsub("%%[sg]", "")
            if zh == text or here ~= there then print("missing " .. text) end
          end
        end)
        """)
      #expect(result.status == 0, "\(result)")
      return result.lines.filter { $0.hasPrefix("missing ") }
    }
    #expect(try untranslated(texts) == [])
    #expect(try untranslated(texts + ["no such text"]) == ["missing no such text"])
  }

  /// Each assertion has its messages in both languages, with the same arguments.
  @Test func messagesAreComplete() throws {
    let source = """
      local glossary = require("experiment.glossary")
      local luassert = require("experiment.luassert")
      local names = luassert.names()
      local texts = require("say")
      local function arguments(text)
        return select(2, text:gsub("%%s", ""))
      end
      for _, name in ipairs(names) do
        it(name, function()
          local assertion = require("luassert.namespaces").assertion[name]
          for _, key in ipairs({ assertion.positive_message, assertion.negative_message }) do
            local en, zh = texts.en[key], texts.zh[key]
            assert(en, key .. " in English")
            assert(zh, key .. " in Chinese")
            assert.equal(arguments(en), arguments(zh), key)
            assert.same({}, glossary.problems(zh))
            assert.truthy(zh:find("[\\xe4-\\xe9]"), key)
          end
        end)
      end
      """
    let result = try test(source)
    #expect(result.status == 0, "\(result)")
    #expect(result.lines.count > 40, "\(result)")
    #expect(result.output.contains("✓ effect") || result.output.contains("ok effect"))
  }
}
