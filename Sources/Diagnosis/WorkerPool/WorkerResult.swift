internal import FoundationEssentials

/// What a worker returns for one job, sent as JSON.
enum WorkerResult<Output: Codable>: Codable {
  case output(Output)
  case failure(WorkerFailure)

  /// Runs a job and keeps the error that it throws.
  init(catching work: () throws -> Output) {
    do { self = .output(try work()) } catch { self = .failure(WorkerFailure(error)) }
  }

  /// Decodes a result.
  ///
  /// - Throws: `DecodingError` for anything but a result with this type of output.
  init(decoding bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(Self.self, from: Data(bytes))
  }

  /// The encoded result; a failure if the output has no JSON form, such as an infinite number.
  var bytes: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      do {
        return Array(try encoder.encode(self))
      } catch {
        return Array(try encoder.encode(Self.failure(WorkerFailure(error))))
      }
    }
  }

  /// Returns the output.
  ///
  /// - Throws: The failure, if it is one.
  func get() throws(WorkerFailure) -> Output {
    switch self {
    case .output(let output): return output
    case .failure(let failure): throw failure
    }
  }
}
