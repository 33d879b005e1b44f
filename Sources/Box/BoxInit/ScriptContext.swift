package import BoxProtocol
package import LuaBridge
internal import SignalModel
package import Linux

/// What modules of an extension may do with the script that has them.
package struct ScriptContext {
  private let runtime: ScriptRuntime

  package init(_ runtime: ScriptRuntime) { self.runtime = runtime }

  /// Tells the host something; false when that has gone.
  package func tell(_ bytes: [UInt8]) -> Bool { runtime.channel?.tell(bytes) ?? false }

  /// Waits for what the host tells; nil when that has gone.
  package func listen() -> [UInt8]? { runtime.channel?.listen() }

  /// Makes the caller, a copy that has just been cloned, the init of a box whose program is a
  /// function of the script.
  ///
  /// - Parameters:
  ///   - configuration: The box.
  ///   - socket: The init's end of the channel.
  ///   - function: The program; it ends with what the function returns.
  ///   - arguments: What the function is called with.
  package func becomeInit(
    _ configuration: BoxConfiguration, _ socket: consuming MessageSocket, _ function: LuaFunction,
    _ arguments: [[UInt8]]
  ) -> Never {
    BoxInit.run(configuration, socket: consume socket) { channel, _ in
      runtime.begin(channel.afterStart(configuration))
      runtime.finish(function, arguments, "the init's function")
    }
  }

  /// Makes the caller, a copy in a box, a process whose program is a function of the script.
  package func becomeProcess(_ function: LuaFunction) -> Never {
    SignalDispositions.reset()
    runtime.begin(nil)
    runtime.finish(function, [], "the function")
  }
}
