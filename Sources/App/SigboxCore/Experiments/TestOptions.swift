internal import BoxProtocol

/// What a command line of `sigbox test` asks for.
package struct TestOptions: Equatable, Sendable {
  package enum Report: String, CaseIterable, Sendable {
    case plain
    case tap
    case junit
  }

  /// Lua files and directories.
  package var paths: [String] = []
  /// A Lua pattern for the names of experiments.
  package var filter = ""
  package var rounds = 1
  package var seed: UInt64?
  /// How many files run at once.
  package var jobs = 8
  package var report = Report.plain
  /// The path of a JUnit report to write in addition.
  package var junit: String?
  /// For each file.
  package var timeLimit = Duration.seconds(120)
  /// In bytes, for the values of a Lua script.
  package var luaMemory = BoxConfiguration.defaultLuaMemory

  package init() {}
}
