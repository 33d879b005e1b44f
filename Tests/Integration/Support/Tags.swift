import Testing

extension Tag {
  /// Runs as root only.
  @Tag static var root: Self
  /// Takes more than ten seconds on an idle machine.
  @Tag static var slow: Self
  /// Needs a program that sigbox is compared with, such as tini or a runtime.
  @Tag static var peers: Self
}
