internal import CSeccomp
package import SystemPackage

/// A seccomp(2) filter that allows every known system call that it does not forbid.
///
/// Two classes are always forbidden. Calls of another architecture, such as those of i386 and x32 on
/// x86_64, kill the process with SIGSYS. Calls newer than ``newest`` fail with ENOSYS, as on an older
/// kernel, so that a call of a later kernel is never allowed by mistake.
package struct SystemCallFilter {
  /// The last system call that the filter can allow: set_mempolicy_home_node, of Linux 5.17.
  ///
  /// Since number 424, a call has the same number on every architecture.
  package static let newest: UInt32 = 450

  /// Which calls of one number fail.
  package enum Condition {
    case always
    /// Those with at least one of these bits in an argument, and so in each of the arguments named.
    case anyBit([(bits: UInt32, argument: Int)])
    /// Those with one of these values in an argument.
    case value([UInt32], argument: Int)
    /// Those with another value in an argument.
    case otherValue(than: [UInt32], argument: Int)
  }

  private struct Rule {
    let number: UInt32
    let errno: Errno
    let condition: Condition
  }

  private var rules: [Rule] = []

  /// Starts a filter that forbids nothing else.
  package init() {}

  /// Makes a call fail, always or depending on the lower half of an argument.
  ///
  /// The kernel reads only that half of flags, commands and other `int` arguments. A call that this
  /// architecture does not have needs no rule.
  ///
  /// - Throws: ENOSYS for a name that libseccomp does not know.
  package mutating func forbid(
    _ name: String, with errno: Errno = .notPermitted, where condition: Condition = .always
  ) throws(SystemError) {
    let number = seccomp_syscall_resolve_name(name)
    guard number != __NR_SCMP_ERROR else {
      throw SystemError("forbid", .noFunction, subject: name)
    }
    // A negative number stands for a call of other architectures.
    guard let number = UInt32(exactly: number) else { return }
    // In order, for the search.
    let place = rules.firstIndex { $0.number > number } ?? rules.endIndex
    rules.insert(Rule(number: number, errno: errno, condition: condition), at: place)
  }

  /// Applies the filter to the caller and everything it starts, permanently.
  ///
  /// - Throws: EINVAL on a kernel without filters; EACCES without no_new_privs.
  package func load() throws(SystemError) {
    var program = instructions
    try checked(
      cseccomp_load(&program, UInt16(program.count)), "load", "the filter of system calls")
  }

  // MARK: - The program

  private var instructions: [sock_filter] {
    let architecture = seccomp_arch_native()
    var program: [sock_filter] = []
    program.reserveCapacity(4 * rules.count + 32)
    program.append(Self.load(offset: 4))
    Self.unless(BPF_JEQ, architecture, Self.kill, &program)
    program.append(Self.load(offset: 0))
    // The numbers of the x32 ABI, which has the architecture of x86_64.
    Self.when(BPF_JGE, 0x4000_0000, Self.kill, &program)
    Self.when(BPF_JGT, Self.newest, Self.fail(.noFunction), &program)
    Self.gap(of: architecture, &program)
    search(0..<rules.count, &program)
    return program
  }

  /// Numbers below 424 that an architecture may still give to new calls.
  private static func gap(of architecture: UInt32, _ program: inout [sock_filter]) {
    // After uretprobe on x86_64, which the kernel itself makes programs call, and kexec_file_load.
    let first: UInt32 = architecture == cseccomp_x86_64 ? 336 : 295
    program.append(jump(BPF_JGE, 424, yes: 2, no: 0))
    when(BPF_JGE, first, fail(.noFunction), &program)
  }

  /// Finds the rule of a number by bisection; without one, the call is allowed.
  private func search(_ range: Range<Int>, _ program: inout [sock_filter]) {
    guard range.count > 4 else {
      for index in range {
        let test = program.count
        program.append(Self.allow)
        Self.append(rules[index], to: &program)
        let length = UInt8(program.count - test - 1)
        program[test] = Self.jump(BPF_JEQ, rules[index].number, yes: 0, no: length)
      }
      return program.append(Self.allow)
    }
    let middle = range.lowerBound + range.count / 2
    program.append(Self.jump(BPF_JGE, rules[middle].number, yes: 0, no: 1))
    // A conditional jump has only 8 bits.
    let skip = program.count
    program.append(Self.allow)
    search(range.lowerBound..<middle, &program)
    program[skip] = sock_filter(
      code: UInt16(BPF_JMP | BPF_JA), jt: 0, jf: 0, k: UInt32(program.count - skip - 1))
    search(middle..<range.upperBound, &program)
  }

  private static func append(_ rule: Rule, to program: inout [sock_filter]) {
    let refusal = fail(rule.errno)
    switch rule.condition {
    case .always: program.append(refusal)
    case .anyBit(let fields):
      for field in fields {
        program.append(load(argument: field.argument))
        unless(BPF_JSET, field.bits, allow, &program)
      }
      program.append(refusal)
    case .value(let values, let argument):
      program.append(load(argument: argument))
      for value in values { when(BPF_JEQ, value, refusal, &program) }
      program.append(allow)
    case .otherValue(let values, let argument):
      program.append(load(argument: argument))
      for value in values { when(BPF_JEQ, value, allow, &program) }
      program.append(refusal)
    }
  }

  private static let allow = result(0x7fff_0000)
  private static let kill = result(0x8000_0000)
  private static func fail(_ errno: Errno) -> sock_filter {
    result(0x0005_0000 | UInt32(errno.rawValue))
  }

  private static func result(_ action: UInt32) -> sock_filter {
    sock_filter(code: UInt16(BPF_RET | BPF_K), jt: 0, jf: 0, k: action)
  }

  /// Loads the lower half of an argument; both architectures are little-endian.
  private static func load(argument: Int) -> sock_filter { load(offset: UInt32(16 + 8 * argument)) }

  /// Loads a field of struct seccomp_data.
  private static func load(offset: UInt32) -> sock_filter {
    sock_filter(code: UInt16(BPF_LD | BPF_W | BPF_ABS), jt: 0, jf: 0, k: offset)
  }

  private static func when(
    _ test: Int32, _ value: UInt32, _ then: sock_filter, _ program: inout [sock_filter]
  ) {
    program.append(jump(test, value, yes: 0, no: 1))
    program.append(then)
  }

  private static func unless(
    _ test: Int32, _ value: UInt32, _ then: sock_filter, _ program: inout [sock_filter]
  ) {
    program.append(jump(test, value, yes: 1, no: 0))
    program.append(then)
  }

  private static func jump(_ test: Int32, _ value: UInt32, yes: UInt8, no: UInt8) -> sock_filter {
    sock_filter(code: UInt16(BPF_JMP | test | BPF_K), jt: yes, jf: no, k: value)
  }
}
