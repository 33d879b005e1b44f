internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Signals that tell that there is something to read.
extension SignalAPI {
  var notifying: [LuaModule.Function] { [setSignal, notify] }

  private var setSignal: LuaModule.Function {
    runtime.function("setsig") { [runtime] arguments in
      try Descriptors.signalInput(
        of: try arguments.descriptor(1, of: runtime), with: try arguments.signalOrZero(2),
        to: try arguments.integer(3, "pid", in: (.min + 1)...(.max), or: CurrentProcess.pid))
      return [.boolean(true)]
    }
  }

  private var notify: LuaModule.Function {
    runtime.function("mq_notify") { [runtime] arguments in
      try MessageQueue.notify(
        try arguments.descriptor(1, of: runtime), try arguments.signalOrZero(2),
        value: arguments.isNil(3) ? 0 : try arguments.integer(3, "value"))
      return [.boolean(true)]
    }
  }
}
