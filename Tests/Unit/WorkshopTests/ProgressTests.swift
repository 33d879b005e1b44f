import Foundation
import Linux
import SystemPackage
import Testing

@testable import Workshop

/// A learner's progress, in a file of a directory that is removed at the end.
final class ProgressTests {
  private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(
    "sigbox-progress-\(UUID().uuidString)")
  private var path: FilePath { FilePath(directory.appendingPathComponent("state/workshop").path) }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private func write(_ text: String) throws {
    try FileSystem.makeDirectories(path.removingLastComponent())
    try FileContents.replace(path, with: Array(text.utf8))
  }

  private func text() throws -> String {
    String(decoding: try FileContents.read(path), as: UTF8.self)
  }

  private func object() throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(text().utf8)) as? [String: Any])
  }

  @Test func aNewLearnerKeepsTheSeed() throws {
    #expect(try Progress(path, newSeed: 5).seed == 5)
    let again = try Progress(path, newSeed: 6)
    #expect(again.seed == 5 && again.last == nil && again["04-x"] == .init())
    #expect(try object()["seed"] as? Int == 5)
    #expect(try object()["schema"] as? String == "sigbox-progress-1")
  }

  @Test func everythingIsKept() throws {
    var progress = try Progress(path, newSeed: .max)
    progress.work(on: "01-a") {
      $0.isStarted = true
      $0.isPassed = true
      $0.hints = 2
      $0.prediction = "a \"b\"\n信号"
      $0.wasRight = false
      $0.sawSolution = true
    }
    progress.work(on: "02-b") { $0.isStarted = true }
    try progress.save()
    let again = try Progress(path, newSeed: 1)
    #expect(again.seed == .max && again.last == "02-b")
    #expect(again["01-a"] == progress["01-a"] && again["02-b"] == progress["02-b"])
    #expect(again["02-b"].prediction == nil && again["02-b"].wasRight == nil)
    let exercises = try #require(try object()["exercises"] as? [String: [String: Any]])
    #expect(exercises["01-a"]?["right"] as? Bool == false)
    #expect(exercises["01-a"]?["solution_seen"] as? Bool == true)
  }

  @Test func aFileOfOlderVersionsIsReadOnceAndReplaced() throws {
    try write(
      """
      seed 7
      last 04-a-handler-for-term
      lang zh
      solution 02-b
      02-b started 0 unknown
      04-a-handler-for-term passed 2 right 143

      """)
    let old = try Progress(path, newSeed: 1)
    #expect(old.seed == 7 && old.last == "04-a-handler-for-term")
    #expect(old["02-b"].sawSolution && old["02-b"].isStarted && !old["02-b"].isPassed)
    let entry = old["04-a-handler-for-term"]
    #expect(entry.isPassed && entry.hints == 2 && entry.wasRight == true)
    #expect(entry.prediction == "143" && !entry.sawSolution)
    #expect(try object()["seed"] as? Int == 7)
    let new = try Progress(path, newSeed: 1)
    #expect(new.seed == 7 && new.last == old.last && new["04-a-handler-for-term"] == entry)
    #expect(new["02-b"] == old["02-b"])
  }

  @Test func anEmptyFileIsANewLearner() throws {
    try write("")
    #expect(try Progress(path, newSeed: 3).seed == 3)
    #expect(try object()["seed"] as? Int == 3)
  }

  @Test(arguments: [
    ("seed x\n", "the line 'seed x' is not valid"), ("{}\n", "not valid JSON"),
    ("{\"seed\": 1", "not valid JSON"),
    ("{\"schema\":\"other\",\"seed\":1,\"exercises\":{}}", "schema 'other'"),
    ("01-a passed two right\n", "the line '01-a passed two right' is not valid"),
  ])
  func anInvalidFileIsAnErrorAndStays(text: String, message: String) throws {
    try write(text)
    let error = #expect(throws: SystemError.self) { try Progress(path, newSeed: 1) }
    #expect(error?.errno == .invalidArgument)
    #expect("\(try #require(error))".contains(message))
    #expect("\(try #require(error))".contains("remove the file"))
    #expect(try self.text() == text)
  }

  @Test func theOldestFileWithoutADirectoryToWriteIsStillRead() throws {
    try write("seed 7\n")
    let state = path.removingLastComponent().string
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: state)
    defer {
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: state)
    }
    #expect(try Progress(path, newSeed: 1).seed == 7)
  }
}
