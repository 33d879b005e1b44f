/// What `sigbox --version` says.
enum Version {
  /// The version, which the name of a release has too.
  static let number = "0.1.0"

  /// The oldest Linux that boxes work on.
  ///
  /// It is the first with mount_setattr(2), which makes the host's files read-only. Next come
  /// close_range(2) with CLOSE_RANGE_CLOEXEC, of 5.11, and setns(2) for a pidfd, of 5.8.
  static let kernel = "5.12"

  static var text: String {
    let source = Commit.id.isEmpty ? "commit unknown: built without git" : "commit \(Commit.id)"
    return "sigbox \(number) (\(source); needs Linux \(kernel) or later)"
  }
}
