internal import BoxProtocol
internal import BoxHost
package import LuaBridge
internal import SignalModel
internal import Linux

/// The Lua module `boxes`.
///
/// lua/experiment builds the API of experiments from it. Boxes are known by numbers. Failures are
/// raised as errors, so an experiment that cannot be set up is broken.
package final class BoxesAPI {
  let host: ExperimentHost
  private var boxes: [Int64: ExperimentBox] = [:]
  private var number: Int64 = 0

  package init(_ host: ExperimentHost) { self.host = host }

  package var module: LuaModule {
    LuaModule("boxes", [open, close, pause, tell, listen] + observing + entering)
  }

  /// Makes a box: `boxes.open{program =, function =, command =, source =, args =, env =, ...}`.
  private var open: LuaModule.Function {
    LuaModule.Function("open") { [self] arguments in
      let box = try ExperimentBox(try plan(try arguments.table(1, "plan")), host)
      boxes[nextNumber()] = box
      return [.integer(number)]
    }
  }

  private var close: LuaModule.Function {
    LuaModule.Function("close") { [self] arguments in
      try boxes.removeValue(forKey: try arguments.integer(1, "box"))?.close()
      return []
    }
  }

  /// Sleeps; the boxes continue to run.
  private var pause: LuaModule.Function {
    LuaModule.Function("pause") { arguments in
      let seconds = try arguments.seconds(1)
      _ = Polling.wait(for: [], until: .now + .seconds(min(seconds, 3600)))
      return []
    }
  }

  /// Sends a message, names with texts, to the process that runs the experiment.
  private var tell: LuaModule.Function {
    LuaModule.Function("tell") { [self] arguments in
      let fields = try arguments.table(1, "message").fields.map { ($0.key, $0.value.bytes) }
      let bytes = KeyedMessage(fields).bytes
      guard bytes.count < MessageSocket.most else {
        throw LuaError("message of \(bytes.count) bytes is too long: use at most 65,535")
      }
      return [.boolean(host.tell(bytes))]
    }
  }

  /// Waits for a message, names with texts; nil if no more will come.
  private var listen: LuaModule.Function {
    LuaModule.Function("listen") { [self] _ in
      guard let message = host.listen().map({ KeyedMessage($0) }) else { return [.nil] }
      return [.table(LuaTable(fields: message.fields.map { ($0.name, .string($0.value)) }))]
    }
  }

  func nextNumber() -> Int64 {
    number += 1
    return number
  }

  func box(_ arguments: borrowing LuaArguments) throws -> ExperimentBox {
    guard let box = boxes[try arguments.integer(1, "box")] else {
      throw LuaError("this box has been closed")
    }
    return box
  }

  /// The instant that is an argument's number of seconds from now.
  func deadline(_ arguments: borrowing LuaArguments, _ position: Int) throws -> Instant {
    .now + .seconds(min(try arguments.seconds(position), 3600))
  }

  private func plan(_ table: LuaTable) throws -> ExperimentBox.Plan {
    let words = try (table["args"] ?? .nil).words("args")
    var plan = ExperimentBox.Plan(configuration: host.configuration)
    plan.arguments = words
    if case .function(let function)? = table["program"] {
      plan.function = function
      plan.configuration.program = .script(
        .init(name: "function", source: [], arguments: [], directory: nil))
    } else if case .table? = table["program"] {
      let command = try (table["program"] ?? .nil).words("command")
      guard !command.isEmpty else { throw LuaError("empty command: name a program") }
      plan.configuration.program = .command(command)
    } else if let name = table["program"]?.text {
      var script =
        table["source"] == nil
        ? try host.script(name, words)
        : .init(name: name, source: [], arguments: words, directory: nil)
      if case .string(let source)? = table["source"] { script.source = source }
      plan.configuration.program = .script(script)
    } else {
      throw LuaError(
        "no program: give the name of a built-in init, the path of a script, a command as a list of "
          + "strings, or a function")
    }
    if case .table(let variables)? = table["env"] {
      plan.configuration.environment = variables.fields.map { (Array($0.key.utf8), $0.value.bytes) }
    }
    plan.configuration.isOrdinary = table["ordinary"].isTrue
    plan.configuration.hasTerminal = table["terminal"].isTrue
    plan.configuration.mayNest = table["nest"].isTrue
    plan.configuration.reportsEvents = true
    return plan
  }
}

extension LuaValue {
  /// The text of a string, number or boolean.
  var bytes: [UInt8] {
    switch self {
    case .string(let bytes): bytes
    case .integer(let integer): Array("\(integer)".utf8)
    case .number(let number): Array("\(number)".utf8)
    case .boolean(let boolean): Array("\(boolean)".utf8)
    default: []
    }
  }

  /// The strings of a list; an empty list for nil.
  func words(_ name: String) throws -> [[UInt8]] {
    switch self {
    case .nil: return []
    case .table(let table):
      return try table.list.map { word in
        switch word {
        case .string, .integer, .number: return word.bytes
        default: throw LuaError("\(name): list of strings expected, contains a \(word.typeName)")
        }
      }
    default: throw LuaError("\(name): list of strings expected, got \(typeName)")
    }
  }
}

extension LuaValue? {
  fileprivate var isTrue: Bool {
    if case .boolean(true)? = self { true } else { false }
  }
}
