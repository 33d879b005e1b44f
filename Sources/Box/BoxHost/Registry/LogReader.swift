internal import Linux
internal import SystemPackage

/// A file of a log that is read from its start, and no further than a log can be long.
final class LogReader {
  private let file: OwnedDescriptor
  private let name: String
  private var rest = Log.maximumSize

  /// Opens the file.
  ///
  /// - Throws: ENOENT with the reason, and what a link, pipe, device or directory in its place is
  ///   refused with.
  init(_ directory: BoxDirectory, _ file: FileName) throws(SystemError) {
    name = directory.name.text
    do throws(SystemError) {
      self.file = try directory.files.open(file)
    } catch {
      throw SystemError(
        "read the log of", error.errno, subject: name,
        remedy: error.errno == .noSuchFileOrDirectory
          ? directory.whyThereIsNoLog : error.remedy)
    }
  }

  /// Passes over what is there.
  func skip() throws { try file.descriptor.seek(offset: 0, from: .end) }

  /// Reads what is there.
  ///
  /// - Throws: EFBIG if that is more than a log can have; what `onBytes` throws.
  func copy(_ onBytes: ([UInt8]) throws -> Void) throws {
    while case let bytes = try Descriptors.read(file.descriptor), !bytes.isEmpty {
      rest -= bytes.count
      guard rest >= 0 else {
        throw SystemError(
          "read the log of", .fileTooLarge, subject: name,
          remedy: "sigbox writes at most \(Log.maximumSize >> 20) MiB to one file")
      }
      try onBytes(bytes)
    }
  }

  func isSame(as other: LogReader) -> Bool {
    FileContents.isSame(file.descriptor, other.file.descriptor)
  }
}

extension BoxDirectory {
  fileprivate var whyThereIsNoLog: String {
    guard case .success(let record) = read() else { return "the box was removed" }
    return record.hasLog == true
      ? "the log was removed" : "the output of a box in the foreground went to its caller"
  }
}
