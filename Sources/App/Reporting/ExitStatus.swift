package import SignalModel

/// The possible causes of a container's exit status, and how to tell them apart.
package struct ExitStatus: Sendable {
  /// One possible cause of an exit status.
  package struct Meaning: Sendable {
    package let cause: String
    /// How to recognize this cause.
    package let test: String
  }

  package let number: Int32

  /// Returns nil unless the number is from 0 to 255.
  package init?(number: Int32) {
    guard (0...255).contains(number) else { return nil }
    self.number = number
  }

  /// The signal of a status above 128, which is 128 plus its number; nil if there is none.
  package var signal: Signal? { number > 128 ? Signal(number: number - 128) : nil }

  /// The possible causes, the most likely first.
  package var meanings: [Meaning] {
    (special[number] ?? []) + (signal.map { generic($0) } ?? []) + ordinary
  }

  private func generic(_ signal: Signal) -> [Meaning] {
    var meanings: [Meaning] = []
    if !killed.contains(number) {
      meanings.append(
        Meaning(
          cause: "The process was killed by \(signal.name): \(signal.meaning).",
          test: "sigbox run reports 'killed by \(signal.name)'. "
            + (signal.isFault
              ? "PID 1 is killed only by a real fault, not by kill(2)"
              : "It was not PID 1: without a handler, the kernel drops the signal for PID 1")))
    }
    meanings.append(
      Meaning(
        cause: "PID 1 was a shell or an init (bash, tini, dumb-init). Its child was killed by "
          + "\(signal.name), and it reported that as 128 + \(signal.number).",
        test: "sigbox run reports 'exited \(number)', not 'killed by \(signal.name)'"))
    return meanings
  }

  // The statuses whose special meanings already cover the signal.
  private var killed: Set<Int32> { [134, 137, 139, 143] }

  private var ordinary: [Meaning] {
    if number == 0 || signal != nil { return [] }
    return [
      Meaning(
        cause: "The program called exit(\(number)).",
        test: "see its manual, and its last output with docker logs or sigbox logs")
    ]
  }

  private var special: [Int32: [Meaning]] {
    [
      0: [
        Meaning(
          cause: "The program finished its work.",
          test: "it ended on its own: no signal was sent"),
        Meaning(
          cause: "The program handled TERM (or its STOPSIGNAL) and exited cleanly.",
          test: "sigbox probe reports 'TERM ends it, with exit status 0'"),
        Meaning(
          cause: "The program went into the background: PID 1 ended, and the kernel killed the "
            + "rest.",
          test: "sigbox probe says that it runs in the background"),
      ],
      1: [
        Meaning(
          cause: "The program failed, or did not catch an exception.",
          test: "see its last output with docker logs or sigbox logs")
      ],
      2: [
        Meaning(
          cause: "PID 1 was a Go program without a handler and got TERM, INT or HUP. The runtime "
            + "raises the signal again, the kernel drops it for PID 1, and the program exits with "
            + "2.",
          test: "sigbox probe reports 'exited 2' for TERM as PID 1, and 'killed' as an ordinary "
            + "process"),
        Meaning(
          cause: "A Go program panicked, or got QUIT, ABRT or a fault, and printed its goroutines.",
          test: "its last output contains 'goroutine 1 [running]'"),
        Meaning(
          cause: "A wrong option or argument, or a syntax error in a shell script.",
          test: "its last output contains a usage or syntax error message"),
      ],
      125: [
        Meaning(
          cause: "docker, podman or sigbox itself failed before the program ran.",
          test: "docker run or sigbox run printed an error, and the program printed nothing")
      ],
      126: [
        Meaning(
          cause: "The command was found but could not be executed (EACCES, ENOEXEC).",
          test: "ls -l and file(1): is it executable, built for this machine, or a "
            + "script with a #! line?")
      ],
      127: [
        Meaning(
          cause: "The command was not found, or its interpreter or loader was not found.",
          test: "command -v in the image, the #! line of a script, and ldd of a program")
      ],
      130: [
        Meaning(
          cause: "INT, usually from Ctrl-C: the program was killed by it or exited because of it.",
          test: "who used the terminal; as PID 1, python and bash exit with 130 after INT")
      ],
      134: [
        Meaning(
          cause: "abort(): a failed assertion, an uncaught C++ exception, or an error in malloc. "
            + "It was not PID 1: abort() in PID 1 gives 139, because the kernel drops ABRT.",
          test: "sigbox run reports 'killed by ABRT', or 'exited 134' with an init as PID 1")
      ],
      137: [
        Meaning(
          cause: "KILL after the grace period of docker stop, podman stop or a kubelet, because "
            + "TERM did not end it.",
          test: "the stop took the whole 10 s (30 s); sigbox probe shows what TERM does; docker "
            + "events shows kill with signal=15, then with signal=9"),
        Meaning(
          cause: "KILL by the OOM killer: the control group or the machine was out of memory.",
          test: "docker inspect -f '{{.State.OOMKilled}}'; 'oom_kill' in memory.events of "
            + "the control group; 'Out of memory' or 'Memory cgroup out of memory' in dmesg"),
        Meaning(
          cause: "KILL from docker kill, from kill -9 on the host, or at the hard limit of "
            + "RLIMIT_CPU.",
          test: "docker events; it was not kill -9 1 from inside, which the kernel drops"),
        Meaning(
          cause: "The process was not PID 1, and PID 1 of its container ended: the kernel then "
            + "kills all other processes.",
          test: "the status of PID 1: docker inspect -f '{{.State.ExitCode}}'"),
      ],
      139: [
        Meaning(
          cause: "SEGV from a real fault: an invalid memory access.",
          test: "a core dump, and 'segfault at' in dmesg"),
        Meaning(
          cause: "abort() in PID 1: the kernel drops ABRT, and glibc then faults on purpose.",
          test: "its last output contains a message of assert or malloc; with an init as PID 1 "
            + "(tini) the status is 134"),
        Meaning(
          cause: "It was not kill -SEGV 1: the kernel drops that for PID 1 without a handler.",
          test: "see sigbox explain SEGV"),
      ],
      143: [
        Meaning(
          cause: "The process was killed by TERM: the usual result of docker stop if it is not PID "
            + "1 or runs under an init. Most orchestrators count it as a clean stop.",
          test: "docker events shows who stopped it"),
        Meaning(
          cause: "The program handled TERM and exited with 143 on purpose, as Java does.",
          test: "sigbox probe reports 'exited 143' for TERM as PID 1"),
      ],
      255: [
        Meaning(
          cause: "exit(-1), because a status has 8 bits, or ssh that lost its connection.",
          test: "see its last output with docker logs or sigbox logs")
      ],
    ]
  }
}
