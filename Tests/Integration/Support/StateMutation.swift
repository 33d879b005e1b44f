import Foundation

/// A sequence of random numbers from a seed: splitmix64.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}

/// Random malformed state: of a box `b` beside a good box `other`, and of a learner.
struct StateMutation {
  private var numbers: SeededNumbers
  private let state: StateFiles
  /// The progress file.
  let progress: String

  init(seed: UInt64, _ boxes: Boxes) throws {
    numbers = SeededNumbers(seed: seed)
    state = try StateFiles(boxes)
    progress = boxes.directory.path + "/state/sigbox/workshop"
    for name in ["/state", "/state/sigbox"] { mkdir(boxes.directory.path + name, 0o700) }
  }

  private static let json = """
    {"arguments":["sleep","1"],"created":1796010087,"groups":[],"hasLog":true,"hasTerminal":false,\
    "monitor":999998,"name":"b","ownNetwork":true,"pid":999999,"restrictions":{"isPrivileged":false,\
    "isRootless":false,"mayNest":false},"startTime":1,"version":2}
    """
  private static let end =
    #"{"fields":{"exitCode":7,"exitStatus":7},"time":1796010090,"timeWasOver":false}"#
  private static let learner =
    #"{"exercises":{"01-a":{"hints":2,"passed":true,"solution_seen":false,"started":true}},"schema":"sigbox-progress-1","seed":5}"#

  /// Makes the state, and tells what is wrong with it.
  mutating func make() throws -> String {
    try state.makeOldBox("other")
    if Bool.random(using: &numbers) {
      try state.makeOldBox("b")
    } else {
      try state.makeDirectory("b")
      try state.write(Self.json, to: "b/record")
      try state.write(Self.end.padding(toLength: 512, withPad: " ", startingAt: 0), to: "b/lock")
      try state.write("hello\n", to: "b/log")
    }
    if Bool.random(using: &numbers) { try state.write("", to: "b/made-by-sigbox") }
    var told: [String] = []
    for _ in 0...Int.random(in: 0...1, using: &numbers) {
      let name =
        ["record", "record", "record", "lock", "lock", "log", "log.1", "input", "made-by-sigbox"]
        .randomElement(using: &numbers) ?? "record"
      told.append("\(name): \(try mutate("b/\(name)"))")
    }
    switch Int.random(in: 0..<40, using: &numbers) {
    case 0: told.append(".lock: \(try mutate(".lock"))")
    case 1:
      unlink("\(state.path)/b/record")
      chmod("\(state.path)/b", 0)
      told.append("b cannot be read")
    case 2: try state.makeDirectory("b/sub")
    case 3: state.makeLink("other2", to: "/")
    default: break
    }
    told.append("progress: \(try mutate("../state/sigbox/workshop"))")
    return told.joined(separator: ", ")
  }

  private mutating func mutate(_ name: String) throws -> String {
    let path = "\(state.path)/\(name)"
    try? FileManager.default.removeItem(atPath: path)
    switch Int.random(in: 0..<16, using: &numbers) {
    case 0:
      state.makePipe(name)
      return "pipe"
    case 1:
      let target =
        ["/dev/zero", "/dev/full", "/nonexistent", ".", name, "/proc/self/mem"]
        .randomElement(using: &numbers) ?? "."
      state.makeLink(name, to: target)
      return "link to \(target)"
    case 2:
      try state.makeDirectory(name)
      if Bool.random(using: &numbers) { try state.makeDirectory(name + "/sub") }
      return "directory"
    case 3:
      try state.write("", to: name)
      state.resize(name, to: 1 << Int.random(in: 10...42, using: &numbers))
      return "sparse"
    case 4:
      // /dev/zero; only root can make it.
      guard mknod(path, S_IFCHR | 0o600, 1 << 8 | 5) == 0 else { return "none" }
      return "device"
    case 5: return "none"
    case 6:
      let size = Int.random(in: 0...2000, using: &numbers)
      var bytes = Data()
      for _ in 0..<size { bytes.append(UInt8.random(in: 0...255, using: &numbers)) }
      try bytes.write(to: URL(fileURLWithPath: path))
      return "noise"
    case 7:
      let depth = Int.random(in: 1...100_000, using: &numbers)
      try state.write("{\"version\":" + String(repeating: "[", count: depth), to: name)
      return "depth \(depth)"
    case 8:
      let version =
        ["3", "1e400", "-1", "99999999999999999999", "null", "true"]
        .randomElement(using: &numbers) ?? "3"
      let text = Self.json.replacing("\"version\":2", with: "\"version\":\(version)")
      try state.write(text, to: name)
      return "version \(version)"
    default:
      try mutatedText().write(to: URL(fileURLWithPath: path))
      return "mutated text"
    }
  }

  private mutating func mutatedText() -> Data {
    let texts = [
      Self.json, Self.end, Self.learner, StateFiles.oldRecord("b"),
      StateFiles.oldRecord("b") + "ended 1796010090 false exited 7\n", "seed 7\nlast 01-a\n",
      "01-a passed 2 right 143\n",
    ]
    var bytes = Array((texts.randomElement(using: &numbers) ?? "").utf8)
    let numerals = [
      "9223372036854775807", "-9223372036854775808", "1e19", "-1", "0.5", "\"\\u0000\"",
    ]
    for _ in 0...Int.random(in: 0...8, using: &numbers) {
      let place = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &numbers)
      switch Int.random(in: 0..<4, using: &numbers) {
      case 0 where !bytes.isEmpty: bytes[place] = UInt8.random(in: 0...255, using: &numbers)
      case 1:
        bytes.removeSubrange(
          place..<min(bytes.count, place + Int.random(in: 0...20, using: &numbers)))
      case 2:
        bytes.insert(contentsOf: (numerals.randomElement(using: &numbers) ?? "").utf8, at: place)
      default:
        // Another number.
        guard
          let start = bytes.indices.filter({ (48...57).contains(bytes[$0]) })
            .randomElement(using: &numbers)
        else { continue }
        let end = bytes[start...].firstIndex { !(48...57).contains($0) } ?? bytes.count
        bytes.replaceSubrange(
          start..<end, with: (numerals.randomElement(using: &numbers) ?? "").utf8)
      }
    }
    return Data(bytes)
  }

  /// Removes it.
  func remove() {
    chmod("\(state.path)/b", 0o700)
    try? FileManager.default.removeItem(atPath: state.path)
    try? FileManager.default.removeItem(atPath: (progress as NSString).deletingLastPathComponent)
  }
}
