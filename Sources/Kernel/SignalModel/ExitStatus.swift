/// What the exit status of a container may mean, and how to tell which it was.
public struct ExitStatus: Sendable {
  /// One way to come by it.
  public struct Meaning: Sendable {
    /// What happened.
    public let cause: String
    /// How to tell that it was this.
    public let test: String
  }

  /// The number, 0 to 255.
  public let number: Int32

  /// Takes a number; nil for one that is none.
  public init?(number: Int32) {
    guard (0...255).contains(number) else { return nil }
    self.number = number
  }

  /// The signal that 128 and its number stand for; nil for other statuses.
  public var signal: Signal? { number > 128 ? Signal(number: number - 128) : nil }

  /// What it may mean, the likely first.
  public var meanings: [Meaning] {
    (special[number] ?? []) + (signal.map { generic($0) } ?? []) + ordinary
  }

  private func generic(_ signal: Signal) -> [Meaning] {
    var meanings: [Meaning] = []
    if !killed.contains(number) {
      meanings.append(
        Meaning(
          cause: "\(signal.name) killed it: \(signal.meaning).",
          test: "sigbox run says 'killed by \(signal.name)'. "
            + (signal.isFault
              ? "PID 1 is killed so by a fault of its own, not by kill(2)"
              : "Not PID 1 itself: for that the kernel drops it")))
    }
    meanings.append(
      Meaning(
        cause: "A shell or an init (bash, tini, dumb-init) was PID 1, its child was killed by "
          + "\(signal.name), and it passed that on as 128 + \(signal.number).",
        test: "sigbox run says 'exited \(number)', not 'killed by \(signal.name)'"))
    return meanings
  }

  // Those whose own list says by what they are killed.
  private var killed: Set<Int32> { [134, 137, 139, 143] }

  private var ordinary: [Meaning] {
    if number == 0 || signal != nil { return [] }
    return [
      Meaning(
        cause: "The program itself says so: exit(\(number)).",
        test: "its manual, and its last lines: docker logs, sigbox logs")
    ]
  }

  private var special: [Int32: [Meaning]] {
    [
      0: [
        Meaning(
          cause: "It has done its work.", test: "it ended by itself: nobody had sent a signal"),
        Meaning(
          cause: "It handled TERM (or its STOPSIGNAL) and ended in good order.",
          test: "sigbox probe says 'TERM ends it, with exit status 0'"),
        Meaning(
          cause: "It went into the background: PID 1 ended, and the kernel killed what it left.",
          test: "sigbox probe says 'It goes on in the background'"),
      ],
      1: [
        Meaning(
          cause: "An error of the program, or an exception that nobody caught.",
          test: "its last lines: docker logs, sigbox logs")
      ],
      2: [
        Meaning(
          cause: "A Go program without a handler was PID 1 and got TERM, INT or HUP: the runtime "
            + "raises the signal again, the kernel drops that for PID 1, and it exits with 2.",
          test:
            "sigbox probe says 'exited 2' for TERM as PID 1, and 'killed' as an ordinary process"
        ),
        Meaning(
          cause: "A Go program panicked, or got QUIT, ABRT or a fault: it prints goroutines.",
          test: "'goroutine 1 [running]' among its last lines"),
        Meaning(
          cause: "A wrong option or argument, or a syntax error in a shell script.",
          test: "a usage message among its last lines"),
      ],
      125: [
        Meaning(
          cause: "docker, podman or sigbox itself failed before the program ran.",
          test: "the message of docker run, sigbox run: nothing ran")
      ],
      126: [
        Meaning(
          cause: "The command was found and could not be executed: EACCES, ENOEXEC.",
          test: "ls -l of the file: is it executable, is it for this machine, has it a #! line?")
      ],
      127: [
        Meaning(
          cause: "The command was not found, or the interpreter or loader that it names.",
          test: "command -v in the image; the #! line; ldd of the file")
      ],
      130: [
        Meaning(
          cause: "INT: Ctrl-C, or an interactive program's own way to end for it.",
          test: "who had the terminal; python and bash exit so as PID 1 after INT")
      ],
      134: [
        Meaning(
          cause: "abort(): an assertion, a C++ exception, glibc's malloc. Only a process that is "
            + "not PID 1 ends so: abort() of PID 1 ends as 139, for the kernel drops ABRT.",
          test: "sigbox run says 'killed by ABRT' or, with an init before it, 'exited 134'")
      ],
      137: [
        Meaning(
          cause:
            "KILL after the grace of docker stop, podman stop or a kubelet: TERM did not end it.",
          test: "it took the 10 s (30 s) of grace; sigbox probe says what TERM does; docker events "
            + "shows kill with signal=15, then with signal=9"),
        Meaning(
          cause: "KILL for memory: the limit of its control group, or of the machine.",
          test: "docker inspect -f '{{.State.OOMKilled}}'; 'oom_kill' in memory.events of its "
            + "control group; 'Out of memory' or 'Memory cgroup out of memory' in dmesg"),
        Meaning(
          cause: "KILL by somebody: docker kill, kill -9 from the host, the limit of RLIMIT_CPU.",
          test: "docker events; never kill -9 1 from inside: the kernel drops that"),
        Meaning(
          cause: "It was no PID 1, and PID 1 of its container ended: the kernel kills all others.",
          test: "PID 1's own status: docker inspect -f '{{.State.ExitCode}}'"),
      ],
      139: [
        Meaning(
          cause: "SEGV by a real fault: an access to memory that it does not have.",
          test: "a core dump; 'segfault at' in dmesg"),
        Meaning(
          cause: "abort() of PID 1: the kernel drops ABRT, and glibc then faults on purpose.",
          test:
            "a message of assert or malloc among its last lines; sigbox run with an init before "
            + "it (tini) says 134"),
        Meaning(
          cause: "Not kill -SEGV 1: that is dropped for PID 1 like any other at its default.",
          test: "sigbox explain SEGV"),
      ],
      143: [
        Meaning(
          cause: "TERM ended it: the usual end by docker stop for a process that is not PID 1, or "
            + "behind an init. Most orchestrators count it as a clean stop.",
          test: "somebody stopped it: docker events"),
        Meaning(
          cause: "It handled TERM and exited with 143 on purpose, as Java does.",
          test: "sigbox probe says 'exited 143' for TERM as PID 1"),
      ],
      255: [
        Meaning(
          cause: "exit(-1), or ssh that lost its connection; status values are cut to 8 bits.",
          test: "its last lines: docker logs, sigbox logs")
      ],
    ]
  }
}
