import Foundation
import Testing

/// What a batch of attempts, run one after the other in one place, gave.
struct EscapeBatch: Sendable {
  /// Exit status and first words of each attempt.
  let results: [String: (status: Int32, reason: String)]
  /// The canaries that changed.
  let changes: [String]
  let log: String

  /// Runs attempts of the program `escape-attempts`, each in a mount namespace of its own if it is
  /// `alone`.
  init(
    _ attempts: [EscapeAttempt], as user: User, owner: User, in place: Place, alone: Bool? = nil
  ) throws {
    let site = try EscapeSite(owner: owner)
    var script = site.environment.map { "export \($0)\n" }.joined()
    // A file, because a process that is left over would keep a pipe open.
    script += "log=$(mktemp /tmp/escape.XXXXXX)\n"
    script += "cd '\(site.work.path)'\n"
    // With privileges, an attempt changes the mounts of those after it.
    let wrapper = alone ?? place.isPrivileged ? "unshare --mount --uts" : ""
    for attempt in attempts {
      script += """
        \(wrapper) timeout -s KILL 10 ./escape-attempts \(attempt.name) >"$log" 2>&1 </dev/null
        echo "RESULT \(attempt.name) $? $(cat "$log")"

        """
    }
    script += "rm -f \"$log\"\n"
    let file = site.work.appendingPathComponent("attempts.sh")
    try site.write(script, to: file)
    chmod(file.path, 0o644)
    try site.settle()
    let result = try place.run(file.path, at: site, as: user)
    var results: [String: (Int32, String)] = [:]
    for line in result.lines where line.hasPrefix("RESULT ") {
      let words = line.split(separator: " ", maxSplits: 3)
      guard words.count > 2, let status = Int32(words[2]) else { continue }
      results[String(words[1])] = (status, words.count > 3 ? String(words[3]) : "")
    }
    self.results = results
    changes = try site.changes()
    log = "\(result.status) \(result.error) \(result.output.suffix(300))"
  }

  /// Where attempts run.
  enum Place: Hashable {
    case host
    case box([String])
    case exec([String])

    var isPrivileged: Bool {
      if case .box(let options) = self { options.contains("--privileged") } else { false }
    }

    func run(_ script: String, at site: EscapeSite, as user: User) throws -> Command.Result {
      let limit = ["--timeout", "300s"]
      switch self {
      case .host: return try Command(site.words() + ["/bin/sh", script], as: user).finish()
      case .box(let options):
        let words = ["run"] + limit + options + ["--", "/bin/sh", script]
        return try Command(site.words() + [Workplace.binary] + words, as: user).finish()
      case .exec(let options):
        let boxes = try Boxes(user)
        let words =
          ["run", "-d", "--rm", "--name", "e"] + limit + options + ["--", "sleep", "1000"]
        let start = try boxes.start(through: site.words(), words).finish()
        #expect(start.status == 0, "\(start)")
        let result = try boxes("exec", "e", "/bin/sh", script)
        try boxes("rm", "-f", "e")
        return result
      }
    }
  }
}

/// One attempt of the program `escape-attempts`.
struct EscapeAttempt: Hashable, Sendable, CustomTestStringConvertible {
  let name: String
  /// Where it gets through, which shows that it would be noticed.
  let proof: EscapeBatch.Place
  var testDescription: String { name }

  /// All, as the program's source names them.
  static let all: [EscapeAttempt] = {
    let source = Workplace.root.appendingPathComponent("Tests/Fixtures/programs/escape-attempts.c")
    let text = (try? String(contentsOf: source, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      for (macro, proof) in proofs where line.hasPrefix(macro) {
        return EscapeAttempt(
          name: String(line.dropFirst(macro.count).prefix { $0 != ")" }), proof: proof)
      }
      return nil
    }
  }()

  private static let proofs: [(String, EscapeBatch.Place)] = [
    ("ATTEMPT(", .box(["--privileged", "--writable"])), ("ATTEMPT_HOST(", .host),
  ]
}
