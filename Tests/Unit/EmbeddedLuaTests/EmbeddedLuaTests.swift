import Foundation
import Testing

@testable import EmbeddedLua

struct EmbeddedLuaTests {
  /// The list in CScripts is written by hand; the folder is the truth.
  @Test(arguments: [
    "examples/experiments", "examples/scripts", "experiment", "inits", "meta", "sigbox", "workshop",
    "workshop/solutions", "workshop/start",
  ])
  func listHoldsTheWholeFolder(folder: String) throws {
    let lua = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../lua").standardized
    let files = try FileManager.default.contentsOfDirectory(
      at: lua.appendingPathComponent(folder), includingPropertiesForKeys: nil)
    let names = files.filter { $0.pathExtension == "lua" }.map {
      $0.deletingPathExtension().lastPathComponent
    }
    #expect(Set(Scripts.names(in: folder)) == Set(names))
    for name in names {
      let text = try Data(contentsOf: lua.appendingPathComponent("\(folder)/\(name).lua"))
      #expect(Scripts.text("\(folder)/\(name)") == Array(text))
    }
  }

  @Test func unknownNamesGiveNothing() {
    #expect(Scripts.text("inits/nosuch") == nil)
    #expect(Scripts.names(in: "nosuch").isEmpty)
  }

  /// Those that start a program; the others imitate one, and its arguments would mean nothing.
  @Test func initsThatTakeArguments() {
    let taking = BuiltInInit.names.filter { BuiltInInit($0)?.takesArguments == true }
    #expect(Set(taking) == ["tini", "dumb-init"])
    #expect(BuiltInInit("nosuch") == nil && BuiltInInit.names.count == 11)
  }
}
