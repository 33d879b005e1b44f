/// The description of a box.
///
/// The init reads it from memory: it is a copy of the host process.
package struct BoxConfiguration: Sendable {
  package struct Script: Sendable {
    /// The name in messages, as the user wrote it.
    package var name: String
    package var source: [UInt8]
    package var arguments: [[UInt8]]
    /// Where `require` looks for further files; nil for a built-in init.
    package var directory: String?

    package init(name: String, source: [UInt8], arguments: [[UInt8]], directory: String?) {
      self.name = name
      self.source = source
      self.arguments = arguments
      self.directory = directory
    }
  }

  package enum Program: Sendable {
    /// sigbox itself, running a Lua script.
    case script(Script)
    /// A command, executed.
    case command([[UInt8]])
  }

  /// What runs as PID 1.
  package var program: Program
  package var hostName = "sigbox"
  /// Whether the box has a network namespace, with a loopback interface only.
  package var ownNetwork = true
  /// Whether the box may write the host's files.
  package var writable = false
  /// Paths of the host that stay visible below the box's own /tmp, /run and home directories.
  package var visiblePaths: [String] = []
  /// Whether the box keeps its capabilities, and sees the host's devices and hidden paths.
  package var isPrivileged = false
  /// Whether the box may make boxes itself, which takes a user namespace and its capabilities.
  package var mayNest = false
  /// Whether a box makes this one, and gives it what it has itself.
  package var isInner = false
  /// Whether the ids of the box's users are those of its surroundings: it is made without privileges, or
  /// by another box.
  package var keepsIds = false
  /// Home directories, each replaced by an empty one.
  package var homes: [String] = []
  /// Paths of the host that are hidden: covered by an empty file or directory.
  package var masked: [String] = []

  /// The default limit on memory, in bytes.
  package static let defaultMemory: UInt64 = 1 << 30
  /// The default limit on the number of processes.
  package static let defaultProcesses: UInt64 = 1024
  /// The default limit on the values of a Lua script, in bytes.
  package static let defaultLuaMemory: UInt64 = 256 << 20

  /// The limit on the values of a script that runs as the program, in bytes.
  package var luaMemory = defaultLuaMemory
  /// The limit on memory in bytes: of all processes together with control groups, else of each.
  package var memory: UInt64?
  /// The limit on the number of processes.
  package var processes: UInt64?
  /// The limit on processor time, in processors: 0.5 is half of one.
  package var processors: Double?
  /// The box's root directory; nil for the host's.
  package var root: String?
  package var binds: [Bind] = []
  /// The directory that PID 1 starts in; nil for the caller's.
  package var directory: String?
  /// Variables to set in the environment, as bytes.
  package var environment: [(name: [UInt8], value: [UInt8])] = []
  /// The user and group that PID 1 runs as; nil for the box's root.
  package var user: (user: UInt32, group: UInt32)?
  /// Whether PID 1 gets a terminal; the host gets its controlling end.
  package var hasTerminal = false
  /// Whether the program runs as an ordinary process, below a PID 1 that only reaps.
  package var isOrdinary = false
  /// Whether a script reports over the channel when it waits and which signals it handled.
  package var reportsEvents = false
  /// What messages of extension modules start with, so that nothing else counts as one.
  package var extensionKey: [UInt8] = []
  /// A text that the host looks for in the output; nil for none.
  package var awaitedText: [UInt8]?
  /// Whether standard output goes to standard error.
  package var outputToError = false

  /// A file or directory of the host that is mounted in the box.
  package struct Bind: Sendable {
    /// The path on the host.
    package var source: String
    /// The path in the box.
    package var destination: String
    package var isReadOnly: Bool

    package init(source: String, destination: String, isReadOnly: Bool) {
      self.source = source
      self.destination = destination
      self.isReadOnly = isReadOnly
    }
  }

  package init(program: Program) { self.program = program }
}
