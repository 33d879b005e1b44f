internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux
internal import SystemPackage

/// Waiting for children.
extension ProcessAPI {
  var waiting: [LuaModule.Function] { [wait, reap] }

  private static let flags: [String: WaitOptions] = [
    "nohang": .noHang, "stopped": .stopped, "continued": .continued, "nowait": .noWait,
  ]

  private var wait: LuaModule.Function {
    struct Call {
      let children: WaitTarget
      let options: WaitOptions
      let resumes: Bool
    }
    return runtime.blocking(
      "wait", restarts: true, resumes: \.resumes,
      prepare: { [runtime] arguments in
        var children = try WaitTarget(
          pid: try arguments.integer(1, "pid", in: .min...(.max), or: -1))
        var options: WaitOptions = .ended
        var resumes = false
        for (key, value) in try arguments.optionalTable(2, "options")?.fields ?? [] {
          if key == "pidfd", case .integer = value {
            children = .descriptor(try arguments.descriptor(value, 2, of: runtime).rawValue)
            continue
          }
          if key == "restart", case .boolean(let isSet) = value {
            resumes = isSet
            continue
          }
          guard let flag = Self.flags[key], case .boolean(let isSet) = value else {
            throw LuaArgumentError(
              2,
              "unknown option '\(key)': use nohang, stopped, continued, nowait or restart with a "
                + "boolean, or pidfd with a descriptor")
          }
          if isSet { options.insert(flag) }
        }
        return Call(children: children, options: options, resumes: resumes)
      },
      { [dispatch = runtime.dispatch] call in
        // Without blocking first, so that a storm of signals with SA_RESTART cannot starve the wait.
        let look = try Interruptible.wait(for: call.children, call.options.union(.noHang))
        if case .finished(let change?) = look { return [.record(LuaRecords(change.write))] }
        guard !call.options.contains(.noHang) else {
          return [.nil, .text("no child has changed"), .text("EAGAIN")]
        }
        // The records have left the ring: the call would block although a handler is due.
        if dispatch.hasRunnable(waits: true) { return nil }
        switch try Interruptible.wait(for: call.children, call.options) {
        case .finished(let change?): return [.record(LuaRecords(change.write))]
        case .finished(nil): return nil
        case .interrupted: return nil
        }
      })
  }

  private var reap: LuaModule.Function {
    runtime.function("reap") { arguments in
      if !arguments.isNil(1) {
        guard arguments[1].text == "status" else {
          throw LuaArgumentError(1, "field: \"status\" or nothing expected: EINVAL")
        }
        return [
          .record(
            LuaRecords { record in
              while let (pid, end) = Reaping.next() {
                record.add(Int64(pid), Int64(end.shellStatus))
              }
            })
        ]
      }
      let ended = LuaRecords()
      do {
        while case .finished(let change?) = try Interruptible.wait(for: .any, [.ended, .noHang]) {
          ended.append(change.write)
        }
      } catch let error as SystemError where error.errno == .noChildProcess {
        // All are reaped.
      }
      return [.records(ended)]
    }
  }
}
