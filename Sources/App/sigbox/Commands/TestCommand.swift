import ArgumentParser
import SigboxCore

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run experiments: Lua files that start boxes, send signals and check the results.",
    discussion: """
      Experiment files are untrusted. Each one runs in its own outer box, which lets it create boxes \
      and nothing else.

      The exit status is 0 if all experiments pass and 1 if one fails or is broken. It is 125 if \
      sigbox itself fails.
      """)

  @Argument(
    help: ArgumentHelp("Lua files, and directories of them.", valueName: "path"),
    completion: .file(extensions: ["lua"]))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "Run only experiments whose names match this Lua pattern. (default: all)",
      valueName: "pattern"))
  var filter: String?

  @Option(
    name: .customLong("repeat"),
    help: ArgumentHelp("How often to run each file.", valueName: "number"))
  var rounds = TestOptions().rounds

  @Option(help: ArgumentHelp("Seed for random choices. (default: random)", valueName: "number"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Number of files to run at once, 1 to 500.", valueName: "number"))
  var jobs = TestOptions().jobs

  @Option(help: ArgumentHelp("Format of the results on standard output.", valueName: "format"))
  var report = TestOptions.Report.plain

  @Option(
    help: ArgumentHelp(
      "Write a JUnit report to this file as well. (default: none)", valueName: "file"),
    completion: .file())
  var junit: String?

  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp(
      "Kill a file that takes longer: 500ms, 5s or 2m. (default: 2m)", valueName: "time"),
    transform: OptionValue.duration)
  var timeLimit = TestOptions().timeLimit

  @OptionGroup var lua: LuaArguments

  func run() throws {
    var options = TestOptions()
    options.paths = paths
    options.filter = filter ?? ""
    options.rounds = rounds
    options.seed = seed
    options.jobs = jobs
    options.report = report
    options.junit = junit
    options.timeLimit = timeLimit
    options.luaMemory = lua.memory
    try finish(with: TestRun.run(options))
  }
}

extension TestOptions.Report: ExpressibleByArgument {}
