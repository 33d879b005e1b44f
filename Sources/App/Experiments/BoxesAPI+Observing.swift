internal import Observation
internal import BoxHost
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Functions that send signals to boxes and observe them.
extension BoxesAPI {
  var observing: [LuaModule.Function] {
    [ready, kill, send, orphan, wait, status, processes, handled, output, type, resize]
  }

  /// Waits until PID 1 is ready for signals; false if it ended first.
  private var ready: LuaModule.Function {
    LuaModule.Function("ready") { [self] arguments in
      [.boolean(try box(arguments).observer.waitUntilReady() != nil)]
    }
  }

  /// Sends a signal and observes its effect; nil if PID 1 has ended.
  private var kill: LuaModule.Function {
    LuaModule.Function("kill") { [self] arguments in
      let box = try box(arguments)
      let began = Instant.now
      let result = try box.observer.send(
        SendStep(try signal(arguments), from: try origin(arguments)))
      guard let verdict = result.verdict else { return [.nil, .text("\(result.reason)")] }
      var fields: [(key: String, value: LuaValue)] = [
        ("verdict", .text(verdict.word)), ("reason", .text("\(result.reason)")),
        ("predicted", .boolean(result.agrees)), ("seconds", .seconds(Instant.now - began)),
      ]
      switch verdict {
      case .exited(let code): fields.append(("code", .integer(Int64(code))))
      case .killed(let signal): fields.append(("signal", .text(signal.name)))
      default: break
      }
      return [.table(LuaTable(fields: fields))]
    }
  }

  /// Sends a signal to PID 1 or another process; false if it has ended.
  private var send: LuaModule.Function {
    LuaModule.Function("send") { [self] arguments in
      let pid =
        arguments.isNil(4) ? nil : try arguments.integer(4, "pid", in: 1...(.max))
      do {
        try box(arguments).send(try signal(arguments), from: try origin(arguments), to: pid)
        return [.boolean(true)]
      } catch let error as SystemError where error.errno == .noSuchProcess {
        return [.boolean(false)]
      }
    }
  }

  private var orphan: LuaModule.Function {
    LuaModule.Function("orphan") { [self] arguments in
      let box = try box(arguments)
      switch try box.observer.careForOrphan(within: .seconds(2)).care {
      case .reaps: return [.text("reaped")]
      case .leavesZombies: return [.text("zombie")]
      case .ends: return [.text("ended")]
      }
    }
  }

  /// Waits for the end of PID 1; nil at the deadline.
  private var wait: LuaModule.Function {
    LuaModule.Function("wait") { [self] arguments in
      let end = try box(arguments).end(by: try deadline(arguments, 2))
      return [end.map { .table($0.luaTable(after: $1)) } ?? .nil]
    }
  }

  private var status: LuaModule.Function {
    LuaModule.Function("status") { [self] arguments in
      let box = try box(arguments)
      try box.observer.catchUp()
      return [box.observer.termination == nil ? host.status(box.pid) ?? .nil : .nil]
    }
  }

  private var processes: LuaModule.Function {
    LuaModule.Function("processes") { [self] arguments in
      let members = try box(arguments).box.process.members
      let pids = Dictionary(
        members.map { ($0.hostPid, $0.pid) }, uniquingKeysWith: { first, _ in first })
      return [
        .table(
          LuaTable(
            list: members.map { member in
              .table(
                LuaTable(fields: [
                  ("pid", .integer(Int64(member.pid))),
                  ("host_pid", .integer(Int64(member.hostPid))),
                  ("parent", .integer(Int64(pids[member.hostParent] ?? 0))),
                  ("name", .text(member.status.name)),
                  ("state", .text(member.status.state.word)),
                  ("command", .string(Array(member.words.joined(separator: [0x20])))),
                ]))
            }))
      ]
    }
  }

