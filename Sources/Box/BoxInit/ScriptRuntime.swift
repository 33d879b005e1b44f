internal import Sandbox
internal import BoxProtocol
package import LuaBridge
internal import EmbeddedLua
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Runs a script as the program of an init.
package final class ScriptRuntime {
  package let dispatch = SignalDispatch()
  /// The descriptors that the script may use.
  package var descriptors = DescriptorTable()
  private(set) var channel: HostChannel? { didSet { observeHandlers() } }
  private var isReady = false
  /// When the start of each signal's handler was last reported.
  private var begun: [Signal: Instant] = [:]
  /// Whether the script may not act on this process.
  package private(set) var isGuest: Bool

  private init(channel: HostChannel?, isGuest: Bool) {
    self.channel = channel
    self.isGuest = isGuest
    observeHandlers()
  }

  /// Reports handlers when they start; a busy script may report only much later that they have run.
  ///
  /// Repeated signals are reported at most every 10 ms, because the host may read slowly.
  private func observeHandlers() {
    dispatch.onBegin = channel.map { channel in
      { [unowned self] signal in
        let now = Instant.now
        if let last = begun[signal], now - last < .milliseconds(10) { return }
        begun[signal] = now
        channel.reportBegun(signal)
      }
    }
  }

  /// Runs the script, and exits with its exit code.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - memory: The limit on its values, in bytes.
  ///   - channel: The channel to the host; nil if nothing is reported.
  ///   - api: Its modules.
  ///   - hidden: The files that the box hides.
  ///   - inheritsDescriptors: Whether it may use every descriptor that is open, not only 0, 1 and 2.
  static func run(
    _ script: BoxConfiguration.Script, memory: UInt64, channel: HostChannel?, api: ScriptAPI,
    hidden: HiddenFiles? = nil, inheritsDescriptors: Bool = false
  ) -> Never {
    CurrentProcess.lineBufferOutput()
    let runtime = ScriptRuntime(channel: channel, isGuest: api.isGuest)
    if inheritsDescriptors { runtime.descriptors.addOpen() }
    do {
      let interpreter = try LuaInterpreter(memoryLimit: Int(clamping: memory)) {
        runtime.dispatch.drain()
      }
      SignalRing.notify(LuaInterpreter.interruptFunction)
      for module in api.modules(runtime) { try interpreter.register(module) }
      try interpreter.register(modules(further: api.library, hidden))
      for metatable in LuaClass.all { try interpreter.register(metatable, in: "modules") }
      try runtime.load("sigbox/environment", into: interpreter).call([
        .text(script.directory ?? ""), .text(script.name),
        .table(LuaTable(list: script.arguments.map { .string($0) })),
      ])
      let chunk = script.directory == nil ? "=\(script.name)" : "@\(script.name)"
      let main = try interpreter.load(try text(of: script), chunk: chunk)
      let result = try main.call(script.arguments.map { .string($0) })
      end(try exitCode(of: result, "the script"))
    } catch {
      fail("\(error)")
    }
  }

  /// Exits as at the end of a script.
  package static func end(_ code: Int32) -> Never {
    LuaInterpreter.flushOutput()
    CurrentProcess.exit(code)
  }

  /// Exits as after an error in a script.
  static func fail(_ message: String) -> Never {
    // If standard error is closed, the message is lost.
    try? FileContents.write("sigbox: \(message)\n", to: .standardError)
    CurrentProcess.exit(1)
  }

  /// Converts the result of a script or function to an exit code.
  static func exitCode(of result: LuaValue, _ subject: String) throws(LuaError) -> Int32 {
    if let code = result.exactInteger, (0...255).contains(code) { return Int32(code) }
    switch result {
    case .nil: return 0
    case .boolean(let success): return success ? 0 : 1
    case .integer(let code):
      throw LuaError("\(subject) returned \(code): an exit code is an integer from 0 to 255")
    case .number(let code):
      throw LuaError("\(subject) returned \(code): an exit code is an integer from 0 to 255")
    default:
      throw LuaError(
        "\(subject) returned a \(result.typeName): an exit code is an integer from 0 to 255")
    }
  }

  /// Reports that the script blocks, if it is the first time or handlers have run since.
  ///
  /// - Parameter blocks: Whether the call that follows is expected to block.
  package func willBlock(if blocks: @autoclosure () -> Bool) {
    guard let channel, !dispatch.handled.isEmpty || !isReady && blocks() else { return }
    if channel.reportWaiting(handled: dispatch.handled) {
      isReady = true
      begun = [:]
      dispatch.handled = SignalCounts()
    }
  }

  /// Releases what belongs to the parent, in a forked child.
  package func becomeChild() {
    channel?.close()
    let descriptors = descriptors
    begin(nil)
    self.descriptors = descriptors
  }

  /// Resets the state in a copy of the process, whose descriptors except for 0, 1 and 2 are closed.
  ///
  /// - Parameter channel: The copy's channel, if it is the init of a box.
  func begin(_ channel: HostChannel?) {
    self.channel = channel
    descriptors = DescriptorTable()
    isReady = false
    isGuest = false
    dispatch.clear()
  }

  /// Calls a function of the script, and exits with its result.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - arguments: Its arguments.
  ///   - subject: What errors call the function.
  package func finish(_ function: LuaFunction, _ arguments: [[UInt8]], _ subject: String) -> Never {
    do {
      let result = try function.call(arguments.map { .string($0) })
      Self.end(try Self.exitCode(of: result, subject))
    } catch {
      Self.fail("\(error)")
    }
  }

  /// The module by which `require` finds embedded files; lua/sigbox/environment.lua removes it.
  private static func modules(further: [String: String], _ hidden: HiddenFiles?) -> LuaModule {
    let text = LuaModule.Function("text") { arguments in
      let name = arguments[1].text ?? ""
      let policy = name.hasPrefix("sigbox.") ? String(name.map { $0 == "." ? "/" : $0 }) : nil
      return [(further[name] ?? policy).flatMap { Scripts.text($0) }.map { .string($0) } ?? .nil]
    }
    let advice = LuaModule.Function("advice") { arguments in
      [hidden?.advice(forModule: arguments[1].text ?? "").map { .text($0) } ?? .nil]
    }
    let nearest = LuaModule.Function("nearest") { arguments in
      let names = try arguments.table(2, "names").list.compactMap(\.text)
      let found = Suggestion.nearest(to: arguments[1].text ?? "", among: names)
      return [found.map { .text($0) } ?? .nil]
    }
    return LuaModule("modules", [text, advice, nearest])
  }

  private func load(
    _ name: String, into interpreter: LuaInterpreter
  ) throws(LuaError) -> LuaFunction {
    try interpreter.load(Scripts.text(name) ?? [], chunk: "=\(name)")
  }

  /// The text for the Lua parser.
  ///
  /// Drops a first line that starts with `#`, but not its newline, which keeps the line numbers.
  private static func text(of script: BoxConfiguration.Script) throws(LuaError) -> [UInt8] {
    let escape: UInt8 = 0x1b
    if script.source.first == escape {
      throw LuaError("\(script.name) is Lua bytecode: give its source")
    }
    if script.source.starts(with: [0x7f] + "ELF".utf8) {
      throw LuaError(
        "\(script.name) is a program, not a script: \(Remedies.running(script.name))")
    }
    guard script.source.first == UInt8(ascii: "#") else { return script.source }
    return Array(script.source.drop { $0 != UInt8(ascii: "\n") })
  }
}
