import Foundation
import Testing

/// The seccomp filter of a box, asked about every system call of x86_64, i386 and x32, and compared with
/// docker's default profile.
@Suite(.enabled(if: DockerProfile.isX86, "the numbers are those of x86_64"))
struct SystemCallTests {
  /// Where a box differs from docker, and why.
  private static let differences: [String: String] = [
    "ptrace": "a box's processes have nothing to trace; the diagnosis is the host's",
    "process_vm_readv": "as ptrace",
    "process_vm_writev": "as ptrace",
    "name_to_handle_at": "its handles are of use only to open_by_handle_at, which both refuse",
    "adjtimex": "a box may not set the clock, and need not know how it is adjusted",
    "clock_adjtime": "as adjtimex",
    "memfd_secret": "memory that the host cannot inspect; kernels may lack it",
    "io_setup":
      "its requests are limited for the whole machine: a box could take those of the host",
    "modify_ldt": "only 16-bit and 32-bit programs need it, which do not run in a box",
  ]

  /// Calls that an argument decides: docker's answer differs from a box's, and why.
  private static func difference(_ name: String, _ argument: UInt64) -> String? {
    switch name {
    case "socket":
      "only families of networks and AF_UNIX: others can load kernel modules (docker: 26 more)"
    case "socketpair": "as socket"
    case "ioctl":
      "TIOCSTI and TIOCLINUX type into a terminal, TIOCSETD loads kernel modules; docker leaves them"
        + " to the kernel"
    // The kernel does not read the upper half of the argument.
    case "personality" where argument > 0xffff_ffff: "docker compares 64 bits, a box the 32 in use"
    default: nil
    }
  }

  // MARK: - Asking

  /// The names and numbers of the kernel's header, without the bit of x32.
  private static func names(_ abi: String) throws -> [String: Int] {
    let suffix = ["x86_64": "64", "i386": "32", "x32": "x32"][abi] ?? abi
    let paths = ["/usr/include/x86_64-linux-gnu/asm", "/usr/include/asm"]
    let path = try #require(paths.first { FileManager.default.fileExists(atPath: $0) })
    let text = try String(contentsOfFile: "\(path)/unistd_\(suffix).h", encoding: .utf8)
    var names: [String: Int] = [:]
    for line in text.split(separator: "\n") where line.hasPrefix("#define __NR_") {
      let words = line.split(whereSeparator: { " \t()".contains($0) })
      if let number = words.last.flatMap({ Int($0) }) {
        names[String(words[1].dropFirst("__NR_".count))] = number
      }
    }
    try #require(names.count > 300)
    return names
  }

  /// The answers in a box, in the order of the calls.
  private static func answers(
    _ abi: String, _ calls: [String], options: [String] = [], user: User
  ) throws -> [String] {
    let program = Workplace.directory.appendingPathComponent("escape-calls").path
    let result = try Command.sigbox(
      ["run", "--timeout", "60s"] + options + ["--", program, abi] + calls, as: user
    ).finish()
    #expect(result.status == 0, "\(result)")
    return result.lines.compactMap { $0.split(separator: " ").last.map(String.init) }
  }

  /// The numbers that exist, and those that may exist one day.
  private static let all = ["0-1023"]
  /// The kernel makes programs call uretprobe and uprobe, and asks no filter.
  private static let unfiltered: Set<Int> = [335, 336]

  // MARK: - Tests

  @Test(arguments: User.available)
  func differencesFromDockerAreExplained(user: User) throws {
    let names = try Self.names("x86_64")
    let answers = try Self.answers("x86_64", Self.all, user: user)
    try #require(answers.count == 1024)
    var differing: Set<String> = []
    for (name, number) in names {
      // Their arguments are 0 here; the other tests have the rest.
      let isRefused = answers[number] != "reached"
      let isDockers =
        ["socket", "socketpair"].contains(name) ? isRefused : DockerProfile.refused.contains(name)
      if isRefused != isDockers { differing.insert(name) }
      if isRefused {
        #expect(["EPERM", "ENOSYS", "EAFNOSUPPORT"].contains(answers[number]), "\(name)")
      }
    }
    #expect(differing == Set(Self.differences.keys))
  }

