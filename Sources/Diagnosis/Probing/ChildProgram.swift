internal import BoxProtocol
internal import Linux
internal import Observation

/// What a child of PID 1 runs, and how, so that it can be started as PID 1.
package struct ChildProgram: Hashable, Codable, Sendable {
  /// The command line.
  let command: [[UInt8]]
  /// The working directory in the box.
  let directory: String?
  /// The environment, an entry each: `NAME=value`.
  let environment: [[UInt8]]

  /// Makes it the program of a box.
  func replace(programOf configuration: inout BoxConfiguration) {
    configuration.program = .command(command)
    configuration.directory = directory
    configuration.environment = environment.compactMap { entry in
      guard let sign = entry.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      return (Array(entry[..<sign]), Array(entry[(sign + 1)...]))
    }
  }

  /// The name by which people know it.
  var name: String { ProcessName.name(of: command) }
}

extension ChildProgram {
  /// Reads the only child of a process; nil if it has none, or several.
  init?(onlyChildOf pid: Int32) {
    let children = ProcFiles.children(of: pid)
    guard children.count == 1, let child = children.first else { return nil }
    let words = ProcFiles.commandLine(of: child)
    if words.isEmpty { return nil }
    command = words
    directory = ProcFiles.directory(of: child)
    environment = ProcFiles.environment(of: child)
  }
}
