import SigboxCore
import Testing

struct SpellingTests {
  @Test(arguments: [
    ("version", "--version"), ("-V", "--version"), ("version x", "version x"),
    ("kill -9 web", "kill --signal 9 web"), ("kill -TERM web", "kill --signal TERM web"),
    ("kill -sUSR1 web", "kill --signal USR1 web"), ("kill -s 9 web", "kill -s 9 web"),
    ("kill --pid -9 web", "kill --pid -9 web"), ("kill -q web", "kill -q web"),
    ("exit-status -1", "exit-status -- -1"), ("exit-status 1", "exit-status 1"),
    ("run -9", "run -9"),
  ])
  func normalizes(typed: String, line: String) {
    let words = typed.split(separator: " ").map(String.init)
    #expect(Spelling.normalized(words).joined(separator: " ") == line)
  }
}
