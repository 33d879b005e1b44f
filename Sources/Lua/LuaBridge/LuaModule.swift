/// A table of host functions that a script finds as a global and through `require`.
public struct LuaModule {
  /// A function of the host by its Lua name.
  public struct Function {
    /// Takes the arguments and gives the results.
    public typealias Body = (borrowing LuaArguments) throws -> [LuaValue]

    let name: UnsafePointer<CChar>
    let body: Body

    /// Declares a function.
    ///
    /// What the body throws is raised in Lua: a ``LuaArgumentError`` as luaL_argerror words it,
    /// any other error by its description, with the caller's position.
    ///
    /// - Parameters:
    ///   - name: Its name in the module.
    ///   - body: Takes the arguments and gives the results.
    public init(_ name: StaticString, _ body: @escaping Body) {
      self.name = name.literal
      self.body = body
    }
  }

  let name: String
  let functions: [Function]

  /// Declares a module.
  public init(_ name: String, _ functions: [Function]) {
    self.name = name
    self.functions = functions
  }
}

/// Misuse of a function: which argument is wrong, and why.
public struct LuaArgumentError: Error {
  /// The number of the argument, from 1.
  public let position: Int
  /// What is wrong with it.
  public let message: String

  /// Makes an error for an argument.
  public init(_ position: Int, _ message: String) {
    self.position = position
    self.message = message
  }
}

extension StaticString {
  /// The text for C: a literal ends with a zero.
  var literal: UnsafePointer<CChar> {
    UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
