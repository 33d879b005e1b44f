import BoxHost
import SignalModel
import Linux
import Testing

/// When Ctrl-C that has no effect is explained, and when it ends the box.
struct InterruptCountTests {
  private typealias Press = (after: Duration, verdict: Verdict, isPending: Bool)

  private func steps(_ presses: [Press]) -> [InterruptCount.Step] {
    var count = InterruptCount()
    var now = Instant(nanoseconds: 0)
    return presses.map { press in
      now = now + press.after
      return count.note(press.verdict, isPending: press.isPending, at: now)
    }
  }

  @Test(arguments: [Verdict.dropped, .ignored])
  func theThirdEndsTheBox(verdict: Verdict) {
    let press: Press = (.milliseconds(300), verdict, false)
    #expect(steps([press, press, press]) == [.pass, .explain, .end])
    // Who has read the explanation may take time.
    let late: Press = (.seconds(60), verdict, false)
    #expect(steps([press, press, late]) == [.pass, .explain, .end])
  }

  @Test func thoseFarApartAreNoHurry() {
    let press: Press = (.milliseconds(1500), .dropped, false)
    #expect(steps([press, press, press, press]) == [.pass, .pass, .pass, .pass])
  }

  @Test func oneWithAnEffectRestartsTheCount() {
    let handled: Press = (.milliseconds(10), .handled, false)
    #expect(steps([handled, handled, handled, handled]).allSatisfy { $0 == .pass })
    let dropped: Press = (.milliseconds(10), .dropped, false)
    #expect(
      steps([dropped, dropped, handled, dropped, dropped, dropped])
        == [.pass, .explain, .pass, .pass, .explain, .end])
  }

  /// A blocked one has no effect only if it is still pending when the next one comes.
  @Test func aBlockedOneMayBeTakenLater() {
    let pending: Press = (.milliseconds(10), .blocked, true)
    let first: Press = (.milliseconds(10), .blocked, false)
    #expect(steps([first, pending, pending]) == [.pass, .explain, .end])
    #expect(steps([first, first, first, first]).allSatisfy { $0 == .pass })
  }
}
