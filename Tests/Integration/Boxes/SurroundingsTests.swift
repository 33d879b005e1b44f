import Foundation
import Testing

/// sigbox in surroundings that lack something: it works, or says in one line what is missing.
struct SurroundingsTests {
  /// Runs a shell script in which `$0` is sigbox.
  private func shell(
    _ script: String, through program: [String] = [], as user: User = .current
  ) throws -> Command.Result {
    let words = program + ["/bin/bash", "-c", script, Workplace.binary]
    return try Command(
      words.first?.hasPrefix("/") == true ? words : ["/usr/bin/env"] + words, as: user
    )
    .finish()
  }

  /// That it failed with one line, which contains the remedy.
  private func expect(
    _ remedy: String, _ result: Command.Result, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let lines = result.error.split(separator: "\n")
    #expect(result.status == 125, "\(result)", sourceLocation: sourceLocation)
    #expect(
      lines.count == 1 && lines[0].hasPrefix("sigbox: ") && lines[0].contains(remedy), "\(result)",
      sourceLocation: sourceLocation)
  }

  private static let ownMounts = ["unshare", "-m"]

  @Test(.enabled(if: User.isRoot), .tags(.root))
  func withoutProc() throws {
    let box = try shell("umount -l /proc; \"$0\" run -- /bin/echo hi", through: Self.ownMounts)
    #expect(box.status == 0 && box.output == "hi\n", "\(box)")
    for words in [
      "run c-sig --send TERM", "probe --signal TERM c", "masks 1", "explain TERM --to 1",
    ] {
      let result = try shell("umount -l /proc; \"$0\" \(words)", through: Self.ownMounts)
      expect("mount -t proc proc /proc", result)
    }
    let doctor = try shell("umount -l /proc; \"$0\" doctor", through: Self.ownMounts)
    #expect(doctor.status == 0 && doctor.output.contains("no   /proc"), "\(doctor)")
    #expect(doctor.output.contains("yes  seccomp"), "\(doctor)")
  }

  @Test(arguments: User.available)
  func withTheProcOfAnotherNamespace(user: User) throws {
    let own = user == .current && User.isRoot ? ["unshare", "-pf"] : ["unshare", "-Urpf"]
    let box = try shell("\"$0\" run -- /bin/echo hi", through: own, as: user)
    #expect(box.status == 0 && box.output == "hi\n", "\(box)")
    expect(
      "it shows another PID namespace",
      try shell("\"$0\" run c-sig --send TERM", through: own, as: user))
  }

  @Test(.enabled(if: User.isRoot), .tags(.root))
  func withoutDevices() throws {
    expect(
      "mount -t devtmpfs dev /dev",
      try shell("mount -t tmpfs none /dev; \"$0\" run -- true", through: Self.ownMounts))
  }

  @Test(arguments: User.available)
  func withoutUserNamespaces(user: User) throws {
    let script = "echo 0 > /proc/sys/user/max_user_namespaces; \"$0\""
    let own = ["unshare", "-Ur"]
    expect(
      "user.max_user_namespaces is 0", try shell("\(script) run -- true", through: own, as: user))
    let doctor = try shell("\(script) doctor", through: own, as: user)
    #expect(doctor.status == 1 && doctor.output.contains("no   boxes"), "\(doctor)")
    #expect(doctor.output.contains("user.max_user_namespaces is 0"), "\(doctor)")
    // The way that the line names.
    let privileged = try shell("\(script) run --privileged -- true", through: own, as: user)
    #expect(privileged.status == 0, "\(privileged)")
  }

  @Test(.enabled(if: User.isRoot), .tags(.root))
  func withoutCapabilities() throws {
    let none = ["setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs"]
    expect("this needs CAP_SETUID", try shell("exec \"$0\" run -- true", through: none))
    let few = ["setpriv", "--bounding-set=-net_admin"]
    expect(
      "--net host keeps the host's network",
      try shell("exec \"$0\" run --privileged -- true", through: few))
    let box = try shell("exec \"$0\" run -- /bin/echo hi", through: few)
    #expect(box.status == 0 && box.output == "hi\n", "\(box)")
  }

  @Test(arguments: User.available)
  func inABoxOfItsOwn(user: User) throws {
    let result = try Command.sigbox(
      ["run", "--", Workplace.binary, "run", "--", "true"], as: user
    ).finish()
    expect("a seccomp filter", result)
    #expect(result.error.contains("a surrounding box with --privileged"))
  }

  @Test(.enabled(if: User.isRoot && Workplace.isStatic), .tags(.root))
  func inAChroot() throws {
    let root = Workplace.directory.appendingPathComponent("chroot-\(UUID().uuidString.prefix(8))")
    try Workplace.alone {
      try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: Workplace.binary, toPath: root.appendingPathComponent("sigbox").path)
    }
    expect(
      "enter it with pivot_root",
      try Command(["/usr/sbin/chroot", root.path, "/sigbox", "run", "c", "--timeout", "1s"])
        .finish())
  }

  /// A stack on which the runtime cannot start; less than 16 KiB stops the dynamic linker already.
  @Test func withATinyStack() throws {
    for size in [16, 64, 255] {
      expect("use ulimit -s 1024", try shell("ulimit -s \(size); exec \"$0\" run -- true"))
    }
    #expect(try shell("ulimit -s 1024; exec \"$0\" run -- true").status == 0)
  }

  @Test func withoutDescriptors() throws {
    for count in [8, 10] {
      expect("EMFILE", try shell("ulimit -n \(count); exec \"$0\" run c-sig --send TERM"))
    }
  }

  /// No user other than root can make control groups in the tests.
  @Test func limitsThatDoNotHoldAreNamed() throws {
    let user = User.unprivileged
    let limited = try Command.sigbox(
      ["run", "--memory", "64m", "--cpus", "1", "--", "/bin/echo", "hi"], as: user
    ).finish()
    #expect(limited.status == 0 && limited.output == "hi\n", "\(limited)")
    if limited.error.isEmpty {
      // A user with a delegated control group.
      let doctor = try Command.sigbox(["doctor"], as: user).finish()
      #expect(doctor.output.contains("yes  control groups"), "\(doctor)")
      return
    }
    #expect(
      limited.error.hasPrefix(
        "sigbox: no control group limits the box: --memory limits each process")
        && limited.error.contains("--cpus has no effect")
        && limited.error.split(separator: "\n").count == 1, "\(limited)")
    let usual = try Command.sigbox(["run", "--", "/bin/echo", "hi"], as: user).finish()
    #expect(usual.error.isEmpty, "\(usual)")
  }
}
