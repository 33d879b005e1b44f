internal import Glibc
package import SystemPackage

/// A name in a directory: bytes without a slash or a zero, and neither `.` nor `..`.
package struct FileName: Hashable, Sendable {
  package let bytes: [UInt8]

  /// Nil if no file can have the name.
  package init?(_ bytes: [UInt8]) {
    guard !bytes.isEmpty, bytes != [46], bytes != [46, 46], !bytes.contains(47),
      !bytes.contains(0)
    else { return nil }
    self.bytes = bytes
  }

  package init?(_ text: String) { self.init(Array(text.utf8)) }

  /// The last component of a path; nil for `/`, `.` and `..`.
  package init?(lastOf path: FilePath) {
    let bytes = path.lastComponent?.withPlatformString { name in
      UnsafeBufferPointer(start: name, count: strlen(name)).map { UInt8(bitPattern: $0) }
    }
    guard let bytes else { return nil }
    self.init(bytes)
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    Files.withPath(bytes, body)
  }
}

extension FileName: ExpressibleByStringLiteral {
  /// The literal must be a name.
  package init(stringLiteral name: StaticString) {
    bytes = name.withUTF8Buffer { Array($0) }
  }
}
