internal import CLuaShim
internal import Glibc

/// A Lua 5.4 interpreter with a safe subset of the standard libraries, and modules of the host.
///
/// `dofile`, `loadfile`, `io.popen`, `os.execute`, `os.exit`, `string.dump`, most of `debug`,
/// finalizers (`__gc`) and bytecode are not available. Pattern matching and `table.sort` can be
/// interrupted.
///
/// An interpreter may be used only by the thread that created it. Host functions may call back into
/// Lua, up to a depth of 64. A ``LuaFunction`` keeps its interpreter alive, so a host function that
/// stores one forever creates a reference cycle.
public final class LuaInterpreter {
  private var shim: OpaquePointer?
  private var functions: [LuaModule.Function] = []
  private let interrupted: () -> Void
  private let encoder = LuaEncoder()

  /// Creates an interpreter.
  ///
  /// - Parameters:
  ///   - memoryLimit: The maximum size of all Lua values, in bytes. A script that needs more gets the
  ///     error `not enough memory`.
  ///   - interrupted: Called before the next Lua instruction after ``interruptFunction``, outside of
  ///     any signal handler. It may call Lua functions.
  /// - Throws: ``LuaError`` if there is not enough memory.
  public init(
    memoryLimit: Int = 256 << 20, interrupted: @escaping () -> Void = {}
  ) throws(LuaError) {
    self.interrupted = interrupted
    shim = luashim_create(
      Unmanaged.passUnretained(self).toOpaque(),
      { context, function, arguments, count, isPlain, outcome in
        let values = UnsafeBufferPointer(start: arguments, count: Int(count))
        return LuaInterpreter.with(context) {
          $0.host(
            function, isPlain ? LuaArguments(values) : LuaArguments(decoding: values, $0), outcome)
        }
      },
      { context in
        LuaInterpreter.with(context) { $0.interrupted() }
      }, memoryLimit)
    if shim == nil { throw LuaError("not enough memory for an interpreter") }
  }

  /// Calls a closure with the interpreter that C refers to, which the caller of C keeps alive.
  private static func with<Result>(
    _ context: UnsafeMutableRawPointer, _ body: (LuaInterpreter) -> Result
  ) -> Result {
    Unmanaged<LuaInterpreter>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
  }

  deinit { if let shim { luashim_destroy(shim) } }

  /// Flushes the standard output of Lua before the process ends.
  ///
  /// PID 1 exits with 141 here if PIPE would have killed any other process.
  package static func flushOutput() { luashim_flush_output() }

  /// A C function that makes the running interpreter call its `interrupted` closure.
  ///
  /// It is async-signal-safe, and the only part of this module that may be called in a signal handler.
  /// Several calls before the closure runs count as one.
  public static var interruptFunction: @convention(c) () -> Void { luashim_interrupt }

  /// Cancels a waiting interrupt, in a host function that does the work of `interrupted` itself.
  ///
  /// Later calls of ``interruptFunction`` interrupt again.
  package static func attend() { luashim_attend() }

  /// Makes a module available to scripts, as a global and to `require`.
  ///
  /// Registering a second module of the same name adds its functions to the first one.
  ///
  /// - Parameter module: The name and functions of the module.
  /// - Throws: ``LuaError`` if there is not enough memory, or after 256 functions in all modules.
  public func register(_ module: LuaModule) throws(LuaError) {
    let count = Int32(module.functions.count)
    for function in module.functions {
      functions.append(function)
      let number = Int32(functions.count - 1)
      guard luashim_register(living, module.name, count, function.name, number) else {
        throw LuaError("not enough memory for module \(module.name)")
      }
    }
  }

  /// Creates the metatable of a class as `classes.NAME` in a module.
  ///
  /// - Parameters:
  ///   - metatable: The number and name of the class.
  ///   - module: The name of the module.
  /// - Throws: ``LuaError`` if there is not enough memory or the number is not from 1 to 8.
  public func register(_ metatable: LuaClass, in module: String) throws(LuaError) {
    guard luashim_register_class(living, module, metatable.name, metatable.number) else {
      throw LuaError("not enough memory for module \(module)")
    }
  }

  /// Compiles Lua source code without running it.
  ///
  /// - Parameters:
  ///   - text: The source code. Bytecode is refused.
  ///   - chunk: The name of the source in messages: `@` and a path, or `=` and any text.
  /// - Returns: The compiled chunk as a function.
  /// - Throws: ``LuaError`` with name, line and message of a syntax error.
  public func load(_ text: [UInt8], chunk: String) throws(LuaError) -> LuaFunction {
    var message: UnsafeMutablePointer<CChar>?
    // An empty array may have no address.
    let source = text.isEmpty ? [UInt8(ascii: " ")] : text
    let reference = source.withUnsafeBytes { bytes -> Int32 in
      guard let start = bytes.bindMemory(to: CChar.self).baseAddress else { return -1 }
      return luashim_load(living, start, bytes.count, chunk, &message)
    }
    guard reference >= 0 else { throw LuaError(Self.take(message)) }
    return LuaFunction(self, reference: reference)
  }

  func run(_ reference: Int32, _ reason: StaticString?) throws(LuaError) {
    _ = try call(reference, nil, 0, reason)
  }

  func call(_ reference: Int32, _ arguments: [LuaValue]) throws(LuaError) -> LuaValue {
    var result = try call(reference, encoder.encoded(arguments), arguments.count)
    return withUnsafePointer(to: &result) { pointer in
      var decoder = LuaDecoder(pointer, self)
      return decoder.value()
    }
  }

  func call(
    _ reference: Int32, _ reason: StaticString?, _ record: (inout LuaRecord) -> Void
  ) throws(LuaError) {
    _ = try call(reference, encoder.encoded(record), 1, reason)
  }

  private func call(
    _ reference: Int32, _ arguments: UnsafePointer<luashim_value>?, _ count: Int,
    _ reason: StaticString? = nil
  ) throws(LuaError) -> luashim_value {
    var result = luashim_value()
    var message: UnsafeMutablePointer<CChar>?
    // The arguments are pushed before any Lua code runs, so nested calls can reuse the encoder.
    let done = luashim_call(
      living, reference, arguments, Int32(count), reason?.literal, &result, &message)
    guard done else { throw LuaError(Self.take(message)) }
    return result
  }

  func takesArguments(_ reference: Int32) -> Bool { luashim_takes_arguments(living, reference) }

  func release(_ reference: Int32) {
    if let shim { luashim_release(shim, reference) }
  }

  private var living: OpaquePointer {
    guard let shim else { fatalError("the interpreter was not created") }
    return shim
  }

  private static func take(_ message: UnsafeMutablePointer<CChar>?) -> String {
    guard let message else { return "not enough memory" }
    defer { free(message) }
    return String(cString: message)
  }

  private func host(
    _ number: Int32, _ arguments: borrowing LuaArguments,
    _ outcome: UnsafeMutablePointer<luashim_outcome>
  ) -> luashim_status {
    do {
      let results = try functions[Int(number)].body(arguments)
      outcome.pointee.count = Int32(results.count)
      outcome.pointee.values = encoder.encoded(results)
      return luashim_returned
    } catch let error as LuaArgumentError {
      outcome.pointee.argument = Int32(error.position)
      outcome.pointee.values = encoder.encoded([.text(error.message)])
      return luashim_bad_argument
    } catch {
      outcome.pointee.values = encoder.encoded([.text("\(error)")])
      return luashim_failed
    }
  }
}
