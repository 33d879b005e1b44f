import Foundation
import Testing

/// The documentation of the Lua API against the API.
struct LuaDocumentationTests {
  @Test(arguments: ["signal", "process", "terminal"])
  func everyFunctionIsDocumented(module: String) throws {
    let folder = Workplace.root.appendingPathComponent("lua/meta")
    // A long module has further files, named after it.
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter {
      $0 == "\(module).lua" || $0.hasPrefix("\(module)-")
    }
    let meta = try files.map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }.joined()
    #expect(meta.hasPrefix("---@meta"))
    let documented = meta.matches(of: try Regex("(?m)^function \(module)\\.(\\w+)")).map {
      String($0.output[1].substring ?? "")
    }
    let result = try runScript("for name in pairs(\(module)) do print(name) end")
    #expect(Set(documented) == Set(result.lines))
    let article = try Documentation.article("LuaReference")
    for name in documented {
      #expect(article.contains("`\(module).\(name)("), "\(name)")
    }
  }

  @Test func everyPolicyIsDocumented() throws {
    let result = try runScript("for name in pairs(require 'sigbox.init') do print(name) end")
    #expect(result.lines.count > 10)
    let article = try Documentation.article("InitScripts")
    for name in result.lines {
      #expect(article.contains("`init.\(name)("), "\(name)")
    }
  }
}
