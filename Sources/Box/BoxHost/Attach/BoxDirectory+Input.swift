internal import Linux
internal import SystemPackage

extension BoxDirectory {
  /// Makes the pipe for the input of a background box.
  ///
  /// The box holds both ends open, so that the input does not end when a caller detaches.
  func makeInput() throws -> OwnedDescriptor {
    try files.makePipe(Name.input)
    return try openInput()
  }

  /// Opens the pipe for reading too, so that writing does not fail if the box has just ended.
  ///
  /// - Throws: ENOENT if the box has no input.
  func openInput() throws -> OwnedDescriptor { try files.openPipe(Name.input) }
}
