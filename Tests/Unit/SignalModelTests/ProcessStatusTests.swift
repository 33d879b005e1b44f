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
    Tgid:\t4711
    NStgid:\t4711\t1
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

  @Test func readsTheFileOfAThread() throws {
    let text = Self.text.replacing("\nPid:\t4711", with: "\nPid:\t4712").replacing(
      "NSpid:\t4711\t1", with: "NSpid:\t4712\t2")
    let status = try #require(ProcessStatus(parsing: text))
    #expect(status.process == 4711 && status.thread == 4712 && status.threadInNamespace == 2)
    #expect(status.isNamespaceInit)
  }

  /// pthread_exit(3) in main leaves a zombie as the main thread of a live process.
  @Test func aMainThreadThatHasEnded() throws {
    let zombie = Self.text.replacing("S (sleeping)", with: "Z (zombie)")
    var status = try #require(
      ProcessStatus(parsing: zombie.replacing("Threads:\t1", with: "Threads:\t2")))
    #expect(status.isEndedMainThread && !status.isLive)
    status.survive(as: try #require(ProcessStatus(parsing: Self.text)))
    #expect(status.isLive && status.mainThreadHasEnded && status.state == .sleeping)
    #expect(try #require(ProcessStatus(parsing: zombie)).isEndedMainThread == false)
  }

  @Test func refusesWhatIsIncomplete() {
    #expect(ProcessStatus(parsing: "") == nil)
    #expect(ProcessStatus(parsing: Self.text.replacing("SigCgt", with: "SigX")) == nil)
    #expect(ProcessStatus(parsing: Self.text.replacing("S (sleeping)", with: "? (x)")) == nil)
  }
}
