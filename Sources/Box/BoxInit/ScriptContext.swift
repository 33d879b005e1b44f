package import BoxProtocol
package import LuaBridge
internal import SignalModel
package import Linux

/// What the modules of an extension can do with their script.
package struct ScriptContext {
  private let runtime: ScriptRuntime

  package init(_ runtime: ScriptRuntime) { self.runtime = runtime }

  /// Sends bytes to the host; false if it has exited.
  package func send(_ bytes: [UInt8]) -> Bool { runtime.channel?.send(bytes) ?? false }

  /// Waits for bytes from the host; nil if it has exited.
  package func receive() -> [UInt8]? { runtime.channel?.receive() }

  /// Turns the caller, a copy that was just cloned, into the init of a box whose program is a function
  /// of the script.
  ///
  /// - Parameters:
  ///   - configuration: The box.
  ///   - socket: The init's end of the channel.
  ///   - function: The program; its result is the exit code.
  ///   - arguments: The arguments of the function.
  package func becomeInit(
    _ configuration: BoxConfiguration, _ socket: consuming MessageSocket, _ function: LuaFunction,
    _ arguments: [[UInt8]]
  ) -> Never {
    BoxInit.run(configuration, socket: consume socket) { channel, _ in
      runtime.begin(channel.afterStart(configuration))
      runtime.finish(function, arguments, "the init's function")
    }
  }

  /// Turns the caller, a copy inside a box, into a process whose program is a function of the script.
  package func becomeProcess(_ function: LuaFunction) -> Never {
    SignalDispositions.reset()
    runtime.begin(nil)
    runtime.finish(function, [], "the function")
  }
}
