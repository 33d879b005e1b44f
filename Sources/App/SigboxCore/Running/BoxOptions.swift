internal import BoxProtocol
internal import Linux
internal import SystemPackage

/// What a box is like.
package struct BoxOptions: Equatable, Sendable {
  package enum Network: String, CaseIterable, Sendable {
    case none
    case host
  }

  /// A limit, or that there is none.
  package enum Limit: Equatable, Sendable {
    case value(UInt64)
    case none

    var value: UInt64? {
      if case .value(let value) = self { value } else { nil }
    }
  }

  package static let defaultHostName = "sigbox"

  package var hostName = defaultHostName
  package var network = Network.none
  package var isWritable = false
  package var timeLimit: Duration?
  /// In bytes.
  package var memory = Limit.value(BoxConfiguration.defaultMemory)
  /// In bytes, for the values of a Lua script.
  package var luaMemory = BoxConfiguration.defaultLuaMemory
  package var processes = Limit.value(BoxConfiguration.defaultProcesses)
  package var processors: Double?
  package var root: String?
  /// `SRC[:DST][:ro|rw]` as given.
  package var binds: [String] = []
  package var program = ProgramOptions()
  package var isPrivileged = false

  package init() {}

  /// The limits that the user has asked for, in the order of options.
  func requestedLimits(in configuration: BoxConfiguration) -> [GroupLimits] {
    GroupLimits.all.filter { limit in
      guard configuration.limits.contains(limit) else { return false }
      switch limit {
      case .memory: return memory != .value(BoxConfiguration.defaultMemory)
      case .processes: return processes != .value(BoxConfiguration.defaultProcesses)
      default: return true
      }
    }
  }

  func apply(to configuration: inout BoxConfiguration) throws(UsageError) {
    guard (1...64).contains(hostName.utf8.count) else {
      throw UsageError(
        "--hostname takes 1 to 64 bytes, not \(hostName.utf8.count), such as --hostname web")
    }
    if let processors, !(0.01..<10_000).contains(processors) {
      throw UsageError(
        "--cpus takes a number from 0.01 to 9999, not '\(processors)', such as --cpus 1.5")
    }
    configuration.hostName = hostName
    configuration.ownNetwork = network == .none
    configuration.writable = isWritable
    configuration.isPrivileged = isPrivileged
    configuration.memory = memory.value
    configuration.luaMemory = luaMemory
    configuration.processes = processes.value
    configuration.processors = processors
    configuration.root = root.flatMap { FileSystem.resolve(ArgumentText.path($0))?.string ?? $0 }
    // The host's root is what a box has without this option.
    if configuration.root == "/" { configuration.root = nil }
    configuration.directory = program.directory
    configuration.binds = []
    for text in binds { configuration.binds.append(try Self.bind(text)) }
    configuration.environment = try program.environment
    configuration.user = try program.userAndGroup
  }

  private static func bind(_ text: String) throws(UsageError) -> BoxConfiguration.Bind {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let mode = parts.count > 1 ? parts.last : nil
    if mode == "ro" || mode == "rw" { parts.removeLast() }
    guard (1...2).contains(parts.count),
      let source = FileSystem.resolve(ArgumentText.path(parts[0])),
      case let destination = parts.count == 2 ? parts[1] : source.string,
      destination.hasPrefix("/"), destination != "/"
    else {
      throw UsageError(
        "cannot bind '\(text)': SRC must exist and DST must be an absolute path other than /: "
          + "use --bind SRC[:DST][:ro|rw], such as --bind data:/srv:ro")
    }
    return .init(source: source.string, destination: destination, isReadOnly: mode == "ro")
  }
}
