import Reporting
import Testing

struct WrappingTests {
  private func wrap(_ text: String, _ width: Int, indent: Int = 0) -> [String] {
    Canvas(width: width, hasColour: false, isUnicode: true).wrap(text, indent: indent)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test func breaksAtSpacesAlone() {
    #expect(
      wrap("  a signal that PID 1 does not catch", 20, indent: 2)
        == ["  a signal that PID", "    1 does not catch"])
    let path = "/a/path/that/is/longer/than/the/width"
    #expect(wrap("see \(path) for more", 20) == ["see", path, "for more"])
    #expect(wrap("\(path) ends", 20, indent: 2) == [path, "  ends"])
  }

  @Test func keepsSpacesAndLines() {
    #expect(wrap("blocked   0000\n\n  none", 20) == ["blocked   0000", "", "  none"])
    #expect(wrap("no break at all, for a pipe", .max) == ["no break at all, for a pipe"])
  }

  @Test func doesNotCountEscapes() {
    let red = "\u{1b}[31mred\u{1b}[0m"
    #expect(
      wrap("\(red) \(red) \(red) \(red) \(red)", 20) == [
        [red, red, red, red, red].joined(separator: " ")
      ])
  }

  @Test func countsIdeographsTwice() {
    #expect(
      wrap("信号是发给进程的一个通知。", 20) == ["信号是发给进程的一个", "通知。"])
    // The mark does not begin a line, and the one that opens does not end one.
    #expect(wrap("信号是发给进程的通知里。", 22) == ["信号是发给进程的通知", "里。"])
    #expect(wrap("信号是发给进程的通（知）", 20) == ["信号是发给进程的通", "（知）"])
    #expect(wrap("内核的回答是 SIGTERM 信号", 20) == ["内核的回答是 SIGTERM", "信号"])
  }

  @Test func fillsParagraphs() {
    let canvas = Canvas(width: 40, hasColour: false, isUnicode: true)
    #expect(
      canvas.fill("One\nparagraph.\n\n- an item\n  of two lines\n- another\n\n    code\n    more")
        == "One paragraph.\n\n- an item of two lines\n- another\n\n    code\n    more")
    #expect(canvas.fill("信号\n一共有\n64 个，\nKILL 除外") == "信号一共有 64 个，KILL 除外")
    #expect(
      canvas.fill("  - catch: the kernel runs a function of\n    the program")
        == "  - catch: the kernel runs a function of\n    the program")
  }
}
