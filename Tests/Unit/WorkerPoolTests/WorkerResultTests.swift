import Testing

@testable import WorkerPool

/// What a worker returns must arrive unchanged.
struct WorkerResultTests {
  private struct Output: Codable, Equatable {
    var text = "a \"b\"\n\u{0}信号"
    var numbers: [UInt64] = [0, .max]
    var duration = Duration.nanoseconds(1_234_567_890_123)
    var nothing: String?
  }

  private struct OtherError: Error, CustomStringConvertible {
    let description = "no such thing"
  }

  @Test func anOutputArrives() throws {
    let bytes = try WorkerResult { Output() }.bytes
    #expect(try WorkerResult<Output>(decoding: bytes).get() == Output())
    #expect(try WorkerResult<Int>(decoding: WorkerResult { 7 }.bytes).get() == 7)
    #expect(try WorkerResult<[String]>(decoding: WorkerResult { [String]() }.bytes).get() == [])
  }

  @Test func aFailureArrivesWithItsStatus() throws {
    let failure = WorkerFailure(status: 127, description: "cannot run 'x': ENOENT")
    let bytes = try WorkerResult<Int> { throw failure }.bytes
    #expect(throws: failure) { try WorkerResult<Int>(decoding: bytes).get() }
  }

  @Test func anyOtherErrorHasStatus125() throws {
    let bytes = try WorkerResult<Int> { throw OtherError() }.bytes
    #expect(throws: WorkerFailure(status: 125, description: "no such thing")) {
      try WorkerResult<Int>(decoding: bytes).get()
    }
  }

  @Test func anOutputThatJSONCannotExpressIsAFailure() throws {
    let bytes = try WorkerResult { Double.infinity }.bytes
    let error = #expect(throws: WorkerFailure.self) {
      try WorkerResult<Double>(decoding: bytes).get()
    }
    #expect(error?.status == 125)
  }

  @Test func somethingElseIsAnError() {
    #expect(throws: (any Error).self) { try WorkerResult<Int>(decoding: Array("{".utf8)) }
    #expect(throws: (any Error).self) {
      try WorkerResult<Int>(decoding: WorkerResult { "text" }.bytes)
    }
  }
}
