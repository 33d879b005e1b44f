internal import BoxHost
internal import Experiments
internal import Linux
internal import SystemPackage

/// Finds and reads the files of experiments.
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
          "\(name): this is not a Lua script: write one that runs it with "
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
        status: ownFailure,
        "cannot find experiments in \(directory): it has no Lua files: name another directory")
    }
    return found
  }
}
