internal import Linux
internal import SystemPackage

/// The mount points that a process can see: proc_pid_mountinfo(5).
enum MountPoints {
  /// The mount points below a directory, in the order in which they were mounted.
  static func below(_ directory: FilePath) -> [FilePath] {
    parse((try? FileContents.read("/proc/self/mountinfo")) ?? []).filter {
      $0 != directory && $0.starts(with: directory)
    }
  }

  /// Reads the fifth field of each line.
  static func parse(_ text: [UInt8]) -> [FilePath] {
    text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
      return fields.count > 5 ? ArgumentText.path(ArgumentText.text(of: unescaped(fields[4]))) : nil
    }
  }

  /// Replaces `\040` and other octal codes by their bytes.
  private static func unescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = field
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      guard byte == UInt8(ascii: "\\"), digits.count == 3,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(code)
      rest = rest.dropFirst(3)
    }
    return bytes
  }
}
