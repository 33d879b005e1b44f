import Foundation

/// The README and the articles of the DocC catalogue.
enum Documentation {
  static let readme = Workplace.root.appendingPathComponent("README.md")
  static let catalogue = Workplace.root.appendingPathComponent(
    "Sources/App/sigbox/Documentation.docc")

  /// The text of an article, by its file's name without `.md`.
  static func article(_ name: String) throws -> String {
    try String(
      contentsOf: catalogue.appendingPathComponent("\(name).md"), encoding: .utf8)
  }

  /// All files, the README first.
  static var files: [URL] {
    get throws {
      let articles = try FileManager.default.contentsOfDirectory(
        at: catalogue, includingPropertiesForKeys: nil
      ).filter { $0.pathExtension == "md" }
      return [readme] + articles.sorted { $0.path < $1.path }
    }
  }
}
