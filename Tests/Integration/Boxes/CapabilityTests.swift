import Foundation
import Testing

/// What the documentation says of capabilities.
struct CapabilityTests {
  @Test(arguments: User.available)
  func aBoxHasOnlyThese(user: User) throws {
    let article = try Documentation.article("Sandbox")
    let list = try #require(
      article.firstMatch(of: try Regex("only these capabilities: ([A-Z_,\\s]+)\\.")))
    let told = try #require(list.output[1].substring).split { !($0.isLetter || $0 == "_") }
    let result = try runScript(
      """
      for _, set in ipairs{"effective", "permitted", "bounding"} do
        local names = {}
        for name in pairs(process.capabilities()[set]) do names[#names + 1] = name end
        table.sort(names)
        print(table.concat(names, " "))
      end
      """, as: user)
    let expected = told.map(String.init).sorted().joined(separator: " ")
    #expect(result.lines == [expected, expected, expected], "\(result)")
  }
}
