internal import Sandbox
internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

extension ScriptRuntime {
  /// Declares a function that returns at once.
  ///
  /// Signals caught before it run their handlers first. What the kernel refuses becomes
  /// `nil, message, errno name`; misuse is raised.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - further: How many signals that come meanwhile run theirs, too.
  ///   - body: Reads the arguments and gives the results.
  /// - Returns: The declaration.
  func function(
    _ name: StaticString, after further: Int = SignalDispatch.few,
    _ body: @escaping (borrowing LuaArguments) throws -> [LuaValue]
  ) -> LuaModule.Function {
    LuaModule.Function(name) { arguments in
      if self.isGuest { try Self.refuse(name) }
      self.dispatch.drain(further)
      do {
        return try body(arguments)
      } catch let error as SystemError {
        return error.luaResults
      }
    }
  }

  /// Declares a function that may block and that a handler ends early.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - restarts: Whether handlers with SA_RESTART let the call go on.
  ///   - resumes: Whether all handlers let this call continue.
  ///   - prepare: Reads the arguments.
  ///   - blocks: Whether the call is expected to block: the script is ready at the first that does.
  ///   - body: Makes the blocking call; gives the results, or nil when a caught signal ended it.
  ///   - interrupted: The results when a handler ended it.
  /// - Returns: The declaration.
  func blocking<Call>(
    _ name: StaticString, restarts: Bool = false,
    resumes: @escaping (Call) -> Bool = { _ in false },
    prepare: @escaping (borrowing LuaArguments) throws -> Call,
    blocks: @escaping (Call) -> Bool = { _ in true },
    _ body: @escaping (inout Call) throws -> [LuaValue]?,
    interrupted: @escaping (Call) -> [LuaValue] = { _ in ScriptRuntime.interrupted }
  ) -> LuaModule.Function {
    LuaModule.Function(name) { arguments in
      if self.isGuest { try Self.refuse(name) }
      var call = try prepare(arguments)
      func ends(_ interruption: SignalDispatch.Interruption) -> Bool {
        if resumes(call), self.dispatch.mayTake { return false }
        return interruption == .ends || interruption == .restarts && !restarts
      }
      if ends(self.dispatch.drain(waits: true)) { return interrupted(call) }
      do {
        while true {
          self.willBlock(if: blocks(call))
          let results = try body(&call)
          // A signal that came with the results runs its handler before the script goes on.
          let interruption = self.dispatch.drain(waits: true)
          if let results { return results }
          if !restarts && !resumes(call) || ends(interruption) { return interrupted(call) }
        }
      } catch let error as SystemError {
        return error.luaResults
      }
    }
  }

  /// Declares a function of one call that may block, which handlers with SA_RESTART let continue.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - prepare: Reads the arguments.
  ///   - blocks: Whether the call is expected to block.
  ///   - body: Makes the call.
  /// - Returns: The declaration.
  func interruptible<Call>(
    _ name: StaticString, prepare: @escaping (borrowing LuaArguments) throws -> Call,
    blocks: @escaping (Call) -> Bool = { _ in true },
    _ body: @escaping (Call) throws -> Interruptible.Outcome<[LuaValue]>
  ) -> LuaModule.Function {
    blocking(name, restarts: true, prepare: prepare, blocks: blocks) { [dispatch] call in
      // The call would sleep over what has left the ring.
      if dispatch.hasRunnable(waits: true) { return nil }
      switch try body(call) {
      case .finished(let results): return results
      case .interrupted: return nil
      }
    }
  }

  /// Functions that say something and do nothing.
  private static let harmless: Set = ["list", "number", "strsignal", "strerror", "clock"]

  /// Refuses a guest what acts on the process that it is in.
  private static func refuse(_ name: StaticString) throws {
    if harmless.contains("\(name)") { return }
    throw LuaError(
      "\(name) is for inits: call it in a function that runs in a box, as experiment.box(function() "
        + "... end)")
  }

  /// The results of a call that a handler ended.
  static let interrupted: [LuaValue] = [
    .nil, .text("interrupted by a signal handler"), .text("EINTR"),
  ]
}

extension SystemError {
  /// A failure as Lua functions give it: nil, message, errno name.
  var luaResults: [LuaValue] {
    [.nil, .text(Remedy.advising(self).description), .text(errno.symbol)]
  }
}
