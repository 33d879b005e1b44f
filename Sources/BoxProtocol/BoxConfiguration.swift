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
  /// Whether a script reports over the seam when it waits and what it handled.
  public var observed = false
  /// Whether standard output goes to standard error.
  public var outputToError = false

  /// Plans a box with the defaults of `sigbox run`.
  public init(program: Program) { self.program = program }
}
