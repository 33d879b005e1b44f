import Foundation
import Testing

/// The documentation of the Lua API against the API.
struct MetaTests {
  @Test(arguments: ["signal", "process"])
  func everyFunctionIsDocumented(module: String) throws {
    let url = Workplace.root.appendingPathComponent("lua/meta/\(module).lua")
    let meta = try String(contentsOf: url, encoding: .utf8)
    #expect(meta.hasPrefix("---@meta"))
    let documented = meta.matches(of: try Regex("(?m)^function \(module)\\.(\\w+)")).map {
      String($0.output[1].substring ?? "")
    }
    let result = try runScript("for name in pairs(\(module)) do print(name) end")
    #expect(Set(documented) == Set(result.lines))
    let readme = try String(
      contentsOf: Workplace.root.appendingPathComponent("README.md"), encoding: .utf8)
    for name in documented {
      #expect(readme.contains("`\(module).\(name)"), "the README's table")
    }
  }
}
