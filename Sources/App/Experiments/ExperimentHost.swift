package import BoxProtocol
package import LuaBridge
package import Linux

/// What the module `boxes` needs from the script and the init in which it runs.
package struct ExperimentHost {
  /// The configuration that all boxes of the experiment share.
  package var configuration: BoxConfiguration
  /// Sends a message to the process that runs the experiment; returns false if it has ended.
  package var tell: ([UInt8]) -> Bool
  /// Waits for a message from that process; returns nil if it has ended.
  package var listen: () -> [UInt8]?
  /// Reads the status of a process from /proc, as scripts see it; returns nil if it has ended.
  package var status: (Int32) -> LuaValue?
  /// Finds a script, given the name of a built-in init or a path, and its arguments.
  package var script: (String, [[UInt8]]) throws -> BoxConfiguration.Script
  /// Turns a forked copy of this process into the init of a box, which runs the function if there is
  /// one.
  package var becomeInit:
    (BoxConfiguration, consuming MessageSocket, LuaFunction?, [[UInt8]]) -> Never
  /// Turns a forked copy of this process, in a box, into a process that runs the function.
  package var becomeProcess: (LuaFunction) -> Never

  package init(
    configuration: BoxConfiguration, tell: @escaping ([UInt8]) -> Bool,
    listen: @escaping () -> [UInt8]?, status: @escaping (Int32) -> LuaValue?,
    script: @escaping (String, [[UInt8]]) throws -> BoxConfiguration.Script,
    becomeInit:
      @escaping (BoxConfiguration, consuming MessageSocket, LuaFunction?, [[UInt8]]) -> Never,
    becomeProcess: @escaping (LuaFunction) -> Never
  ) {
    self.configuration = configuration
    self.tell = tell
    self.listen = listen
    self.status = status
    self.script = script
    self.becomeInit = becomeInit
    self.becomeProcess = becomeProcess
  }
}
