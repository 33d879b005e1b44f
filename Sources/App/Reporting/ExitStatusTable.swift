internal import SignalModel

/// The causes of exit statuses, most of them as rows of a table.
enum ExitStatusTable {
  /// How a process ends in a case that a row describes.
  enum Kind: Sendable { case exited, killed, stopped }

  struct Row: Sendable {
    let statuses: ClosedRange<Int32>
    let kind: Kind
    let meaning: ExitStatus.Meaning

    init(_ statuses: ClosedRange<Int32>, _ kind: Kind, _ cause: String, check test: String) {
      self.statuses = statuses
      self.kind = kind
      meaning = .init(cause: cause, test: test)
    }

    init(_ status: Int32, _ kind: Kind, _ cause: String, check test: String) {
      self.init(status...status, kind, cause, check: test)
    }
  }

  /// All causes of a status, which is 128 plus the number of a signal if one is given.
  static func rows(of status: Int32, _ signal: Signal?) -> [Row] {
    special.filter { $0.statuses.contains(status) } + (signal.map { rows(for: $0, status) } ?? [])
      + named(status) + (signal?.canKill == true ? [] : [ordinary(status)])
  }

  private static func ordinary(_ status: Int32) -> Row {
    Row(
      status, .exited, "The program called exit(\(status)).",
      check: "see its manual, and its last output with docker logs or sigbox logs")
  }

  /// The causes of 128 plus the number of any signal.
  private static func rows(for signal: Signal, _ status: Int32) -> [Row] {
    var rows: [Row] = []
    if signal.canKill, !explained.contains(status) {
      rows.append(
        Row(
          status, .killed, "The process was killed by \(signal.name): \(signal.meaning).",
          check: "sigbox run reports 'killed by \(signal.name)'. "
            + (signal.isFault
              ? "PID 1 is killed only by a real fault, not by kill(2)"
              : "It was not PID 1: without a handler, the kernel drops the signal for PID 1")))
    }
    if signal.canKill {
      rows.append(
        Row(
          status, .exited,
          "PID 1 was a shell or an init (bash, tini, dumb-init). Its child was killed by "
            + "\(signal.name), and it reported that as 128 + \(signal.number).",
          check: "sigbox run reports 'exited \(status)', not 'killed by \(signal.name)'"))
    }
    if !signal.isPrivileged {
      rows.append(
        Row(
          status, .exited,
          "A shell script has a trap for \(signal.name), which interrupted its wait: wait returns "
            + "128 + \(signal.number), although the child may still run.",
          check: "the script calls wait once; call it again to get the status of the child"))
    }
    return rows
  }

  // The statuses whose rows already cover a death by the signal.
  private static let explained: Set<Int32> = [129, 130, 134, 137, 139, 143]

