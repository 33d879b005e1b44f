import Foundation
import LuaBridge
import Testing

/// The example of LuaBridge.md is the one that is run here, and gives what its comment says.
struct CatalogueTests {
  @Test func example() throws {
    var output: [String] = []
    func print(_ text: String) { output.append(text) }

    let greeting = LuaModule(
      "greeting",
      [
        .init("repeated") { arguments in
          let count = try arguments.integer(2, "count")
          guard let name = arguments[1].text else {
            throw arguments.wrongType(1, "name", "string")
          }
          let words = Array(repeating: "hello \(name)", count: Int(count))
          return [.text(words.joined(separator: ", "))]
        }
      ])
    let interpreter = try LuaInterpreter(memoryLimit: 16 << 20)
    try interpreter.register(greeting)
    let script = "return greeting.repeated('Lua', 2)"
    let result = try interpreter.load(Array(script.utf8), chunk: "=example").call()
    print(result.text ?? result.typeName)  // hello Lua, hello Lua

    let wrong = try interpreter.load(
      Array("return greeting.repeated('Lua', 'x')".utf8), chunk: "=example")
    let error = #expect(throws: LuaError.self) { try wrong.call() }

    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let page = folder.appendingPathComponent(
      "../../../Sources/Lua/LuaBridge/Documentation.docc/LuaBridge.md")
    let blocks = try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```")
    try #require(blocks.count == 5)
    let code = trimmed(String(blocks[1].dropFirst("swift".count)))
    let promised = code.components(separatedBy: "  // ").last?.split(separator: "\n").first
    #expect(output == [promised.map(String.init)])
    let message = error?.description.split(separator: "\n").first.map(String.init)
    #expect(message == blocks[3].trimmingCharacters(in: .newlines))
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    #expect(trimmed(source).contains(code))
  }

  private func trimmed(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: "\n")
  }
}
