import Foundation
import Testing

/// lua/meta, which documents the Lua API, has the same names as the API.
struct LuaDocumentationTests {
  /// A table of the API, or a class.
  struct Table: CustomTestStringConvertible, Sendable {
    /// What it is called in lua/meta: the functions are `name.x` or `name:x`.
    let name: String
    /// A Lua expression of the table.
    let value: String
    /// Whether only experiments have it.
    var inExperiments = false
    /// The words before the names of assertions that are optional.
    var prefixes: [String] = []

    var testDescription: String { name }
  }

  static let tables = [
    Table(name: "signal", value: "signal"), Table(name: "process", value: "process"),
    Table(name: "terminal", value: "terminal"), Table(name: "json", value: "require('json')"),
    Table(name: "init", value: "require('sigbox.init')"),
    Table(name: "experiment", value: "require('experiment')", inExperiments: true),
    Table(name: "Box", value: "require('experiment.box').Box", inExperiments: true),
    Table(name: "Job", value: "require('experiment.box').Job", inExperiments: true),
    Table(name: "assert", value: "assertions()", inExperiments: true, prefixes: ["is_", "has_"]),
    Table(name: "spy", value: "require('luassert.spy')", inExperiments: true),
    Table(name: "stub", value: "require('luassert.stub')", inExperiments: true),
    Table(name: "mock", value: "require('luassert.mock')", inExperiments: true),
    Table(name: "match", value: "require('luassert.match')", inExperiments: true),
  ]

  private static let meta: String = {
    let folder = Workplace.root.appendingPathComponent("lua/meta")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.sorted().compactMap {
      try? String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }.joined(separator: "\n")
  }()

  /// The names that a pattern with one group finds in lua/meta.
  private static func documented(_ pattern: String) throws -> [String] {
    meta.matches(of: try Regex("(?m)\(pattern)")).map {
      String($0.output[1].substring ?? "")
    }
  }

