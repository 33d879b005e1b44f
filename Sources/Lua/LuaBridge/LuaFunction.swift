internal import CLuaShim

/// A Lua function that the host can call.
///
/// It stays alive, together with its interpreter, as long as it is referenced. Like the interpreter it
/// may be used only by the thread that created the interpreter.
public final class LuaFunction: @unchecked Sendable {
  // A strong reference: the Lua state must outlive its functions.
  private let interpreter: LuaInterpreter
  let reference: Int32

  init(_ interpreter: LuaInterpreter, reference: Int32) {
    self.interpreter = interpreter
    self.reference = reference
  }

  deinit { interpreter.release(reference) }

  /// Whether the function has parameters; a function without any need not be passed arguments.
  package var takesArguments: Bool { interpreter.takesArguments(reference) }

  /// Calls the function without arguments and discards its results.
  ///
  /// - Parameter reason: What interrupted the running Lua code, for tracebacks; nil if nothing did.
  /// - Throws: ``LuaError`` with the message and the traceback.
  public func run(interruptedBy reason: StaticString? = nil) throws(LuaError) {
    try interpreter.run(reference, reason)
  }

  /// Calls the function.
  ///
  /// - Parameter arguments: The arguments.
  /// - Returns: The first result. A table or a function is returned as ``LuaValue/other(type:)``.
  /// - Throws: ``LuaError`` with the message and the traceback.
  @discardableResult
  public func call(_ arguments: [LuaValue] = []) throws(LuaError) -> LuaValue {
    try interpreter.call(reference, arguments)
  }

  /// Calls the function with one table and discards its results.
  ///
  /// - Parameters:
  ///   - reason: What interrupted the running Lua code, for tracebacks; nil if nothing did.
  ///   - record: Writes the fields of the table.
  /// - Throws: ``LuaError`` with the message and the traceback.
  public func call(
    interruptedBy reason: StaticString? = nil, _ record: (inout LuaRecord) -> Void
  ) throws(LuaError) {
    try interpreter.call(reference, reason, record)
  }
}

/// An error raised by Lua code, or to be raised by a host function.
public struct LuaError: Error, CustomStringConvertible {
  /// The message, followed by the traceback if there is one.
  public let description: String

  /// Creates an error with a message.
  public init(_ description: String) { self.description = description }
}
