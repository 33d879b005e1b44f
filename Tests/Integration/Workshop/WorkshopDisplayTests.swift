import Foundation
import Testing

/// How the workshop's texts look, in both languages.
struct WorkshopDisplayTests {
  private typealias Learner = WorkshopTests.Learner

  private static func columns(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2e80 ? 2 : 1) }
  }

  private func show(
    _ number: Int, _ language: String, columns: Int, to learner: Learner
  ) throws -> [String] {
    let environment = learner.environment + ["COLUMNS=\(columns)"]
    let words = [Workplace.binary, "workshop", "\(number)", "--lang", language]
    let result = try Command(environment + words).finish()
    #expect(result.status == 0, "\(result)")
    return result.lines
  }

  /// No line is longer than the terminal, but one that has no place to break; words stay whole.
  @Test(arguments: 1...WorkshopTests.count, ["en", "zh"])
  func textsFitTheTerminal(number: Int, language: String) throws {
    let learner = try Learner()
    _ = try learner()
    let wide = try show(number, language, columns: 10_000, to: learner)
    let closing: Set<Character> = ["，", "。", "；", "：", "、", "）", "？", "”"]
    for columns in [80, 40] {
      let lines = try show(number, language, columns: columns, to: learner)
      for line in lines {
        // One word, or several with marks between them, after what it is indented by.
        let isOneWord =
          line.split(separator: " ").count == 1
          && !line.unicodeScalars.contains { (0x3400...0x9fff).contains($0.value) }
        #expect(Self.columns(line) <= columns || isOneWord, "\(line)")
        #expect(!closing.contains(line.drop { $0 == " " }.first ?? "x"), "\(line)")
      }
      let text = { (lines: [String]) in lines.joined(separator: " ").split(separator: " ") }
      if language == "en" {
        #expect(text(lines) == text(wide))
      } else {
        #expect(text(lines).joined() == text(wide).joined())
      }
    }
  }

  /// Code in an exercise fits 80 columns, so that it can be copied.
  @Test func codeIsNarrow() throws {
    let folder = Workplace.root.appendingPathComponent("lua/workshop")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where name.hasSuffix(".lua") {
      let source = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      for text in source.components(separatedBy: "= [[\n").dropFirst() {
        let lines = text.components(separatedBy: "]]")[0].components(separatedBy: "\n")
        for (before, line) in zip(lines, lines.dropFirst())
        where line.hasPrefix("    ") && (before.isEmpty || before.hasPrefix("    ")) {
          // What continues an item is no code.
          let item = lines.prefix { $0 != line }.last { !$0.hasPrefix("    ") } ?? ""
          if item.hasPrefix("  ") { continue }
          #expect(Self.columns(line) <= 80, "\(name): \(line)")
        }
      }
    }
  }

  @Test func theGlossaryFindsWhatIsWrong() throws {
    let file = try Workplace.script(
      """
      local glossary = require("experiment.glossary")
      it("finds it", function()
        for _, line in ipairs({ "信号已经挂起", "信号,未决", "从宿主发来", "（PID 1)结束" }) do
          assert.truthy(#glossary.problems(line) > 0, line)
        end
        assert.equal("", table.concat(glossary.problems("从宿主机发来，PID 1 丢弃它。")))
        assert.equal("用 TERM 结束它", glossary.spaced("用TERM 结束 它"))
      end)
      """)
    let result = try Command.sigbox(["test", file]).finish()
    #expect(result.status == 0, "\(result)")
  }

  @Test func aFailedCheckShowsWhatTheScriptWrote() throws {
    let learner = try Learner()
    try learner.predictSomething("4")
    try learner.write(
      "wrong.lua",
      """
      print("a\\27[31mb")
      signal.handle("TERM", function() process.exitt(0) end)
      while true do process.sleep(100) end
      """)
    let result = try learner("check", "4", "wrong.lua")
    #expect(result.status == 1, "\(result)")
    #expect(result.output.contains("What the script wrote last:"), "\(result)")
    #expect(result.output.contains("wrong.lua:2: process.exitt: did you"), "\(result)")
    #expect(result.output.contains("a\\x1b[31mb"), "\(result)")
    #expect(!result.output.contains("\u{1b}"))
    let chinese = try learner("check", "4", "wrong.lua", "--lang", "zh").output
    for part in ["脚本最后的输出：", "内核的结果是 exited 1（TERM 被捕获（SigCgt）：运行它的处理函数"] {
      // Where the lines are broken is not the point.
      let plain = chinese.replacing("\n", with: "").replacing(" ", with: "")
      #expect(plain.contains(part.replacing(" ", with: "")), "\(chinese)")
    }
  }

  @Test func theLanguageIsNotRemembered() throws {
    let learner = try Learner()
    #expect(try learner("list", "--lang", "zh").output.contains("未开始"))
    #expect(try learner("list").output.contains("open"))
    let inChinese = try Command(
      learner.environment + ["SIGBOX_LANG=zh", Workplace.binary, "workshop"]
    ).finish()
    #expect(inChinese.output.contains("未开始"), "\(inChinese)")
  }
}