  private static let special: [Row] = [
    Row(
      0, .exited, "The program finished its work.",
      check: "it ended on its own: no signal was sent"),
    Row(
      0, .exited, "The program handled TERM (or its STOPSIGNAL) and exited cleanly.",
      check: "sigbox probe reports 'TERM ends it, with exit status 0'"),
    Row(
      0, .exited,
      "The program went into the background: PID 1 ended, and the kernel killed the rest.",
      check: "sigbox probe says that it runs in the background"),
    Row(
      1, .exited, "The program failed, or did not catch an exception.",
      check: "see its last output with docker logs or sigbox logs"),
    Row(
      2, .exited,
      "PID 1 was a Go program without a handler and got TERM, INT or HUP. The runtime raises the "
        + "signal again, the kernel drops it for PID 1, and the program exits with 2.",
      check: "sigbox probe reports 'exited 2' for TERM as PID 1, and 'killed' as an ordinary "
        + "process"),
    Row(
      2, .exited,
      "A Go program panicked, or got QUIT, ABRT or a fault, and printed its goroutines.",
      check: "its last output contains 'goroutine 1 [running]'"),
    Row(
      2, .exited, "A wrong option or argument, or a syntax error in a shell script.",
      check: "its last output contains a usage or syntax error message"),
    Row(
      123, .exited, "A command that xargs ran exited with a status from 1 to 125.",
      check: "its last command is xargs: see the output of the commands that xargs ran"),
    Row(
      124, .exited, "timeout(1) ended the command, because its time was over.",
      check: "its run time is that of timeout; timeout --preserve-status exits with the status of "
        + "the command, such as 143"),
    Row(
      124, .exited, "A command that xargs ran exited with 255.",
      check: "its last output contains 'xargs: ...: exited with status 255; aborting'"),
    Row(
      125, .exited, "docker, podman or sigbox itself failed before the program ran.",
      check: "docker run or sigbox run printed an error, and the program printed nothing"),
    Row(
      125, .exited, "timeout, env, nohup, nice or chroot failed before it ran its command.",
      check: "its last output is an error that begins with that name, as 'timeout: '"),
    Row(
      125, .exited, "A command that xargs ran was killed by a signal.",
      check: "its last output contains 'xargs: ...: terminated by signal'"),
    Row(
      125, .exited, "A script told git bisect run to skip a commit that it cannot test.",
      check: "it runs below git bisect run"),
    Row(
      126, .exited, "The command was found but could not be executed (EACCES, ENOEXEC).",
      check: "ls -l and file(1): is it executable, built for this machine, or a script with a #! "
        + "line? Shells, docker, env, timeout, nohup and xargs all report it so"),
    Row(
      127, .exited, "The command was not found, or its interpreter or loader was not found.",
      check: "command -v in the image, the #! line of a script, and ldd of a program. Shells, "
        + "docker, env, timeout, nohup and xargs all report it so"),
    Row(
      128, .exited, "git failed.", check: "its last output contains a line 'fatal: ...'"),
    Row(
      128, .exited, "containerd could not start the container.",
      check: "kubectl describe pod shows the reason StartError"),
    Row(
      129, .killed, "HUP killed the process: its terminal was closed.",
      check:
        "nohup or setsid in front of the command avoids it; it was not PID 1: without a handler, "
        + "the kernel drops the signal for PID 1"),
    Row(
      129, .killed,
      "PID 1 restarted its container with reboot(2), which the kernel reports as killed by HUP.",
      check: "it is an init such as systemd or busybox init with CAP_SYS_BOOT, and its last output "
        + "speaks of a restart: pid_namespaces(7)"),
    Row(
      129, .exited, "git was called with a wrong option or argument.",
      check: "its last output contains 'usage: git'"),
    Row(
      130, .killed, "INT, usually from Ctrl-C, killed the process.",
      check: "who used the terminal; it was not PID 1, unless it resets the signal and kills itself"
    ),
    Row(
      130, .exited, "The program exited because of INT, usually from Ctrl-C.",
      check: "who used the terminal; as PID 1, python and bash exit with 130 after INT"),
    Row(
      130, .killed,
      "PID 1 halted its container or powered it off with reboot(2), which the kernel reports as "
        + "killed by INT.",
      check: "it is an init such as systemd or busybox init with CAP_SYS_BOOT, and its last output "
        + "speaks of a shutdown: pid_namespaces(7)"),
    Row(
      132, .killed,
      "The program uses instructions that this processor lacks, or ended itself with ud2, as Swift "
        + "does at a runtime error on x86.",
      check: "'trap invalid opcode' in dmesg, and the flags in /proc/cpuinfo"),
    Row(
      133, .killed,
      "The program ended itself with a breakpoint, as Swift does at a runtime error on arm64.",
      check: "its last output contains the error"),
    Row(
      134, .killed,
      "abort(): a failed assertion, an uncaught C++ exception, or an error in malloc. It was not "
        + "PID 1: abort() in PID 1 gives 139, because the kernel drops ABRT.",
      check: "sigbox run reports 'killed by ABRT', or 'exited 134' with an init as PID 1"),
    Row(
      135, .killed, "A file was mapped and became too short, or its file system is full.",
      check: "df: /dev/shm of a container is small, and docker run --shm-size enlarges it"),
    Row(
      136, .killed, "An integer was divided by zero.", check: "'trap divide error' in dmesg"),
    Row(
      137, .killed,
      "KILL after the grace period of docker stop, podman stop or a kubelet, because TERM did not "
        + "end it.",
      check:
        "the stop took the whole 10 s (30 s); sigbox probe shows what TERM does; docker events "
        + "shows kill with signal=15, then with signal=9"),
    Row(
      137, .killed, "KILL by the OOM killer: the control group or the machine was out of memory.",
      check: "docker inspect -f '{{.State.OOMKilled}}'; sigbox inspect shows 'oom_kills'; "
        + "'oom_kill' in memory.events of the control group; 'Out of memory' or 'Memory cgroup out "
        + "of memory' in dmesg"),
    Row(
      137, .killed,
      "KILL from docker kill, from kill -9 on the host, or at the hard limit of RLIMIT_CPU.",
      check: "docker events; it was not kill -9 1 from inside, which the kernel drops"),
    Row(
      137, .killed,
      "The process was not PID 1, and PID 1 of its container ended: the kernel then kills all other "
        + "processes.",
      check: "the status of PID 1: docker inspect -f '{{.State.ExitCode}}'"),
    Row(
      137, .killed, "timeout(1) ended the command with KILL, as with -s KILL or -k.",
      check: "the options of timeout; after its time it sends KILL to its command and to itself"),
    Row(
      139, .killed, "SEGV from a real fault: an invalid memory access.",
      check: "a core dump, and 'segfault at' in dmesg"),
    Row(
      139, .killed,
      "abort() in PID 1: the kernel drops ABRT, and glibc then faults on purpose.",
      check: "its last output contains a message of assert or malloc; with an init as PID 1 (tini) "
        + "the status is 134"),
    Row(
      139, .killed,
      "It was not kill -SEGV 1: the kernel drops that for PID 1 without a handler.",
      check: "see sigbox explain SEGV"),
    Row(
      141, .killed, "The program wrote to a pipe that nobody reads, as yes does in 'yes | head'.",
      check: "it is not the last command of a pipeline, and the shell has the option pipefail"),
    Row(
      142, .exited, "read -t of bash waited in vain: its time was over.",
      check: "the script calls read with -t"),
    Row(
      143, .killed,
      "The process was killed by TERM: the usual result of docker stop if it is not PID 1 or runs "
        + "under an init. Most orchestrators count it as a clean stop.",
      check: "docker events shows who stopped it"),
    Row(
      143, .exited, "The program handled TERM and exited with 143 on purpose, as Java does.",
      check: "sigbox probe reports 'exited 143' for TERM as PID 1"),
    Row(
      147, .stopped, "A job was stopped by STOP. It has not ended.",
      check: "a shell with job control reports it, and jobs -l lists it; kill -CONT continues it"),
    Row(
      148, .stopped, "A job was stopped by Ctrl-Z (TSTP). It has not ended.",
      check: "a shell with job control reports it, and jobs -l lists it; fg continues it"),
    Row(
      149, .stopped,
      "A job was stopped by TTIN, because it read the terminal in the background. It has not ended.",
      check: "a shell with job control reports it, and jobs -l lists it; fg continues it, and "
        + "</dev/null avoids it"),
    Row(
      150, .stopped,
      "A job was stopped by TTOU, because it changed the settings of the terminal in the background, "
        + "or wrote to it after stty tostop. It has not ended.",
      check: "a shell with job control reports it, and jobs -l lists it; fg continues it"),
    Row(
      152, .killed, "The program used up its processor time (the soft limit of RLIMIT_CPU).",
      check: "ulimit -t, or LimitCPU= of systemd"),
    Row(
      153, .killed, "The program wrote a file beyond the limit of its size (RLIMIT_FSIZE).",
      check: "ulimit -f, or LimitFSIZE= of systemd"),
    Row(
      159, .killed, "A seccomp filter forbids a system call of the program.",
      check: "'type=1326' in dmesg or the audit log names the call; docker run --security-opt "
        + "seccomp=unconfined runs without the filter of docker"),
    Row(
      255, .exited, "exit(-1), because a status has 8 bits, or ssh that lost its connection.",
      check: "see its last output with docker logs or sigbox logs"),
    Row(
      255, .exited, "containerd does not know how the container ended.",
      check: "docker inspect -f '{{.State.Error}}', and journalctl -u containerd"),
  ]
}
