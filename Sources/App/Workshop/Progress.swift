package import Linux
package import SystemPackage

/// How far a learner is, kept in a file.
package struct Progress: Sendable {
  /// How far one exercise is.
  package struct Entry: Equatable, Sendable {
    /// Whether it was begun.
    package var isStarted = false
    /// Whether a script passed its checks.
    package var isPassed = false
    /// How many hints were shown.
    package var hints = 0
    /// What the learner said would happen; nil before that.
    package var prediction: String?
    /// Whether it did; nil before the first check.
    package var wasRight: Bool?
    /// Whether its solution was shown before a script passed.
    package var sawSolution = false

    /// An exercise that was not begun.
    package init() {}
  }

  /// What the learner's questions start from.
  package private(set) var seed: UInt64
  /// The exercise that the learner worked on last.
  package private(set) var last: String?
  private var entries: [String: Entry] = [:]
  private let file: FilePath

  /// Reads the progress, or begins one.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - seed: What the questions of a new learner start from.
  /// - Throws: EACCES, EISDIR, EROFS; EINVAL for a file that this workshop did not write.
  package init(_ file: FilePath, newSeed seed: UInt64) throws(SystemError) {
    self.file = file
    self.seed = seed
    let text: [UInt8]
    do throws(SystemError) {
      text = try FileContents.read(file)
    } catch let error where error.errno == .noSuchFileOrDirectory {
      // So that the questions stay the same.
      try save()
      return
    }
    for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
      guard read(line.split(separator: " ")) else {
        throw SystemError(
          "read the progress in", .invalidArgument, subject: file.string,
          remedy: "remove it to begin again; the line is '\(line)'")
      }
    }
  }

  /// Where it is kept; nil where there is no place.
  package static var place: FilePath? { StateDirectory.place?.appending("workshop") }

  /// How far an exercise is.
  package subscript(exercise: String) -> Entry {
    get { entries[exercise] ?? Entry() }
    set { entries[exercise] = newValue }
  }

  /// The exercise that a command without a number means; nil when all are passed.
  ///
  /// The one worked on last, until it is passed; then the first that is not passed.
  package var current: String? {
    if let last, Course.names.contains(last), !self[last].isPassed { return last }
    return Course.names.first { !self[$0].isPassed }
  }

  /// Changes how far an exercise is, which is the last from now on.
  package mutating func work(on exercise: String, _ change: (inout Entry) -> Void) {
    change(&self[exercise])
    last = exercise
  }

  /// Writes it down, at once or not at all.
  ///
  /// - Throws: EACCES, EROFS, ENOSPC.
  package func save() throws(SystemError) {
    try FileSystem.makeDirectories(file.removingLastComponent())
    let lines =
      ["seed \(seed)"] + (last.map { ["last \($0)"] } ?? [])
      + entries.filter(\.value.sawSolution).keys.sorted().map { "solution \($0)" }
      + entries.sorted { $0.key < $1.key }.map { name, entry in
        ([name, entry.isPassed ? "passed" : entry.isStarted ? "started" : "new", "\(entry.hints)"]
          + [entry.wasRight.map { $0 ? "right" : "wrong" } ?? "unknown"]
          + (entry.prediction.map { [$0] } ?? [])).joined(separator: " ")
      }
    try FileContents.replace(file, with: Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  private mutating func read(_ words: [Substring]) -> Bool {
    if words.count == 2, words[0] == "seed", let number = UInt64(words[1]) {
      seed = number
      return true
    }
    if words.count == 2, words[0] == "last" {
      last = String(words[1])
      return true
    }
    if words.count == 2, words[0] == "solution" {
      self[String(words[1])].sawSolution = true
      return true
    }
    // Written by versions that remembered the language.
    if words.count == 2, words[0] == "lang" { return true }
    guard (4...5).contains(words.count), let hints = Int(words[2]),
      ["new", "started", "passed"].contains(words[1]),
      ["right", "wrong", "unknown"].contains(words[3])
    else { return false }
    var entry = self[String(words[0])]
    entry.isStarted = words[1] != "new"
    entry.isPassed = words[1] == "passed"
    entry.hints = hints
    entry.prediction = words.count == 5 ? String(words[4]) : nil
    entry.wasRight = words[3] == "unknown" ? nil : words[3] == "right"
    entries[String(words[0])] = entry
    return true
  }
}
