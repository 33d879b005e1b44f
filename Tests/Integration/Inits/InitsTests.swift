import Testing

/// Each built-in init against the original that it imitates.
struct InitsTests {
  @Test(arguments: FoundingExperimentTests.inits)
  func equalsItsOriginal(name: String, original: String) throws {
    let result = try Command.sigbox(["compare", name, "--", original]).finish()
    #expect(result.status == 0, "\(result)")
    #expect(result.output.contains("the same in 256 of 256 ways"), "\(result)")
    #expect(try Probe([name], ["KILL"]).masks == Probe(["--", original], ["KILL"]).masks)
  }

  /// What the founding document's programs are known to show, so that the two cannot err together.
  @Test func masksAreTheKnownOnes() throws {
    let known = [
      "bash": ["0000000000010000", "0000000000000004", "0000000000010002"],
      "c": ["0000000000000000", "0000000000000000", "0000000000000000"],
      "c-sig": ["0000000000000000", "0000000000000000", "0000000000004000"],
      "go": ["0000000000000000", "0000000000000000", "fffffffd7fc1feff"],
    ]
    for (name, masks) in known {
      let seen = try Probe([name], ["KILL"]).masks
      #expect(["SigBlk", "SigIgn", "SigCgt"].map { seen[$0] } == masks)
    }
  }
}