  /// The fields of a class.
  private static func fields(of name: String) throws -> [String] {
    let lines = meta.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0 == "---@class \(name)" })
    return lines[(start + 1)...].prefix { $0.hasPrefix("---@field ") }.compactMap {
      $0.split(separator: " ").dropFirst().first.map { String($0.filter { $0 != "?" }) }
    }
  }

  /// Runs a script that prints one name in a line, in an experiment if asked for.
  private static func names(
    printedBy source: String, inExperiments: Bool = true
  ) throws -> [String] {
    guard inExperiments else { return try runScript(source).lines }
    let script = try Workplace.script("it('prints', function()\n\(source)\nend)")
    let result = try Command.sigbox(["test", script]).finish()
    try #require(result.status == 0, "\(result)")
    return result.lines.filter { $0.hasPrefix("name ") }.map { String($0.dropFirst(5)) }
  }

  private static func functions(of table: Table) throws -> [String] {
    let mark = table.inExperiments ? "'name ' .. " : ""
    return try names(
      printedBy: """
        local function assertions()
          local all = {}
          for name, value in pairs(require("luassert.assert")) do all[name] = value end
          for _, name in ipairs(require("experiment.luassert").names()) do all[name] = print end
          return all
        end
        for name, value in pairs(\(table.value)) do
          if type(value) == "function" and not name:find("^__") then print(\(mark)name) end
        end
        """, inExperiments: table.inExperiments)
  }

  /// The names that only one side has; `is_nil` is the assertion `nil`.
  private static func differences(
    _ documented: [String], _ actual: [String], prefixes: [String] = []
  ) -> [String] {
    let actual = Set(actual)
    let names = documented.map { name in
      actual.contains(name)
        ? name
        : prefixes.lazy.filter(name.hasPrefix).map { String(name.dropFirst($0.count)) }
          .first(where: actual.contains) ?? name
    }
    return Set(names).symmetricDifference(actual).sorted()
  }

  @Test(arguments: tables)
  func everyFunctionIsDocumented(table: Table) throws {
    let documented = try Self.documented("^function \(table.name)[.:](\\w+)")
    let actual = try Self.functions(of: table)
    #expect(Set(documented).count == documented.count, "documented twice")
    #expect(Self.differences(documented, actual, prefixes: table.prefixes) == [])
    // A name that is missing on either side is found.
    #expect(!documented.isEmpty)
    #expect(Self.differences(Array(documented.dropFirst()), actual, prefixes: table.prefixes) != [])
    let more = Self.differences(documented + ["nosuch"], actual, prefixes: table.prefixes)
    #expect(more == ["nosuch"])
    #expect(Self.differences(documented, actual + ["more"], prefixes: table.prefixes) == ["more"])
  }

  /// What experiments have as globals, and other scripts do not.
  @Test func globalsOfExperiments() throws {
    let source = "for name in pairs(_G) do print(name) end"
    let common = try Self.names(printedBy: source, inExperiments: false)
    let all = try Self.names(
      printedBy: source.replacing("print(name)", with: "print('name ' .. name)"))
    #expect(common.count > 20 && Set(common).isSubset(of: all))
    let functions = try Self.documented("^function (\\w+)\\(")
    let tables = ["spy", "stub", "mock", "match"]
    // The interface to the host is for the module experiment alone.
    let actual = Set(all).subtracting(common).subtracting(["boxes"])
    #expect(Self.differences(functions + tables, Array(actual)) == [])
    #expect(Self.differences(functions, Array(actual)) == tables.sorted())
    for table in tables { #expect(Self.meta.contains("\n\(table) = {}\n")) }
  }

  /// `assert.are`, `assert.message` and so on.
  @Test func modifiersOfAssertions() throws {
    let actual = try Self.names(
      printedBy: """
        require("experiment.luassert").names()
        for name in pairs(require("luassert.namespaces").modifier) do print("name " .. name) end
        """)
    // The name is a keyword of Lua.
    let documented = try Self.fields(of: "luassert") + ["not"]
    #expect(Self.differences(documented, actual) == [])
    #expect(Self.differences(Array(documented.dropFirst()), actual) == [documented[0]])
  }

  /// The table that a file of lua/workshop returns, and its question.
  @Test func fieldsOfExercises() throws {
    let folder = Workplace.root.appendingPathComponent("lua/workshop").path
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".lua") }.map { "'\($0.dropLast(4))'" }
    let source = """
      local fields = {}
      for _, file in ipairs({ \(files.joined(separator: ", ")) }) do
        local exercise = require("workshop." .. file)
        for _, part in ipairs({ exercise, exercise.predict(function(list) return list[1] end) }) do
          for name in pairs(part) do
            fields[(part == exercise and "exercise." or "question.") .. name] = true
          end
        end
      end
      for name in pairs(fields) do print("name " .. name) end
      """
    let actual = try Self.names(printedBy: source)
    let documented =
      try Self.fields(of: "exercise.Exercise").map { "exercise.\($0)" }
      + Self.fields(of: "exercise.Question").map { "question.\($0)" }
    #expect(documented.count > 8)
    #expect(Self.differences(documented, actual) == [])
    #expect(Self.differences(Array(documented.dropFirst()), actual) == [documented[0]])
  }

  /// The generated reference of the documentation has a row for each function.
  @Test(arguments: tables.prefix(6))
  func theReferenceHasEveryFunction(table: Table) throws {
    let file = "Sources/App/sigbox/Documentation.docc/LuaReference.md"
    let reference = try String(
      contentsOf: Workplace.root.appendingPathComponent(file), encoding: .utf8)
    for name in try Self.documented("^function \(table.name)\\.(\\w+)") {
      #expect(reference.contains("`\(table.name).\(name)("), "scripts/reference writes it")
    }
    #expect(!reference.contains("`\(table.name).nosuch("))
  }
}
