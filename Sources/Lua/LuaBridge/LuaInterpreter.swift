internal import CLuaShim
internal import Glibc

/// A Lua interpreter with the libraries that are safe in an init, and modules of the host.
///
/// Left out are dofile, loadfile, io.popen, os.execute, os.exit, debug.sethook and bytecode. It
/// belongs to the thread that made it. Host functions may call back into Lua; one that keeps a
/// ``LuaFunction`` for good keeps the interpreter as well.
public final class LuaInterpreter {
  private var shim: OpaquePointer?
  private var functions: [LuaModule.Function] = []
  private let interrupted: () -> Void
  private let encoder = LuaEncoder()

  /// Makes an interpreter.
  ///
  /// - Parameters:
  ///   - memoryLimit: How many bytes its values may take together; a script that wants more gets the
  ///     error `not enough memory`.
  ///   - interrupted: Runs at the next instruction of Lua after ``interruptFunction`` was called, in
  ///     normal context.
  /// - Throws: ``LuaError`` when there is no memory.
  public init(
    memoryLimit: Int = 256 << 20, interrupted: @escaping () -> Void = {}
  ) throws(LuaError) {
    self.interrupted = interrupted
    shim = luashim_create(
      Unmanaged.passUnretained(self).toOpaque(),
      { context, function, arguments, count, isPlain, outcome in
        let values = UnsafeBufferPointer(start: arguments, count: Int(count))
        return LuaInterpreter.behind(context) {
          $0.host(
            function, isPlain ? LuaArguments(values) : LuaArguments(decoding: values, $0), outcome)
        }
      },
      { context in
        LuaInterpreter.behind(context) { $0.interrupted() }
      }, memoryLimit)
    if shim == nil { throw LuaError("not enough memory for an interpreter") }
  }

  /// Has the interpreter that C names do something; whoever called C holds it.
  private static func behind<Result>(
    _ context: UnsafeMutableRawPointer, _ body: (LuaInterpreter) -> Result
  ) -> Result {
    Unmanaged<LuaInterpreter>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
  }

  deinit { if let shim { luashim_destroy(shim) } }

  /// Writes what Lua's standard output still holds, before the process ends; PID 1 ends here with 141
  /// where PIPE would end another process.
  public static func flushOutput() { luashim_flush_output() }

  /// Interrupts the Lua that runs; of all in this module it alone may be called in a handler.
  public static var interruptFunction: @convention(c) () -> Void { luashim_interrupt }

  /// Takes an interrupt back, in a host function that does itself what `interrupted` would; what
  /// comes after this call interrupts again.
  public static func attend() { luashim_attend() }

  /// Adds a module, or functions to one; 256 functions at most in all.
  ///
  /// - Parameter module: Its name and functions.
  /// - Throws: ``LuaError`` when there is no memory.
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

  /// Makes the metatable of a class; Lua finds it by its name in the table `classes` of a module.
  ///
  /// - Throws: ``LuaError`` when there is no memory.
  public func register(_ metatable: LuaClass, in module: String) throws(LuaError) {
    guard luashim_register_class(living, module, metatable.name, metatable.number) else {
      throw LuaError("not enough memory for module \(module)")
    }
  }

  /// Compiles a chunk of text.
  ///
  /// - Parameters:
  ///   - text: Lua source; bytecode is refused.
  ///   - chunk: Its name in messages: `@` and a file's path, or `=` and any name.
  /// - Returns: The chunk as a function.
  /// - Throws: ``LuaError`` with file, line and message of a syntax error.
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
    // The arguments are pushed before any Lua runs, so the encoder is free again by then.
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
    guard let shim else { fatalError("the interpreter was not made") }
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
