internal import CLuaShim

/// A Lua function held by the host.
public final class LuaFunction: @unchecked Sendable {
  // Strong: the state of Lua must outlive every function taken from it.
  private let interpreter: LuaInterpreter
  let reference: Int32

  init(_ interpreter: LuaInterpreter, reference: Int32) {
    self.interpreter = interpreter
    self.reference = reference
  }

  deinit { interpreter.release(reference) }

  /// Whether the function can see arguments: one without parameters need not be given any.
  public var takesArguments: Bool { interpreter.takesArguments(reference) }

  /// Calls the function without arguments, for what it does alone.
  ///
  /// - Parameter reason: What interrupted the Lua that runs, for tracebacks.
  /// - Throws: ``LuaError`` with the message and the traceback.
  public func run(interruptedBy reason: StaticString? = nil) throws(LuaError) {
    try interpreter.run(reference, reason)
  }

  /// Calls the function.
  ///
  /// - Parameter arguments: The values to call it with.
  /// - Returns: Its first result; a table or a function comes as its type.
  /// - Throws: ``LuaError`` with the message and the traceback.
  @discardableResult
  public func call(_ arguments: [LuaValue] = []) throws(LuaError) -> LuaValue {
    try interpreter.call(reference, arguments)
  }

  /// Calls the function with one table.
  ///
  /// - Parameters:
  ///   - reason: What interrupted the Lua that runs, for tracebacks.
  ///   - record: Writes the table.
  /// - Throws: ``LuaError`` with the message and the traceback.
  public func call(
    interruptedBy reason: StaticString? = nil, _ record: (inout LuaRecord) -> Void
  ) throws(LuaError) {
    try interpreter.call(reference, reason, record)
  }
}

/// An error that Lua raised: the message, and where there is one the traceback.
public struct LuaError: Error, CustomStringConvertible {
  /// The message with the traceback on further lines.
  public let description: String

  /// Makes an error of its message.
  public init(_ description: String) { self.description = description }
}
