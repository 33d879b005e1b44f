internal import LuaBridge
internal import SystemCalls

/// Timers that send signals, and the queue of signals.
extension SignalAPI {
  var timing: [LuaModule.Function] { [alarm, timer, queueLimit] }

  private var alarm: LuaModule.Function {
    runtime.function("alarm") { arguments in
      [.number(try IntervalTimer.real.set(seconds: try arguments.seconds(1), interval: 0))]
    }
  }

  private var timer: LuaModule.Function {
    runtime.function("timer") { arguments in
      guard let name = arguments[1].text, let timer = IntervalTimer(rawValue: name) else {
        throw LuaArgumentError(1, "clock: \"real\", \"virtual\" or \"prof\" expected: EINVAL")
      }
      let interval = arguments.isNil(3) ? 0 : try arguments.seconds(3)
      return [.number(try timer.set(seconds: try arguments.seconds(2), interval: interval))]
    }
  }

  private var queueLimit: LuaModule.Function {
    runtime.function("queue_limit") { arguments in
      let before = SignalQueue.limit
      if !arguments.isNil(1) {
        try SignalQueue.setLimit(UInt64(try arguments.integer(1, "count", in: 0...(.max))))
      }
      return [.integer(Int64(clamping: before))]
    }
  }
}
