import ArgumentParser
import BoxProtocol
import BoxHost
import Experiments
import Reporting
import Linux
import SystemPackage

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run experiments: Lua files that start boxes, send signals and assert what happens.",
    discussion: """
      Each file runs in a box of its own, whose PID namespace is the host of the boxes that it makes.

      The exit status is 0 when all pass, 1 when one fails or is broken; 125 when sigbox itself \
      fails.
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case plain
    case tap
    case junit
  }

  @Argument(help: ArgumentHelp("Lua files, and directories of them.", valueName: "path"))
  var paths: [String]

  @Option(help: ArgumentHelp("Only experiments whose names have this Lua pattern."))
  var filter = ""

  @Option(name: .customLong("repeat"), help: "How often each file is run.")
  var rounds = 1

  @Option(help: "What random choices start from; made up if not given, and printed.")
  var seed: UInt64?

  @Option(help: "How many files run at once.")
  var jobs = 8

  @Option(help: "How results are printed: plain, tap or junit.")
  var report = Form.plain

  @Option(help: ArgumentHelp("Write a JUnit report as well.", valueName: "file"))
  var junit: String?

  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp("End a file that takes longer.", valueName: "time"),
    transform: BoxOptions.duration)
  var timeLimit = Duration.seconds(120)

  @OptionGroup var lua: LuaOptions

  func run() throws {
    guard rounds > 0, (1...500).contains(jobs) else {
      throw ValidationError("--repeat takes a count from 1, --jobs one from 1 to 500")
    }
    let files = try ExperimentFiles.find(paths)
    guard files.count * rounds < 65536 else { throw ValidationError("--repeat: too many runs") }
    var runner = TestRunner(files) {
      var script = ConfinedScript.embedded($0, $1, directory: $2, timeLimit: timeLimit)
      script.configuration.outputToError = report != .plain
      script.configuration.luaMemory = lua.memory
      return script
    }
    runner.jobs = jobs
    runner.rounds = rounds
    runner.seed = seed ?? UInt64(Instant.now.nanoseconds & 0x7fff_ffff)
    runner.filter = filter
    let canvas = Canvas.standardOutputRecords
    let result = try runner.run { file in
      if report == .plain { try print(file.text(on: canvas)) }
    }
    if let junit {
      try FileContents.replace(ArgumentText.path(junit), with: Array((result.junit + "\n").utf8))
    }
    switch report {
    case .plain: try print(result.summary(on: canvas))
    case .tap: try print(result.tap)
    case .junit: try print(result.junit)
    }
    if !result.hasPassed { throw ExitCode(1) }
  }
}

/// Finds files of experiments.
enum ExperimentFiles {
  static func find(_ paths: [String]) throws -> [TestRunner.File] {
    let names = try paths.flatMap { path in
      FileSystem.isDirectory(ArgumentText.path(path)) == true ? try files(in: path) : [path]
    }
    return try names.map { name in
      let path = ArgumentText.path(name)
      let source: [UInt8]
      do throws(SystemError) {
        source = try FileContents.read(path)
      } catch {
        var failure = error
        failure.operation = "read the experiments"
        throw failure
      }
      guard ForeignScript(name, source) == nil else {
        throw BoxFailure(
          status: ownFailure,
          "\(name): this is not a Lua script: experiments are Lua files, which run a command by "
            + "experiment.box\(CommandPlace.experiment.line([name]))")
      }
      return TestRunner.File(
        name: name, source: source,
        directory: FileSystem.resolve(path)?.removingLastComponent().string ?? ".")
    }
  }

  private static func files(in directory: String) throws -> [String] {
    let base = directory.hasSuffix("/") ? String(directory.dropLast()) : directory
    let found = Directories.entries(ArgumentText.path(directory)).flatMap { entry in
      let path = "\(base)/\(entry)"
      if FileSystem.isDirectory(ArgumentText.path(path)) == true {
        return entry.hasPrefix(".") ? [] : (try? files(in: path)) ?? []
      }
      return entry.hasSuffix(".lua") ? [path] : []
    }
    guard !found.isEmpty else {
      throw BoxFailure(
        status: 125, "cannot find experiments in \(directory): it has no file with .lua")
    }
    return found
  }
}
