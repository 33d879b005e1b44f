internal import Observation
internal import SignalModel

/// A process with random dispositions, mask and pending signals, and random signals to send to it.
struct RandomProcess {
  let role: ProbedProcess.Role
  private(set) var target: Target
  private(set) var sends: [SendStep] = []

  /// Makes the random choices.
  ///
  /// The same seed and index always make the same choices.
  init(seed: UInt64, index: Int) {
    var random = SplitMix(state: seed &+ UInt64(index) &* 0x2545_f491_4f6c_dd1d)
    role = Bool.random(using: &random) ? .pid1 : .ordinary
    target = Target(isInit: role == .pid1)
    for signal in Signal.all where !signal.isPrivileged {
      switch Int.random(in: 0..<5, using: &random) {
      case 0, 1: target.caught.insert(signal)
      case 2: target.ignored.insert(signal)
      default: break
      }
      if Int.random(in: 0..<4, using: &random) == 0 { target.blocked.insert(signal) }
    }
    let blocked = target.blocked.signals
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      blocked.randomElement(using: &random).map { target.pending.insert($0) }
    }
    if Int.random(in: 0..<5, using: &random) == 0 { sends.append(SendStep(.stop, from: .host)) }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let origin: Origin = Bool.random(using: &random) ? .inside : .host
      sends.append(SendStep(signal(&random), from: origin))
    }
  }

  private func signal(_ random: inout SplitMix) -> Signal {
    let special: [Signal] =
      switch Int.random(in: 0..<5, using: &random) {
      case 0: [.kill, .stop, .cont, .chld] + Signal.jobControl.signals
      case 1: target.pending.signals
      default: []
      }
    return special.randomElement(using: &random) ?? Signal.all.randomElement(using: &random)
      ?? .term
  }

  /// The arguments of the script.
  var arguments: [String] {
    let sets = [
      ("caught", target.caught), ("ignored", target.ignored), ("blocked", target.blocked),
      ("pending", target.pending),
    ]
    return sets.map { name, set in
      "\(name)=" + set.signals.map { "\($0.number)" }.joined(separator: ",")
    }
  }
}
