internal import BoxInit
internal import LuaBridge
internal import Linux

/// Timers, and the limit of queued signals.
extension SignalAPI {
  var timing: [LuaModule.Function] { [alarm, timer, createTimer, deleteTimer, queueLimit] }

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

  private var createTimer: LuaModule.Function {
    runtime.function("timer_create") { arguments in
      let signal = try arguments.signal(1)
      let seconds = try arguments.seconds(2)
      guard seconds > 0 else {
        throw LuaArgumentError(2, "seconds must be more than 0: EINVAL")
      }
      var clock = PosixTimer.Clock.monotonic
      var value: Int64 = 0
      var interval = 0.0
      for (key, option) in try arguments.optionalTable(3, "options")?.fields ?? [] {
        switch (key, option) {
        case ("value", .integer(let number)): value = number
        case ("interval", _) where option.exactSeconds != nil:
          interval = option.exactSeconds ?? 0
        case ("clock", .string):
          guard let named = option.text.flatMap(PosixTimer.Clock.init) else { fallthrough }
          clock = named
        default:
          throw LuaArgumentError(
            3,
            "invalid option '\(key)': use value with an integer, interval with seconds, or clock with "
              + "\"monotonic\", \"real\" or \"processor\"")
        }
      }
      let timer = try PosixTimer(
        clock, sending: signal, value: value, after: seconds, every: interval)
      return [.integer(Int64(timer.id))]
    }
  }

  private var deleteTimer: LuaModule.Function {
    runtime.function("timer_delete") { arguments in
      try PosixTimer(id: try arguments.integer(1, "timer", in: 0...(.max))).delete()
      return [.boolean(true)]
    }
  }

  private var queueLimit: LuaModule.Function {
    runtime.function("queue_limit") { arguments in
      let before = try ResourceLimit(current: .sigpending)
      if !arguments.isNil(1) {
        var limit = before
        limit.soft = UInt64(try arguments.integer(1, "count", in: 0...(.max)))
        try limit.set()
      }
      return [.integer(Int64(clamping: before.soft))]
    }
  }
}