  /// Docker allows some of these; a box answers as a kernel before them would.
  @Test(arguments: User.available)
  func laterCallsDoNotExist(user: User) throws {
    let known = Set(try Self.names("x86_64").values)
    let answers = try Self.answers("x86_64", Self.all, user: user)
    for (number, answer) in answers.enumerated()
    where (!known.contains(number) || number > 450) && !Self.unfiltered.contains(number) {
      #expect(answer == "ENOSYS", "system call \(number)")
    }
  }

  /// Docker has the same list for these; a box has no 32-bit programs, and half of the kernel's doors.
  @Test(arguments: User.available, ["i386", "x32"])
  func otherArchitecturesAreKilled(user: User, abi: String) throws {
    let names = try Self.names(abi)
    let answers = try Self.answers(abi, Self.all, user: user)
    #expect(answers.count == 1024 && Set(answers) == ["SIGSYS"], "\(Set(answers))")
    #expect(names.values.allSatisfy { $0 < 1024 })
  }

  @Test(arguments: User.available)
  func argumentsDecide(user: User) throws {
    let names = try Self.names("x86_64")
    let high: UInt64 = 0xffff_ffff_0000_0000
    let bits = (0..<32).map { UInt64(1) << $0 }
    let cases: [(name: String, place: Int, arguments: [UInt64])] = [
      // The lowest byte is the signal of clone.
      ("clone", 0, bits + bits.filter { $0 > 0xff }.map { $0 | high } + [17]),
      ("personality", 0, bits + [0, 8, 0x2_0008, 0xffff_ffff, 0x40_0000, high | 0x40_0000, high]),
      ("socket", 0, (0...60).map { $0 } + [high | 38, high | 1]),
      ("socketpair", 0, [1, 30, 38, 40, high | 40]),
      (
        "ioctl", 1,
        [0x5401, 0x5412, 0x541c, 0x5423, high | 0x5412, high | 0x541c, 0x5413, 0x4004_5412]
      ),
    ]
    let forbidden: [String: Set<UInt64>] = [
      "ioctl": [0x5412, 0x541c, 0x5423], "socketpair": [30, 38, 40],
    ]
    let allowedFamilies: Set<UInt64> = [1, 2, 10, 16, 17]
    for (name, place, arguments) in cases {
      let number = try #require(names[name])
      let calls = arguments.map { place == 0 ? "\(number):\($0)" : "\(number):0:\($0)" }
      let answers = try Self.answers("x86_64", calls, user: user)
      try #require(answers.count == arguments.count)
      for (argument, answer) in zip(arguments, answers) {
        let low = argument & 0xffff_ffff
        let expected =
          name == "socket"
          ? !allowedFamilies.contains(low)
          : forbidden[name]?.contains(low) ?? DockerProfile.refuses(name, low)
        #expect((answer != "reached") == expected, "\(name) \(String(argument, radix: 16))")
        if expected != DockerProfile.refuses(name, argument) {
          #expect(Self.difference(name, argument) != nil, "\(name) \(String(argument, radix: 16))")
        }
      }
    }
  }

  /// Without a filter every call is reached, so the tests above see the filter and nothing else.
  @Test(arguments: User.available, ["x86_64", "i386", "x32"])
  func withoutTheFilterAllAreReached(user: User, abi: String) throws {
    let answers = try Self.answers(abi, Self.all, options: ["--privileged"], user: user)
    for (number, answer) in answers.enumerated()
    where abi == "i386" || !Self.unfiltered.contains(number) {
      #expect(answer == "reached", "system call \(number)")
    }
  }
}
