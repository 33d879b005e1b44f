import Testing

@testable import SignalModel

struct ProcessStatusTests {
  static let text = """
    Name:\tsleep
    Umask:\t0022
    State:\tS (sleeping)
    Pid:\t4711
    PPid:\t1
    TracerPid:\t0
    NSpid:\t4711\t1
    Threads:\t1
    SigQ:\t0/96365
    SigPnd:\t0000000000000000
    ShdPnd:\t0000000000004000
    SigBlk:\t0000000000010000
    SigIgn:\t0000000000000004
    SigCgt:\t0000000000010002
    voluntary_ctxt_switches:\t7
    nonvoluntary_ctxt_switches:\t3
    """

  @Test func readsTheFile() throws {
    let status = try #require(ProcessStatus(parsing: Self.text))
    #expect(status.name == "sleep")
    #expect(status.state == .sleeping)
    #expect(status.isNamespaceInit)
    #expect(status.sharedPending.signals == [.term])
    #expect(status.blocked.signals == [.chld])
    #expect(status.disposition(of: .quit) == .ignored)
    #expect(status.disposition(of: .int) == .caught)
    #expect(status.disposition(of: .term) == .default)
    #expect(status.contextSwitches == 10)
  }

  @Test func refusesWhatIsIncomplete() {
    #expect(ProcessStatus(parsing: "") == nil)
    #expect(ProcessStatus(parsing: Self.text.replacing("SigCgt", with: "SigX")) == nil)
    #expect(ProcessStatus(parsing: Self.text.replacing("S (sleeping)", with: "? (x)")) == nil)
  }
}
