import Foundation
import Testing

@testable import EmbeddedLua

struct EmbeddedLuaTests {
  private static let lua = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../lua").standardized

  @Test func everyFileIsEmbedded() throws {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: Self.lua.path)
      .filter { $0.hasSuffix(".lua") }.map { String($0.dropLast(4)) }
    #expect(paths.contains("inits/c"))
    for path in paths {
      let text = try Data(contentsOf: Self.lua.appendingPathComponent("\(path).lua"))
      #expect(Scripts.text(path) == Array(text), "\(path)")
    }
    let packages = EmbeddedFiles.paths.filter { $0.hasPrefix("sigbox/packages/") }
    #expect(Set(EmbeddedFiles.paths).subtracting(packages) == Set(paths))
    #expect(packages.contains("sigbox/packages/luassert/assertions"))
    #expect(EmbeddedFiles.paths == EmbeddedFiles.paths.sorted())
    for path in packages { #expect(Scripts.text(path)?.isEmpty == false) }
  }

  @Test func namesAreThoseOfOneFolder() {
    #expect(Scripts.names(in: "sigbox").contains("json"))
    #expect(!Scripts.names(in: "sigbox").contains { $0.contains("/") })
  }

  @Test func unknownNamesGiveNothing() {
    #expect(Scripts.text("inits/nosuch") == nil)
    #expect(Scripts.names(in: "nosuch").isEmpty)
  }

  /// Those that start a program; the others imitate one, and its arguments would mean nothing.
  @Test func initsThatTakeArguments() {
    let taking = BuiltInInit.names.filter { BuiltInInit($0)?.takesArguments == true }
    #expect(Set(taking) == ["tini", "dumb-init"])
    #expect(BuiltInInit("nosuch") == nil)
  }
}
