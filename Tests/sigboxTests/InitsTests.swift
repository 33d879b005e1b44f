import Testing

/// Each built-in init against the original that it imitates.
struct InitsTests {
  @Test(arguments: FoundingExperimentTests.inits, ["inside", "host"])
  func equalsItsOriginal(pair: (name: String, original: String), origin: String) throws {
    try Probe.expectEqual(pair.name, [pair.original], from: origin)
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
