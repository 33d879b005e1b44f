import Linux
import SystemPackage
import Testing

@testable import Sandbox

struct RemediesTests {
  private struct OtherError: Error, CustomStringConvertible {
    let description = "no signal 'TREM'"
  }

  @Test func `an error without a remedy gets the one of its operation and errno`() {
    #expect(
      Remedies.text(of: SystemError("bind", .noSuchFileOrDirectory, subject: "/none"))
        == "cannot bind /none: ENOENT (No such file or directory): use --bind SRC[:DST][:ro]")
    #expect(
      Remedies.text(of: SystemError("fork", .resourceTemporarilyUnavailable)).hasSuffix(
        "--pids raises it"))
  }

  @Test func `a remedy names the subject`() {
    #expect(
      Remedies.text(of: SystemError("remove the box", .resourceBusy, subject: "web")).hasSuffix(
        ": it is running: sigbox stop web first, or sigbox rm -f web"))
  }

  @Test func `a remedy of one errno is not given for another`() {
    let error = SystemError("fork", .noMemory)
    #expect(Remedies.text(of: error) == "\(error)")
  }

  @Test func `an error keeps its own remedy`() {
    let error = SystemError(
      "find the box", .noSuchFileOrDirectory, subject: "wob", remedy: "did you mean 'web'?")
    #expect(Remedies.text(of: error).hasSuffix(": did you mean 'web'?"))
  }

  @Test func `another error has its own text`() {
    #expect(Remedies.text(of: OtherError()) == "no signal 'TREM'")
  }

  @Test func `each operation of the table occurs in the sources`() throws {
    let lines = try SourceLines.all(below: ["Kernel", "Box"])
    for operation in Remedies.operations {
      #expect(
        lines.contains { $0.file != "Remedies.swift" && $0.text.contains("\"\(operation)\"") },
        "no error has the operation '\(operation)'")
    }
  }

  @Test func `below the command line, no other file names options or commands`() throws {
    let verbs = ["run", "exec", "stop", "rm", "ps", "list", "kill", "logs", "signals", "probe"]
    let lines = try SourceLines.all(below: ["Kernel", "Box"])
    #expect(lines.count > 1000)
    for line in lines where line.file != "Remedies.swift" && !line.isComment {
      #expect(
        !line.hasOption && !verbs.contains { line.text.contains("sigbox \($0) ") },
        "\(line.file): \(line.text)")
    }
  }
}

/// The lines of this package's Swift sources.
private struct SourceLines {
  struct Line {
    let file: String
    let text: String

    var isComment: Bool { text.drop { $0 == " " }.hasPrefix("//") }
    /// Whether a word starts with two dashes and a letter.
    var hasOption: Bool {
      text.split { " \"'`(".contains($0) }.contains {
        $0.hasPrefix("--") && $0.dropFirst(2).first?.isLetter == true
      }
    }
  }

  static func all(below folders: [String]) throws -> [Line] {
    var package = FilePath(#filePath)
    for _ in 0..<4 { package.removeLastComponent() }
    return try folders.flatMap { try lines(below: package.appending("Sources").appending($0)) }
  }

  private static func lines(below path: FilePath) throws -> [Line] {
    try Directories.entries(path).flatMap { name in
      let entry = path.appending(name)
      if FileSystem.isDirectory(entry) == true { return try lines(below: entry) }
      guard name.hasSuffix(".swift") else { return [] as [Line] }
      return String(decoding: try FileContents.read(entry), as: UTF8.self)
        .split(separator: "\n").map { Line(file: name, text: String($0)) }
    }
  }
}
