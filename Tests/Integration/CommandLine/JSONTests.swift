import Foundation
import Testing

/// The module json of scripts.
struct JSONTests {
  @Test(arguments: [
    "null", "true", "0", "-7", "1.5", "1.0", "9223372036854775807", "-9223372036854775808",
    "0.30000000000000004", "1e+300", "1.7976931348623157e+308", "\"\"", "\"a\\\"b\\\\c\\n\\u0001\"",
    "\"é 漢 😀\"",
    "[]", "{}", "[[],{},[null]]", "{\"a\":[1,2,{\"b\":null}],\"n\":3}",
    "{\"\":0,\"two words\":false}",
  ])
  func textsComeBackAsTheyWere(text: String) throws {
    try holds(
      """
      local json = require "json"
      local text = [==[\(text)]==]
      local value, message = json.decode(text)
      assert(value ~= nil, message)
      local again = json.encode(value)
      assert(again == text, again)
      """)
  }

  @Test func valuesOfLua() throws {
    try holds(
      #"""
      local json = require "json"
      local value = json.decode [[ { "list": [1, 2.0, null], "e": "\ud83d\ude00" } // so]]
      assert(math.type(value.list[1]) == "integer" and math.type(value.list[2]) == "float")
      assert(value.list[3] == json.null and #value.list == 3 and value.e == "😀")
      assert(tostring(json.null) == "null" and json.decode("null") == json.null)
      assert(json.encode({ b = 1, a = { 1, "x" }, c = json.null }) == '{"a":[1,"x"],"b":1,"c":null}')
      assert(json.encode({ [7] = true }) == '{"7":true}' and json.encode({ n = 2 }) == '{"n":2}')
      assert(json.encode({ 1, {} }, { indent = true }) == "[\n  1,\n  []\n]")
      assert(json.encode(nil) == "null" and json.encode(-0.0) == "-0.0")
      assert(require "json" == json and require "sigbox.json" == json)
      """#)
  }

  @Test(arguments: [
    ("", "no valid JSON value"), ("[1,\n nul]", "no valid JSON value at line 2, column 2"),
    ("{", "unterminated object at line 1, column 1"), ("\"abc", "unterminated string at line 1"),
    ("[1] x", "unexpected text after the value at line 1, column 5"),
    ("1.5.5", "no valid JSON value"),
    ("{ \"key\" 5 }", "expected \"key\": value in an object, near \"key\""),
    ("{ 1: 5 }", "expected \"key\": value in an object"), ("[\"a\": 1]", "not a key, near \"a\""),
  ])
  func textsThatAreNone(text: String, message: String) throws {
    let result = try runScript(
      """
      local value, message = require("json").decode((...))
      assert(value == nil)
      io.write(message)
      """, [text])
    #expect(result.output.contains(message), "\(result)")
    #expect(result.status == 0, "\(result)")
  }

  @Test func bytesThatAreNoUTF8() throws {
    try holds(
      #"""
      local json = require "json"
      local value, message = json.decode('{\n"a": "\xff"}')
      assert(value == nil and message == "invalid UTF-8 at line 2, column 7", message)
      value, message = json.encode({ "\xff" })
      assert(value == nil and message:find("a string is not UTF-8: ", 1, true), message)
      """#)
  }

  @Test(arguments: [
    ("json.decode()", "#1 to 'decode' (text: string expected, got nil)"),
    ("json.decode({})", "#1 to 'decode' (text: string expected, got table)"),
    ("json.encode({ { print } })", "#1 to 'encode' (a function has no JSON form)"),
    ("json.encode({ [true] = 1 })", "#1 to 'encode' (a key of a table is a string or a number"),
    ("json.encode(0/0)", "nan has no JSON form"), ("json.encode(-1/0)", "-inf has no JSON form"),
    ("local t = {} t.t = t json.encode(t)", "#1 to 'encode' (a table contains itself)"),
    ("json.encode({}, { indet = true })", "unknown option 'indet': did you mean 'indent'?"),
    ("json.encode({}, { indent = 2 })", "option indent: boolean expected, got number"),
  ])
  func misuseIsRaised(call: String, message: String) throws {
    try expectMisuse("local json = require 'json' \(call)", message)
  }

  /// Many levels are an error, in the main program, in a coroutine and in a handler.
  @Test func deepNesting() throws {
    try holds(
      """
      local json = require "json"
      local function try()
        for _, count in ipairs{ 10000, 100000, 3000000 } do
          local value, message = json.decode(("["):rep(count) .. ("]"):rep(count))
          if count == 10000 then
            assert(#json.encode(value) == 2 * count)
            local fits, why = pcall(json.encode, { value })
            assert(not fits and why:find("deeper than 10000 levels"), why)
          else
            assert(value == nil and message:find("nested too deeply"), message)
          end
        end
        return true
      end
      assert(try())
      assert(coroutine.wrap(try)())
      local done
      signal.handle("USR1", function() done = try() end)
      signal.raise("USR1")
      assert(done)
      """)
  }

  /// Handlers run in the middle of a long text, and do not change the result.
  @Test func handlersRunMeanwhile() throws {
    try holds(
      """
      local json = require "json"
      local list = {}
      for index = 1, 20000 do list[index] = { index = index, text = "number " .. index } end
      local ticks, inner = 0, nil
      signal.handle("ALRM", function() ticks = ticks + 1 inner = json.decode('{"a":[1]}') end)
      signal.timer("real", 0.01, 0.01)
      local text = json.encode(list)
      local before = ticks
      local value, message = json.decode(text)
      assert(value, message)
      assert(ticks > before and before > 0 and inner.a[1] == 1)
      assert(json.encode(value) == text)
      signal.timer("real", 0)
      """)
  }

  /// A file of the script's comes first; nothing of the host is loaded.
  @Test func aScriptsOwnFileComesFirst() throws {
    let directory = Workplace.directory.appendingPathComponent("json-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    chmod(directory.path, 0o755)
    for (name, text) in [
      ("json.lua", "return { mine = true }"), ("lpeg.lua", "error('loaded')"),
      (
        "app.lua",
        "assert(require('json').mine) assert(require('sigbox.json').decode('[1]')[1] == 1)"
      ),
    ] {
      let path = directory.appendingPathComponent(name).path
      try Workplace.alone { try text.write(toFile: path, atomically: false, encoding: .utf8) }
      chmod(path, 0o644)
    }
    let result = try run(directory.appendingPathComponent("app.lua").path)
    #expect(result.status == 0, "\(result)")
  }

  @Test func everyFunctionIsDocumented() throws {
    let meta = try String(
      contentsOf: Workplace.root.appendingPathComponent("lua/meta/json.lua"), encoding: .utf8)
    #expect(meta.hasPrefix("---@meta json"))
    let documented = meta.matches(of: try Regex("(?m)^(?:function )?json\\.(\\w+)")).map {
      String($0.output[1].substring ?? "")
    }
    let result = try runScript("for name in pairs(require 'json') do print(name) end")
    #expect(Set(documented) == Set(result.lines))
    let article = try Documentation.article("LuaReference")
    for name in ["decode", "encode"] { #expect(article.contains("`json.\(name)("), "\(name)") }
  }
}
