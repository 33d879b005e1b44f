internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Accepting signals without a handler, and waiting for handlers.
extension SignalAPI {
  var waiting: [LuaModule.Function] { [wait, pause, suspend, descriptor, read] }

  private var wait: LuaModule.Function {
    struct Call {
      let set: SignalSet
      let seconds: Double?
    }
    return runtime.blocking(
      "wait", resumes: { (call: Call) in call.seconds == 0 },
      prepare: { arguments in
        var position = 1
        var set = SignalMask.current
        if case .integer = arguments[1] {
        } else if case .number = arguments[1] {
        } else {
          if !arguments.isNil(1) { set = try arguments.signalSet(1) }
          position = 2
        }
        let seconds = arguments.isNil(position) ? nil : try arguments.seconds(position)
        return Call(set: set, seconds: seconds)
      },
      blocks: { $0.seconds != 0 },
      { [dispatch = runtime.dispatch] call in
        let mask = SignalMask.block(call.set)
        defer { SignalMask.set(mask) }
        switch try Interruptible.accept(call.set, within: call.seconds) {
        case .finished(let record?):
          dispatch.handled.add(record.signal)
          return [.record(LuaRecords(record.write))]
        case .finished(nil): return [.nil, .text("no signal came in time"), .text("EAGAIN")]
        case .interrupted: return nil
        }
      })
  }

  private var pause: LuaModule.Function {
    runtime.blocking(
      "pause", prepare: { _ in () },
      { _ in
        Interruptible.pause()
        return nil
      }, interrupted: { _ in [] })
  }

  private var suspend: LuaModule.Function {
    runtime.blocking(
      "suspend", prepare: { try $0.signalSet(1) },
      { [dispatch = runtime.dispatch] mask in
        dispatch.suspend(under: mask)
        return nil
      }, interrupted: { _ in [] })
  }

  private var descriptor: LuaModule.Function {
    runtime.function("fd") { [runtime] arguments in
      let set = SignalSet(try arguments.signals(from: 1))
      return [runtime.given(try SignalDescriptor(set).release())]
    }
  }

  private var read: LuaModule.Function {
    runtime.interruptible(
      "read",
      prepare: { [runtime] arguments in
        let descriptor = FileDescriptor(
          rawValue: try arguments.integer(1, "fd", in: 0...(.max)))
        try runtime.descriptors.check(descriptor)
        return descriptor
      },
      blocks: { Descriptors.isBlocking($0) && Interruptible.wouldBlock(reading: [$0]) },
      { descriptor in
        try SignalDescriptor.accept(from: descriptor).map { record in
          guard let record else {
            return [.nil, .text("no signal of the descriptor is pending"), .text("EAGAIN")]
          }
          return [.record(LuaRecords(record.write))]
        }
      })
  }
}
