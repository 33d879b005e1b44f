package import Linux
package import SystemPackage

/// A learner's progress, kept in a file.
package struct Progress: Sendable {
  /// The progress in one exercise.
  package struct Entry: Equatable, Codable, Sendable {
    package var isStarted = false
    /// Whether a script has passed the checks.
    package var isPassed = false
    /// How many hints were shown.
    package var hints = 0
    /// What the learner predicted; nil before the prediction.
    package var prediction: String?
    /// Whether the prediction was right; nil before the first check.
    package var wasRight: Bool?
    /// Whether the solution was shown before a script passed.
    package var sawSolution = false

    package init() {}

    private enum CodingKeys: String, CodingKey {
      case isStarted = "started"
      case isPassed = "passed"
      case hints
      case prediction
      case wasRight = "right"
      case sawSolution = "solution_seen"
    }
  }

  /// Seed for the learner's questions.
  package var seed: UInt64 { contents.seed }
  /// The exercise on which the learner worked last.
  package var last: String? { contents.last }
  private var contents: ProgressFile
  private let file: FilePath

  /// Reads the progress, or creates the file.
  ///
  /// A file in the line format of older versions is replaced by JSON.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - seed: Seed for a new learner's questions.
  /// - Throws: EACCES, EISDIR, EROFS; EPERM if the file or its directory belongs to another user; EFBIG;
  ///   EINVAL if the content is not a learner's progress.
  package init(_ file: FilePath, newSeed seed: UInt64) throws(SystemError) {
    self.file = file
    let bytes: [UInt8]
    do throws(SystemError) {
      bytes = try StateDirectory.open(file.removingLastComponent(), creating: false)
        .read(Self.name(of: file), limit: Self.maximumSize)
    } catch let error where error.errno == .noSuchFileOrDirectory {
      contents = ProgressFile(seed: seed)
      // Later runs must use the same seed.
      try save()
      return
    }
    do {
      contents = try ProgressFile(reading: bytes, newSeed: seed)
    } catch {
      throw SystemError(
        "read the progress in", .invalidArgument, subject: file.string,
        remedy: "\(error); to start again, remove the file")
    }
    // A directory that cannot be written is an error only when there is progress to save.
    if !ProgressFile.isJSON(bytes) { try? save() }
  }

  /// The default file; nil if there is no state directory.
  package static var place: FilePath? { StateDirectory.place?.appending("workshop") }

  /// The progress in an exercise.
  package subscript(exercise: String) -> Entry {
    get { contents.exercises[exercise] ?? Entry() }
    set { contents.exercises[exercise] = newValue }
  }

  /// The exercise of a command without a number; nil if all exercises are passed.
  ///
  /// It is the last one, until that is passed; then the first that is not passed.
  package var current: String? {
    if let last, Course.names.contains(last), !self[last].isPassed { return last }
    return Course.names.first { !self[$0].isPassed }
  }

  /// Changes the progress in an exercise and makes that exercise the last one.
  package mutating func work(on exercise: String, _ change: (inout Entry) -> Void) {
    change(&self[exercise])
    contents.last = exercise
  }

  /// Writes the file atomically.
  ///
  /// - Throws: EACCES, EROFS, ENOSPC.
  package func save() throws(SystemError) {
    try StateDirectory.open(file.removingLastComponent(), creating: true)
      .replace(Self.name(of: file), with: contents.bytes)
  }

  /// How many bytes the file may have.
  private static let maximumSize = 1 << 20

  private static func name(of file: FilePath) -> FileName {
    FileName(lastOf: file) ?? "workshop"
  }
}
