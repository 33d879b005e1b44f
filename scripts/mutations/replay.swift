import Foundation

// Compares the signal model with the records of `sigbox conform --record`, and prints in how many they
// differ. It is compiled together with the sources of the model.

struct Record: Decodable {
  let signal: Int32
  let origin: Origin
  let sendsValue: Bool
  let target: Target
  let verdict: Verdict?
  let pending: SignalSet?
  let isHandled: Bool
  let isAccepted: Bool
  let generation: Prediction.Generation?

  var agrees: Bool {
    guard let signal = Signal(number: signal) else { return false }
    var sender = Sender(origin)
    sender.sendsValue = sendsValue
    let prediction = Rule.predict(signal, from: sender, to: target)
    if let verdict, verdict != prediction.verdict { return false }
    if let pending, pending != prediction.pending { return false }
    if let generation, prediction.generation?.agrees(with: generation) != true { return false }
    guard prediction.verdict != .continued else { return true }
    let accepts = prediction.decidedBy == "dequeue_signal"
    return isAccepted == accepts && isHandled == (prediction.verdict == .handled && !accepts)
  }
}

let text = try String(contentsOfFile: CommandLine.arguments[1], encoding: .utf8)
let records = try text.split(separator: "\n").map {
  try JSONDecoder().decode(Record.self, from: Data($0.utf8))
}
print(records.count { !$0.agrees })
