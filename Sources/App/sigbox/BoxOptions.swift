import ArgumentParser
import BoxProtocol
import BoxHost
import Linux
import SystemPackage

/// The options that say what a box is like.
struct BoxOptions: ParsableArguments {
  enum Network: String, ExpressibleByArgument, CaseIterable {
    case none
    case host
  }

  @Option(help: "The name that the box gives itself.")
  var hostname = "sigbox"

  @Option(
    name: .customLong("net"),
    help: "none: a network with a loopback interface alone; host: the host's.")
  var network = Network.none

  @Flag(help: "Let the box write the host's files; by default only /tmp and /run, its own.")
  var writable = false

  @Option(
    name: .customLong("timeout"),
    help: ArgumentHelp("End the box with KILL after this time: 500ms, 5s, 2m.", valueName: "time"),
    transform: duration)
  var timeLimit: Duration?

  @Option(
    help: ArgumentHelp(
      """
      The memory of the box, where a control group can limit it, else of each process: 512m, or \
      none for any; 1g if not given.
      """, valueName: "bytes"),
    transform: { try most($0, bytes) })
  var memory = Most.value(BoxConfiguration.defaultMemory)

  @OptionGroup var lua: LuaOptions

  @Option(
    name: .customLong("pids"),
    help: ArgumentHelp(
      "How many processes the box may have, or none for any; 1024 if not given.",
      valueName: "count"),
    transform: { try most($0, count) })
  var processes = Most.value(BoxConfiguration.defaultProcesses)

  @Option(
    name: .customLong("cpus"),
    help: ArgumentHelp(
      "How many processors the box may use, in parts of one, where a control group can limit it.",
      valueName: "count"))
  var processors: Double?

  @Option(help: ArgumentHelp("The box's root directory.", valueName: "directory"))
  var rootfs: String?

  @Option(
    name: .customLong("bind"),
    help: ArgumentHelp(
      "Show a file or directory of the host in the box; repeatable.", valueName: "src[:dst][:ro|rw]"
    ))
  var binds: [String] = []

  @OptionGroup var program: ProgramOptions

  @Flag(
    help: """
      Keep capabilities, all system calls and the host's /dev and home directories: for experiments \
      that need them, not for strangers.
      """)
  var privileged = false

  /// The most that a box may use, if there is a most.
  enum Most {
    case value(UInt64)
    case any

    var value: UInt64? {
      if case .value(let value) = self { value } else { nil }
    }
  }

  /// Reads a limit, or that there is none.
  @Sendable static func most(_ text: String, _ read: (String) throws -> UInt64) throws -> Most {
    text == "none" ? .any : .value(try read(text))
  }

  /// Reads a number of processes.
  @Sendable static func count(_ text: String) throws -> UInt64 {
    guard let count = UInt64(text), count > 0 else {
      throw ValidationError("--pids takes a count from 1, or none, not '\(text)'")
    }
    return count
  }

  /// Reads a number of bytes.
  @Sendable static func bytes(_ text: String) throws -> UInt64 {
    let units: [Character: UInt64] = ["k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "b": 1]
    let unit = text.last.flatMap { units[Character($0.lowercased())] }
    guard let number = UInt64(unit == nil ? text : String(text.dropLast())),
      case let (product, overflow) = number.multipliedReportingOverflow(by: unit ?? 1), !overflow,
      product >= 1 << 20
    else {
      throw ValidationError("invalid size '\(text)': use 1m or more, such as 64m or 2g, or none")
    }
    return product
  }

  /// Reads a length of time.
  @Sendable static func duration(_ text: String) throws -> Duration {
    guard let duration = Duration(parsing: text) else {
      throw ValidationError("invalid duration '\(text)': use 500ms, 5s or 2m")
    }
    return duration
  }

  func apply(to configuration: inout BoxConfiguration) throws {
    guard (1...64).contains(hostname.utf8.count) else {
      throw ValidationError("--hostname takes 1 to 64 bytes, not \(hostname.utf8.count)")
    }
    if let processors, !(0.01..<10_000).contains(processors) {
      throw ValidationError("--cpus takes a count from 0.01 to 9999, not \(processors)")
    }
    configuration.hostName = hostname
    configuration.ownNetwork = network == .none
    configuration.writable = writable
    configuration.isPrivileged = privileged
    configuration.memory = memory.value
    configuration.luaMemory = lua.memory
    configuration.processes = processes.value
    configuration.processors = processors
    configuration.root = rootfs.flatMap { FileSystem.resolve(ArgumentText.path($0))?.string ?? $0 }
    // The root of a box that is given none.
    if configuration.root == "/" { configuration.root = nil }
    configuration.directory = program.workdir
    configuration.binds = try binds.map { try Self.bind($0) }
    configuration.environment = try program.environment
    configuration.user = try program.userAndGroup
  }

  private static func bind(_ text: String) throws -> BoxConfiguration.Bind {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let mode = parts.count > 1 ? parts.last : nil
    if mode == "ro" || mode == "rw" { parts.removeLast() }
    guard (1...2).contains(parts.count),
      let source = FileSystem.resolve(ArgumentText.path(parts[0])),
      case let destination = parts.count == 2 ? parts[1] : source.string,
      destination.hasPrefix("/"), destination != "/"
    else {
      throw ValidationError(
        "cannot bind '\(text)': an existing SRC, and an absolute DST that is not /: "
          + "--bind SRC[:DST][:ro|rw]")
    }
    return .init(source: source.string, destination: destination, isReadOnly: mode == "ro")
  }
}

/// Whether a command gets a terminal of its own.
struct TerminalOption: ParsableArguments {
  @Flag(
    name: [.customShort("t"), .customLong("tty")],
    help: "Give it a terminal of its own, connected with this one.")
  var isWanted = false

  @Flag(
    name: [.customShort("i"), .customLong("interactive")],
    help: "Have input passed on by attach; in the foreground it always is.")
  var isInteractive = false
}
