/// A table of host functions, available to scripts as a global and through `require`.
public struct LuaModule {
  /// A host function and its name in Lua.
  public struct Function {
    /// Returns the results of the function; an empty array returns nothing.
    public typealias Body = (borrowing LuaArguments) throws -> [LuaValue]

    let name: UnsafePointer<CChar>
    let body: Body

    /// Creates a function.
    ///
    /// An error that the body throws is raised in Lua, with the position of the caller. A
    /// ``LuaArgumentError`` becomes `bad argument #1 to 'name' (message)`, as with luaL_argerror.
    /// Of any other error, the description is the message.
    ///
    /// - Parameters:
    ///   - name: The name of the function in its module.
    ///   - body: Called with the arguments; returns the results.
    public init(_ name: StaticString, _ body: @escaping Body) {
      self.name = name.literal
      self.body = body
    }
  }

  let name: String
  let functions: [Function]

  /// Creates a module.
  ///
  /// - Parameters:
  ///   - name: The name of the global and of the module for `require`.
  ///   - functions: The functions of the module.
  public init(_ name: String, _ functions: [Function]) {
    self.name = name
    self.functions = functions
  }
}

/// An error about one argument of a host function.
public struct LuaArgumentError: Error {
  /// The position of the argument, from 1.
  public let position: Int
  /// What is wrong with the argument.
  public let message: String

  /// Creates an error for the argument at a position, from 1.
  public init(_ position: Int, _ message: String) {
    self.position = position
    self.message = message
  }
}

extension StaticString {
  /// The text as a C string: a literal ends with a zero byte.
  var literal: UnsafePointer<CChar> {
    UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self)
  }
}
