internal import Sandbox
internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

extension ScriptRuntime {
  /// Declares a function that does not block.
  ///
  /// Handlers of caught signals run before it. An error of the kernel becomes
  /// `nil, message, errno name`; misuse raises an error.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - further: How many signals that arrive meanwhile are handled too.
  ///   - body: Reads the arguments and returns the results.
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

  /// Declares a function that may block, and that a handler interrupts.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - restarts: Whether the call continues after handlers with SA_RESTART.
  ///   - resumes: Whether the call continues after every handler.
  ///   - prepare: Reads the arguments.
  ///   - blocks: Whether the call is expected to block; the script is ready at the first such call.
  ///   - body: Makes the blocking call; returns the results, or nil if a signal interrupted it.
  ///   - interrupted: The results if a handler interrupted it.
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
      var call: Call
      do {
        call = try prepare(arguments)
      } catch let error as SystemError {
        return error.luaResults
      }
      func ends(_ interruption: SignalDispatch.Interruption) -> Bool {
        if resumes(call), self.dispatch.mayTake { return false }
        return interruption == .ends || interruption == .restarts && !restarts
      }
      if ends(self.dispatch.drain(waits: true)) { return interrupted(call) }
      do {
        while true {
          self.willBlock(if: blocks(call))
          let results = try body(&call)
          // The handler of a signal that arrived with the results runs before the script continues.
          let interruption = self.dispatch.drain(waits: true)
          if let results { return results }
          if !restarts && !resumes(call) || ends(interruption) { return interrupted(call) }
        }
      } catch let error as SystemError {
        return error.luaResults
      }
    }
  }

  /// Declares a function of one system call that may block, and continues after handlers with
  /// SA_RESTART.
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
      // The records have left the ring: the call would block although a handler is due.
      if dispatch.hasRunnable(waits: true) { return nil }
      switch try body(call) {
      case .finished(let results): return results
      case .interrupted: return nil
      }
    }
  }

  /// The result of a function that makes a descriptor for the script.
  func given(_ descriptor: FileDescriptor) -> LuaValue {
    descriptors.add(descriptor)
    return .integer(Int64(descriptor.rawValue))
  }

  /// Functions without an effect.
  private static let harmless: Set = ["list", "number", "strsignal", "strerror", "clock"]

  /// Refuses functions that act on the process of an experiment's script.
  private static func refuse(_ name: StaticString) throws {
    if harmless.contains("\(name)") { return }
    throw LuaError(
      "\(name) is for inits: call it in a function that runs in a box, such as "
        + "experiment.box(function() ... end)")
  }

  /// The results of a call that a handler interrupted.
  static let interrupted: [LuaValue] = [
    .nil, .text("interrupted by a signal handler"), .text("EINTR"),
  ]
}

extension SystemError {
  /// The results of a failed function: nil, message, errno name.
  var luaResults: [LuaValue] {
    [.nil, .text(Remedies.text(of: self)), .text(errno.symbol)]
  }
}
