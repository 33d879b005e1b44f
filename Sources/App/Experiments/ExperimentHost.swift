package import BoxProtocol
package import LuaBridge
package import Linux

/// What an experiment needs of the script that it is and of the init in which that runs.
package struct ExperimentHost {
  /// What the boxes of the experiment have in common.
  package var configuration: BoxConfiguration
  /// Tells whoever runs the experiment something; false when that has gone.
  package var tell: ([UInt8]) -> Bool
  /// Waits for what that says; nil when it has gone.
  package var listen: () -> [UInt8]?
  /// What /proc says of a process, as scripts see it; nil when it has ended.
  package var status: (Int32) -> LuaValue?
  /// Finds a script by the name of a built-in init or the path of a file, for these arguments.
  package var script: (String, [[UInt8]]) throws -> BoxConfiguration.Script
  /// Makes a copy of this process the init of a box, whose program is a function where there is one.
  package var becomeInit:
    (BoxConfiguration, consuming MessageSocket, LuaFunction?, [[UInt8]]) -> Never
  /// Makes a copy of this process, in a box, a process that runs a function.
  package var becomeProcess: (LuaFunction) -> Never

  /// Describes it.
  ///
  /// - Parameters:
  ///   - configuration: What the boxes of the experiment have in common.
  ///   - tell: Tells whoever runs the experiment something.
  ///   - listen: Waits for what that says.
  ///   - status: What /proc says of a process.
  ///   - script: Finds a script.
  ///   - becomeInit: Makes a copy of this process the init of a box.
  ///   - becomeProcess: Makes a copy of this process one that runs a function.
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
