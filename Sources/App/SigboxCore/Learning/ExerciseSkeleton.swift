internal import BoxHost
internal import EmbeddedLua
internal import Linux
internal import SystemPackage
internal import Workshop

/// The files of a new exercise.
package struct ExerciseSkeleton {
  private let name: String
  /// lua/workshop/ of the source tree that contains the current directory, otherwise empty.
  private let directory: String

  /// Without a number, `name` gets the next one after the existing exercises: those in the binary, and
  /// those in the directory, which need not be built yet.
  package init(_ name: String) throws(UsageError) {
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    let isName = words.allSatisfy { word in
      !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) }
    }
    guard isName, name.contains(where: \.isLetter), name.utf8.count <= 64 else {
      throw UsageError(
        "invalid name '\(name)': use lower-case words, digits and -, such as 18-reload-on-hup")
    }
    directory = Self.sourceDirectory ?? ""
    let others = Course.names + Self.names(in: directory + "start")
    let next = (others.compactMap(Self.number).max() ?? 0) + 1
    guard words[0].allSatisfy(\.isNumber) else {
      self.name = "\(next)-\(name)"
      return
    }
    self.name = name
    let number = Self.number(name)
    if let other = others.first(where: { Self.number($0) == number && $0 != name }) {
      throw UsageError("invalid name '\(name)': the number is that of \(other): use \(next)")
    }
    // Exercises are sorted by name.
    guard words[0].utf8.count == 2 else {
      throw UsageError("invalid name '\(name)': the number needs two digits, such as \(next)")
    }
  }

  /// The number that the name of an exercise begins with.
  private static func number(_ name: String) -> Int? { Int(name.prefix { $0 != "-" }) }

  /// The names of the Lua files in a directory, without `.lua`.
  private static func names(in directory: String) -> [String] {
    Directories.entries(FilePath(directory)).filter { $0.hasSuffix(".lua") }.map {
      String($0.dropLast(4))
    }
  }

  /// Writes the files, and prints their paths.
  ///
  /// They go to lua/workshop of the source tree that contains the current directory, otherwise to the
  /// current directory. If one of them exists, none is written.
  package func write() throws {
    let files = [
      (path: "\(directory)\(name).lua", template: "exercise"),
      (path: "\(directory)start/\(name).lua", template: "start"),
      (path: "\(directory)solutions/\(name).lua", template: "solution"),
    ]
    if let existing = files.first(where: { FileSystem.isDirectory(FilePath($0.path)) != nil }) {
      throw BoxFailure(
        status: ownFailure,
        "cannot write the exercise: \(existing.path) exists: choose another name, or remove it")
    }
    for file in files {
      try FileSystem.makeDirectories(FilePath(file.path).removingLastComponent())
      let text = String(
        decoding: Scripts.text("workshop/template/\(file.template)") ?? [], as: UTF8.self)
      try FileContents.replace(
        FilePath(file.path), with: Array(text.replacing("EXERCISE", with: title).utf8))
      try printLine(file.path)
    }
  }

  /// `18-reload-on-hup` becomes `Reload on hup`.
  private var title: String {
    let words = name.split(separator: "-").dropFirst().joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// lua/workshop/ of the source tree.
  private static var sourceDirectory: String? {
    var directory = CurrentProcess.directory
    while let tree = directory {
      let workshop = tree.appending("lua").appending("workshop")
      if FileSystem.isDirectory(workshop.appending("start")) == true,
        FileSystem.isDirectory(workshop.appending("solutions")) == true
      {
        return workshop.string + "/"
      }
      directory = tree.components.isEmpty ? nil : tree.removingLastComponent()
    }
    return nil
  }
}
