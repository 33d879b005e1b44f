import Foundation
import Testing

@testable import SignalModel

struct SignalTests {
  @Test func tableHasARowForEachOfThe64() {
    #expect(Signal.all.count == 64)
    #expect(Set(Signal.all.map(\.name)).count == 64)
    #expect(Signal.all.map(\.number) == Array(1...64))
  }

  /// The C library's own names: sigabbrev_np(3) through Python's table would be a copy of it too.
  @Test func namesAreThoseOfTheShell() throws {
    let listed = Signal.all.filter { $0.number != 32 && $0.number != 33 }
    let numbers = listed.map { "\($0.number)" }.joined(separator: " ")
    let shell = try #require(popen("exec bash -c 'kill -l \(numbers)'", "r"))
    let names = FileHandle(fileDescriptor: fileno(shell)).readDataToEndOfFile()
    #expect(pclose(shell) == 0)
    let expected = String(decoding: names, as: UTF8.self).split(separator: "\n").map(String.init)
    #expect(listed.map(\.name) == expected)
  }

  @Test(arguments: [
    ("TERM", 15), ("term", 15), ("SIGTERM", 15), ("sigterm", 15), ("15", 15), ("RTMIN", 34),
    ("rtmin+0", 34), ("SIGRTMIN+3", 37), ("RTMIN+30", 64), ("RTMAX", 64), ("RTMAX-1", 63),
    ("RTMAX-30", 34), ("IOT", 6), ("CLD", 17), ("POLL", 29), ("32", 32), ("SIG33", 33), ("64", 64),
  ])
  func parses(text: String, number: Int32) {
    #expect(Signal(parsing: text)?.number == number)
  }

  @Test(arguments: [
    "", "SIG", "FOO", "0", "65", "-1", "+15", "15 ", " TERM", "1e1", "RTMIN+31", "RTMAX-31",
    "RTMIN-1", "RTMAX+1", "RTMIN+", "RTMIN+-1", "SIGSIGTERM", "SIG15", "9999999999", "T\u{0}ERM",
  ])
  func refuses(text: String) {
    #expect(Signal(parsing: text) == nil)
  }

  /// signal(7): terminate, core, stop, continue and ignore.
  @Test func defaultActionsAreThoseOfTheManual() {
    func names(_ action: DefaultAction) -> Set<String> {
      Set(Signal.all.filter { $0.number < 32 && $0.defaultAction == action }.map(\.name))
    }
    #expect(
      names(.core) == [
        "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "SEGV", "XCPU", "XFSZ", "SYS",
      ])
    #expect(names(.stop) == ["STOP", "TSTP", "TTIN", "TTOU"])
    #expect(names(.continue) == ["CONT"])
    #expect(names(.ignore) == ["CHLD", "URG", "WINCH"])
    #expect(Signal.all.filter(\.isPrivileged) == [.kill, .stop])
    #expect(Signal.all.filter(\.isRealTime).count == 33)
  }
}
