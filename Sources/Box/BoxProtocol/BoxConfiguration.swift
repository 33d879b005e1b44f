/// What a box is made of; the init reads it in the memory that it shares with the host.
package struct BoxConfiguration: Sendable {
  /// A script and what it is run with.
  package struct Script: Sendable {
    /// The name in messages, as a user would write it.
    package var name: String
    /// The text.
    package var source: [UInt8]
    /// The words behind the script's name.
    package var arguments: [[UInt8]]
    /// Where `require` looks for further files; nil for a built-in init.
    package var directory: String?

    /// Makes a script.
    ///
    /// - Parameters:
    ///   - name: The name in messages.
    ///   - source: The text.
    ///   - arguments: The words behind the name.
    ///   - directory: Where `require` looks for further files.
    package init(name: String, source: [UInt8], arguments: [[UInt8]], directory: String?) {
      self.name = name
      self.source = source
      self.arguments = arguments
      self.directory = directory
    }
  }

  /// What runs as PID 1.
  package enum Program: Sendable {
    /// sigbox itself, with a Lua script.
    case script(Script)
    /// A command, executed.
    case command([[UInt8]])
  }

  /// What runs as PID 1.
  package var program: Program
  /// The name that the box gives itself.
  package var hostName = "sigbox"
  /// Whether the box has a network of its own: a loopback interface.
  package var ownNetwork = true
  /// Whether the host's files can be written.
  package var writable = false
  /// Paths of the caller that stay visible under the private /tmp and /run.
  package var visiblePaths: [String] = []
  /// Whether it is kept from all that reaches beyond it: the rest of this group, and capabilities,
  /// new privileges and system calls.
  package var isStrict = true
  /// Whether it may make boxes in itself: what that takes it keeps, in a user namespace of its own.
  package var mayNest = false
  /// Whether its root is one of a user namespace below the host's, which is known once it is made.
  package var isRootless = false
  /// Directories that are empty and the box's own.
  package var homes: [String] = []
  /// Paths of the host that are covered.
  package var masked: [String] = []
  /// How much memory a box has unless it is told otherwise, in bytes.
  package static let usualMemory: UInt64 = 1 << 30
  /// How many processes a box may have unless it is told otherwise.
  package static let usualProcesses: UInt64 = 1024

  /// How many bytes the values of a Lua script may take by default.
  package static let usualLuaMemory: UInt64 = 256 << 20
  /// How many bytes the values of a script that is the program may take together.
  package var luaMemory = usualLuaMemory

  /// How many bytes all processes together, or each, may use; nil for any number.
  package var memory: UInt64?
  /// How many processes there may be; nil for any number.
  package var processes: UInt64?
  /// How many processors it may use, in parts of one; nil for all.
  package var processors: Double?
  /// The box's root directory; nil for the host's.
  package var root: String?
  /// What else of the host's is in the box.
  package var binds: [Bind] = []
  /// The directory that PID 1 starts in; nil for the caller's.
  package var directory: String?
  /// Variables that are set in the environment, as bytes.
  package var environment: [(name: [UInt8], value: [UInt8])] = []
  /// The user and group that PID 1 runs as; nil for the box's root.
  package var user: (user: UInt32, group: UInt32)?
  /// Whether PID 1 gets a terminal of its own; the host gets the end that controls it.
  package var hasTerminal = false
  /// Whether the program is an ordinary process, below a PID 1 that does nothing but reap.
  package var isOrdinary = false
  /// Whether a script reports over the channel when it waits and what it handled.
  package var reportsEvents = false
  /// Whether standard output goes to standard error.
  package var outputToError = false

  /// A file or directory of the host in the box.
  package struct Bind: Sendable {
    /// Its path on the host.
    package var source: String
    /// Its path in the box.
    package var destination: String
    /// Whether it cannot be written.
    package var isReadOnly: Bool

    /// Plans a bind mount.
    package init(source: String, destination: String, isReadOnly: Bool) {
      self.source = source
      self.destination = destination
      self.isReadOnly = isReadOnly
    }
  }

  /// Plans a box with no limits.
  package init(program: Program) { self.program = program }
}
