internal import BoxInit
internal import LuaBridge
internal import SignalModel
internal import Linux

/// The options of signal.handle: the flags of sigaction(2).
struct HandleOptions {
  var flags: SignalDispositions.Flags = .restart
  var mask = SignalSet.empty
  var defers = true
  var restarts = false
  var isDeferred = false

  /// Reads the options table.
  init(_ arguments: borrowing LuaArguments, _ position: Int) throws {
    for (key, value) in try arguments.optionalTable(position, "options")?.fields ?? [] {
      if key == "mask" {
        mask = try arguments.parseSet(value, position)
        continue
      }
      if key == "when" {
        guard let when = value.text, ["immediate", "deferred"].contains(when) else {
          throw LuaArgumentError(position, "option when: \"immediate\" or \"deferred\" expected")
        }
        isDeferred = when == "deferred"
        continue
      }
      guard case .boolean(let isSet) = value else {
        throw LuaArgumentError(position, "option \(key): boolean expected, got \(value.typeName)")
      }
      switch key {
      case "nodefer": defers = !isSet
      case "restart": restarts = isSet
      case "resethand": flags.set(.resetHandler, isSet)
      case "nocldstop": flags.set(.noChildStop, isSet)
      case "nocldwait": flags.set(.noChildWait, isSet)
      default:
        throw LuaArgumentError(
          position,
          "unknown option '\(key)': restart, nodefer, resethand, nocldstop, nocldwait, mask or when"
        )
      }
    }
  }

  /// The handler of a signal with these options.
  func handler(_ function: LuaFunction, for signal: Signal) -> SignalDispatch.Handler {
    var mask = mask
    if defers { mask.insert(signal) }
    return SignalDispatch.Handler(
      function: function, takesRecord: function.takesArguments, mask: mask, restarts: restarts,
      isDeferred: isDeferred,
      runsOnce: flags.contains(.resetHandler))
  }
}

extension SignalDispositions.Flags {
  fileprivate mutating func set(_ flag: Self, _ isSet: Bool) {
    if isSet { insert(flag) } else { remove(flag) }
  }
}