  /// How often each signal was handled, by name.
  private var handled: LuaModule.Function {
    LuaModule.Function("handled") { [self] arguments in
      let observer = try box(arguments).observer
      try observer.catchUp()
      let counts = observer.handled
      return [
        .table(
          LuaTable(fields: counts.signals.map { ($0.name, .integer(Int64(counts[$0]))) }))
      ]
    }
  }

  private var output: LuaModule.Function {
    LuaModule.Function("output") { [self] arguments in
      [.string(try box(arguments).written())]
    }
  }

  private var type: LuaModule.Function {
    LuaModule.Function("type") { [self] arguments in
      guard case .string(let bytes) = arguments[2] else {
        throw arguments.wrongType(2, "text", "string")
      }
      try FileContents.write(bytes, to: try terminal(arguments))
      return []
    }
  }

  private var resize: LuaModule.Function {
    LuaModule.Function("resize") { [self] arguments in
      try Terminals.setSize(
        rows: UInt16(try arguments.integer(2, "rows", in: 1...9999)),
        columns: UInt16(try arguments.integer(3, "columns", in: 1...9999)),
        of: try terminal(arguments))
      return []
    }
  }

  private func terminal(_ arguments: borrowing LuaArguments) throws -> FileDescriptor {
    guard let terminal = try box(arguments).box.terminal else {
      throw LuaError("the box has no terminal: use terminal = true")
    }
    return terminal
  }

  private func signal(_ arguments: borrowing LuaArguments) throws -> Signal {
    let text = String(decoding: arguments[2].bytes, as: UTF8.self)
    guard let signal = Signal(parsing: text) else {
      let hint = Signal.hint(forUnknown: text)
      throw LuaArgumentError(2, "unknown signal '\(text)': EINVAL: \(hint)")
    }
    return signal
  }

  private func origin(_ arguments: borrowing LuaArguments) throws -> Origin {
    guard !arguments.isNil(3) else { return .inside }
    switch arguments[3].text {
    case "inside": return .inside
    case "host": return .host
    default: throw LuaArgumentError(3, "from: inside or host expected")
    }
  }
}

/// Functions that start further processes in boxes.
extension BoxesAPI {
  var entering: [LuaModule.Function] { [enter, injectedEnd] }

  /// Starts a command or a function in a box, and returns its number.
  private var enter: LuaModule.Function {
    LuaModule.Function("enter") { [self] arguments in
      let box = try box(arguments)
      let number = nextNumber()
      if case .function(let function) = arguments[2] {
        try box.enter(number) { host.becomeProcess(function) }
      } else {
        let words = try arguments[2].words("command")
        guard !words.isEmpty else { throw LuaError("empty command: name a program") }
        try box.enter(number) {
          let failure = Spawning.execute(words)
          try? FileContents.write(
            ArgumentText.visible("sigbox: \(failure)") + "\n", to: .standardError)
          CurrentProcess.exit(failure.commandStatus)
        }
      }
      return [.integer(number)]
    }
  }

  /// How such a process ended, and its output; nil while it runs.
  private var injectedEnd: LuaModule.Function {
    LuaModule.Function("visitor") { [self] arguments in
      let end = try box(arguments).injectedEnd(
        try arguments.integer(2, "number"), by: try deadline(arguments, 3))
      guard let end else { return [.nil] }
      var table = end.termination.luaTable(after: end.elapsed)
      table.fields.append(("output", .string(end.output)))
      return [.table(table)]
    }
  }
}

extension Termination {
  fileprivate func luaTable(after elapsed: Duration) -> LuaTable {
    let how: (key: String, value: LuaValue) =
      switch self {
      case .exited(let code): ("code", .integer(Int64(code)))
      case .killed(let signal, _): ("signal", .text(signal.name))
      }
    return LuaTable(fields: [
      how, ("status", .integer(Int64(shellStatus))), ("seconds", .seconds(elapsed)),
    ])
  }
}

extension LuaValue {
  fileprivate static func seconds(_ duration: Duration) -> LuaValue {
    .number(duration / .seconds(1))
  }
}
