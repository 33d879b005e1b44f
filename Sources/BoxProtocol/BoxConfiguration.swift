/// What a box is made of; the init reads it in the memory that it shares with the host.
public struct BoxConfiguration: Sendable {
  /// A script and what it is run with.
  public struct Script: Sendable {
    /// The name in messages, as a user would write it.
    public var name: String
    /// The text.
    public var source: [UInt8]
    /// The words behind the script's name.
    public var arguments: [[UInt8]]
    /// Where `require` looks for further files; nil for a built-in init.
    public var directory: String?

    /// Makes a script.
    ///
    /// - Parameters:
    ///   - name: The name in messages.
    ///   - source: The text.
    ///   - arguments: The words behind the name.
    ///   - directory: Where `require` looks for further files.
    public init(name: String, source: [UInt8], arguments: [[UInt8]], directory: String?) {
      self.name = name
      self.source = source
      self.arguments = arguments
      self.directory = directory
    }
  }

  /// What runs as PID 1.
  public enum Program: Sendable {
    /// sigbox itself, with a Lua script.
    case script(Script)
    /// A command, executed.
    case command([[UInt8]])
  }

  /// What runs as PID 1.
  public var program: Program
  /// The name that the box gives itself.
  public var hostName = "sigbox"
  /// Whether the box has a network of its own: a loopback interface.
  public var ownNetwork = true
  /// Whether the host's files can be written.
  public var writable = false
  /// Paths of the caller that stay visible under the private /tmp and /run.
  public var visiblePaths: [String] = []
  /// Whether it is kept from all that reaches beyond it: the rest of this group, and capabilities,
  /// new privileges and system calls.
  public var isStrict = true
  /// Whether it may make boxes in itself: what that takes it keeps, in a user namespace of its own.
  public var mayNest = false
  /// Whether its root is one of a user namespace below the host's, which is known once it is made.
  public var isRootless = false
  /// Directories that are empty and the box's own.
  public var homes: [String] = []
  /// Paths of the host that are covered.
  public var masked: [String] = []
  /// How much memory a box has unless it is told otherwise, in bytes.
  public static let usualMemory: UInt64 = 1 << 30
  /// How many processes a box may have unless it is told otherwise.
  public static let usualProcesses: UInt64 = 1024

  /// How many bytes the values of a Lua script may take by default.
  public static let usualLuaMemory: UInt64 = 256 << 20
  /// How many bytes the values of a script that is the program may take together.
  public var luaMemory = usualLuaMemory

  /// How many bytes all processes together, or each, may use; nil for any number.
  public var memory: UInt64?
  /// How many processes there may be; nil for any number.
  public var processes: UInt64?
  /// How many processors it may use, in parts of one; nil for all.
  public var processors: Double?
  /// The box's root directory; nil for the host's.
  public var root: String?
  /// What else of the host's is in the box.
  public var binds: [Bind] = []
  /// The directory that PID 1 starts in; nil for the caller's.
  public var directory: String?
  /// Variables that are set in the environment, as bytes.
  public var environment: [(name: [UInt8], value: [UInt8])] = []
  /// The user and group that PID 1 runs as; nil for the box's root.
  public var user: (user: UInt32, group: UInt32)?
  /// Whether PID 1 gets a terminal of its own; the host gets the end that controls it.
  public var hasTerminal = false
  /// Whether the program is an ordinary process, below a PID 1 that does nothing but reap.
  public var isOrdinary = false
  /// Whether a script reports over the seam when it waits and what it handled.
  public var observed = false
  /// Whether standard output goes to standard error.
  public var outputToError = false

  /// A file or directory of the host in the box.
  public struct Bind: Sendable {
    /// Its path on the host.
    public var source: String
    /// Its path in the box.
    public var destination: String
    /// Whether it cannot be written.
    public var isReadOnly: Bool

    /// Plans a bind mount.
    public init(source: String, destination: String, isReadOnly: Bool) {
      self.source = source
      self.destination = destination
      self.isReadOnly = isReadOnly
    }
  }

  /// Plans a box with no limits.
  public init(program: Program) { self.program = program }
}
