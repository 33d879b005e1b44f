import Foundation
import Testing

/// Attempts to get out of a box by system calls and files, each as root, as another user of root's box,
/// and as an unprivileged user.
struct EscapeTests {
  /// Who tries, and in what box.
  enum Attacker: CaseIterable, CustomTestStringConvertible, Sendable {
    case run, exec, runUser, execUser, runUnprivileged, execUnprivileged

    /// Without root there is one user, and one in a box.
    static let available: [Attacker] = User.isRoot ? allCases : [.run, .exec]

    var user: User { [.runUnprivileged, .execUnprivileged].contains(self) ? .nobody : .current }
    private var options: [String] {
      [.runUser, .execUser].contains(self) ? ["--user", "65534:65534"] : []
    }
    var place: EscapeBatch.Place {
      [.run, .runUser, .runUnprivileged].contains(self) ? .box(options) : .exec(options)
    }
    var testDescription: String {
      "\(user.testDescription)\(options.isEmpty ? "" : " with --user"), \(place)"
    }
  }

  /// Each batch runs once, for all tests that read its results.
  private final class Batches: @unchecked Sendable {
    static let shared = Batches()
    private let lock = NSLock()
    private var batches: [String: Result<EscapeBatch, any Error>] = [:]

    func batch(_ key: String, _ make: () throws -> EscapeBatch) throws -> EscapeBatch {
      lock.lock()
      defer { lock.unlock() }
      let batch = batches[key] ?? Result { try make() }
      batches[key] = batch
      return try batch.get()
    }
  }

  private func batch(of attacker: Attacker) throws -> EscapeBatch {
    try Batches.shared.batch("\(attacker)") {
      try EscapeBatch(
        EscapeAttempt.all, as: attacker.user, owner: attacker.user, in: attacker.place)
    }
  }

  /// The attempts that get through in a place, tried there.
  private func proof(_ place: EscapeBatch.Place) throws -> EscapeBatch {
    try Batches.shared.batch("\(place)") {
      try EscapeBatch(
        EscapeAttempt.all.filter { $0.proof == place }, as: .current, owner: .current, in: place)
    }
  }

  /// What nobody may do on this machine, in no box.
  private func onTheHost() throws -> EscapeBatch {
    try Batches.shared.batch("all on the host") {
      try EscapeBatch(
        EscapeAttempt.all.filter { $0.proof != .host }, as: .current, owner: .current, in: .host,
        alone: true)
    }
  }

  /// Whether an errno is that of a kernel without the call or the address family.
  ///
  /// A box with --privileged has no filter that could answer so, see ``SystemCallTests``.
  private static func isMissing(_ reason: String) -> Bool {
    ["ENOSYS", "EAFNOSUPPORT"].contains { reason.contains($0) }
  }

  @Test(arguments: Attacker.available, EscapeAttempt.all)
  func isRefused(attacker: Attacker, attempt: EscapeAttempt) throws {
    let batch = try batch(of: attacker)
    let result = try #require(batch.results[attempt.name], "not tried: \(batch.log)")
    // 75: this kernel does not have it, in no box.
    #expect(result.status == 1 || result.status == 75, "exit status \(result)")
  }

  @Test(arguments: Attacker.available)
  func nothingOfTheHostChanges(attacker: Attacker) throws {
    #expect(try batch(of: attacker).changes == [])
  }

  /// The same attempt gets through where nothing is in its way, so `isRefused` would notice.
  @Test(arguments: EscapeAttempt.all)
  func theDetectorWorks(attempt: EscapeAttempt) throws {
    let result = try #require(try proof(attempt.proof).results[attempt.name])
    if !User.isRoot && attempt.proof != .host { return }
    if result.status == 75 || Self.isMissing(result.reason) {
      return print("\(attempt.name): this machine does not have it: \(result)")
    }
    if result.status != 0, let host = try onTheHost().results[attempt.name], host.status == 1 {
      return print("\(attempt.name): this machine forbids it to root, too: \(host)")
    }
    #expect(result.status == 0, "exit status \(result)")
  }

  /// On the host the attempts change the canaries, so `nothingOfTheHostChanges` would notice.
  @Test func theCanariesWork() throws {
    let changes = try proof(.host).changes
    let expected = [
      "/work/canaries/file", "/work/canaries/remove", "/work/canaries/rename",
      "/work/canaries/made", "/work/canaries/directory", "/work/canaries/symlink",
      "through the FIFO", "through the socket", "through the abstract socket",
      "its priority",
    ]
    for change in expected { #expect(changes.contains(change), "\(changes)") }
  }
}

/// Attempts that use what the host gives to a box.
struct EscapeWayTests {
  enum Attacker: CaseIterable, CustomTestStringConvertible, Sendable {
    case current, currentWithUser, unprivileged
    static let available: [Attacker] = User.isRoot ? allCases : [.current]
    var user: User { self == .unprivileged ? .nobody : .current }
    var options: [String] { self == .currentWithUser ? ["--user", "65534:65534"] : [] }
    var testDescription: String { "\(self)" }
  }

  @Test(arguments: Attacker.available, EscapeWay.all)
  func isRefused(attacker: Attacker, way: EscapeWay) throws {
    if way.needsRoot && (attacker == .unprivileged || !User.isRoot) { return }
    let outcome = try way.run(as: attacker.user, options: attacker.options)
    #expect(!outcome.isThrough, "\(outcome)")
  }

  /// The same way is open without a box, or in a weak one, so `isRefused` would notice.
  @Test(arguments: EscapeWay.all)
  func theDetectorWorks(way: EscapeWay) throws {
    if way.needsRoot && !User.isRoot { return }
    let outcome = try way.run(as: .current, options: [], isWeak: true)
    if outcome.isUnavailable {
      print("\(way.name): not tried, this machine does not have what it needs")
    } else {
      #expect(outcome.isThrough, "\(outcome)")
    }
  }
}

/// Attempts to use up what the box shares with the user who runs it, one after the other: all count for
/// one user.
@Suite(.serialized)
struct EscapeQuotaTests {
  @Test(arguments: EscapeWayTests.Attacker.available, EscapeWay.quotas)
  func isRefused(attacker: EscapeWayTests.Attacker, way: EscapeWay) throws {
    let outcome = try way.run(as: attacker.user, options: attacker.options)
    #expect(!outcome.isThrough, "\(outcome)")
  }

  @Test(arguments: EscapeWay.quotas)
  func theDetectorWorks(way: EscapeWay) throws {
    let outcome = try way.run(as: .current, options: [], isWeak: true)
    #expect(outcome.isThrough, "\(outcome)")
  }
}
