internal import Linux
internal import SystemPackage

/// The mount points that a process can see: proc_pid_mountinfo(5).
enum MountPoints {
  /// The mount points below a directory, in the order in which they were mounted.
  static func below(_ directory: FilePath) -> [FilePath] {
    below(Array("\(directory)/".utf8), (try? FileContents.read("/proc/self/mountinfo")) ?? [])
  }

  /// Reads the fifth field of each line of a text.
  static func below(_ directory: [UInt8], _ text: [UInt8]) -> [FilePath] {
    TextFields.lines(of: text).compactMap { line in
      guard let field = TextFields.field(4, of: line, separator: UInt8(ascii: " ")),
        field.starts(with: directory) || field.contains(UInt8(ascii: "\\"))
      else { return nil }
      let point = ByteEscapes.decoded(field, marker: "\\", digits: 3, radix: 8)
      return point.starts(with: directory) ? ArgumentText.path(ArgumentText.text(of: point)) : nil
    }
  }
}
