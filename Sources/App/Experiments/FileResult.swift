/// The results of one file of experiments.
package struct FileResult: Sendable {
  /// The file's name, as it was given.
  package let file: String
  /// Which of several runs it was, from 1.
  package let round: Int
  /// The results, in the order of the file.
  package var tests: [TestResult]
}
