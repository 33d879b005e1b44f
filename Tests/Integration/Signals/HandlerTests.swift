import Testing

/// The signal handler in C, by programs that send at each of its instructions or as fast as they can.
struct HandlerTests {
  private func result(of program: String) throws -> Command.Result {
    try Command([Workplace.directory.appendingPathComponent(program).path]).finish()
  }

  /// A signal at each instruction on the way into the kernel, by single steps: none is slept over.
  ///
  /// The program proves its detector on a call that tests a flag and then sleeps.
  @Test func noSignalIsLostOnTheWayIntoTheKernel() throws {
    let result = try result(of: "lost-wakeup")
    #expect(result.status == 0, "\(result)")
    #expect(result.lines.last?.hasSuffix("0 lost") == true, "\(result)")
  }

  /// Changes of the mask while the handler's ring is full lose neither a signal nor the mask.
  @Test(arguments: ["full-ring", "sanitized-full-ring"])
  func aFullRingKeepsSignalsAndMask(program: String) throws {
    let result = try result(of: program)
    #expect(result.status == 0, "\(result)")
    #expect(result.output == "all arrived, 0 masks wrong\n")
  }

  /// By single steps, none is lost and each mask holds.
  ///
  /// - Several signals at once at each instruction at which the ring may fill up.
  /// - Two at two instructions of taking a record: the masks of both hold.
  /// - One at each instruction of a change of the mask, on which program and kernel agree.
  @Test(arguments: ["filled-ring", "two-signals", "held-mask", "sanitized-held-mask"])
  func noneIsLostAndEachMaskIsInForce(program: String) throws {
    let result = try result(of: program)
    #expect(result.status == 0, "\(result)")
    #expect(result.output.hasSuffix(" 0 wrong\n"), "\(result)")
  }
}
