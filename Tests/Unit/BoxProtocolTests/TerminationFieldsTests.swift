import SignalModel
import Testing

@testable import BoxProtocol

struct TerminationFieldsTests {
  @Test(arguments: [
    Termination.exited(0), .exited(255), .killed(.kill, core: false), .killed(.segv, core: true),
    .killed(Signal(number: 37)!, core: false),
  ])
  func `fields have one termination`(_ termination: Termination) {
    #expect(TerminationFields(termination).termination == termination)
    #expect(TerminationFields(termination).exitStatus == termination.shellStatus)
  }

  @Test func `an exit has no signal, and a signal no exit code`() {
    let exit = TerminationFields(.exited(3))
    #expect((exit.exitCode, exit.signal, exit.dumpedCore) == (3, nil, nil))
    let kill = TerminationFields(.killed(.term, core: false))
    #expect((kill.exitCode, kill.signal, kill.dumpedCore) == (nil, "TERM", false))
  }
}
