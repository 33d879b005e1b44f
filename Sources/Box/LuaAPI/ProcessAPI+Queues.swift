internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// POSIX message queues.
extension ProcessAPI {
  var queues: [LuaModule.Function] { [openQueue, unlinkQueue, sendMessage, receiveMessage] }

  private var openQueue: LuaModule.Function {
    runtime.function("mq_open") { [runtime] arguments in
      [runtime.given(try MessageQueue.open(try arguments.path(1, "name")))]
    }
  }

  private var unlinkQueue: LuaModule.Function {
    runtime.function("mq_unlink") { arguments in
      try MessageQueue.unlink(try arguments.path(1, "name"))
      return [.boolean(true)]
    }
  }

  private var sendMessage: LuaModule.Function {
    struct Call {
      let queue: FileDescriptor
      let bytes: [UInt8]
      let priority: UInt32
    }
    return runtime.interruptible(
      "mq_send",
      prepare: { [runtime] arguments in
        Call(
          queue: try arguments.descriptor(1, of: runtime), bytes: try arguments.bytes(2, "text"),
          priority: UInt32(try arguments.integer(3, "priority", in: 0...32767, or: 0)))
      },
      blocks: { Interruptible.wouldBlock(writing: [$0.queue]) },
      { call in
        try MessageQueue.send(call.bytes, priority: call.priority, to: call.queue)
          .map { [.boolean(true)] }
      })
  }

  private var receiveMessage: LuaModule.Function {
    runtime.interruptible(
      "mq_receive", prepare: { [runtime] in try $0.descriptor(1, of: runtime) },
      blocks: { Interruptible.wouldBlock(reading: [$0]) },
      { try MessageQueue.receive(from: $0).map { [.string($0)] } })
  }
}
