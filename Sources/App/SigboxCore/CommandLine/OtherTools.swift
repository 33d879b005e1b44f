/// Commands and options of docker and other tools, and what to use instead.
enum OtherTools {
  /// Advice by the name of a command.
  static let verbs = [
    "build": noImages, "images": noImages, "import": noImages, "load": noImages, "pull": noImages,
    "push": noImages, "rmi": noImages, "image": noImages,
    "container": ownVerbs, "docker": ownVerbs, "podman": ownVerbs,
    "cp": "sigbox run --bind SRC:DST shows a file in a box",
    "create": "sigbox run -d makes a box and starts it",
    "events": "sigbox list shows boxes, sigbox wait waits for them to exit",
    "info": "sigbox doctor shows what this host supports",
    "pause": "sigbox kill -s STOP NAME", "unpause": "sigbox kill -s CONT NAME",
    "port": noPorts,
    "restart": "sigbox stop NAME, then sigbox run -d again",
    "start": "sigbox run -d makes a box and starts it",
    "stats": "sigbox ps NAME shows the processes of a box",
    "top": "sigbox ps NAME shows the processes of a box",
    "update": "limits are options of sigbox run: --memory, --pids, --cpus",
  ]

  /// What to use instead of `option`, or nil if unknown.
  ///
  /// A short option may have its value attached, as in `-p80:80`. `verb` is sigbox's command.
  static func remedy(for option: String, of verb: String) -> String? {
    if let remedy = options[verb]?[option] { return remedy }
    guard CommandPlace(rawValue: verb) != nil else { return nil }
    let isShort = !option.hasPrefix("--")
    return runOptions.first { entry in
      entry.options.contains { $0 == option || isShort && $0.count == 2 && option.hasPrefix($0) }
    }?.remedy
  }

  private static let options: [String: [String: String]] = [
    "kill": ["-l": "sigbox signals lists all"],
    "compare": ["--send": "use --signal"], "probe": ["--send": "use --signal"],
    "list": ["--format": "use --json", "-n": "sigbox list -a includes boxes that have exited"],
    "logs": ["--tail": tail, "-n": tail, "--since": tail, "-t": "lines have no time stamps"],
    "ps": [
      "-a": listing, "--all": listing, "-q": listing, "--format": "use --json", "-e": allProcesses,
      "-ef": allProcesses, "-aux": allProcesses,
    ],
    "rm": ["-v": "boxes have no volumes to remove"],
  ]

  private static let runOptions: [(options: [String], remedy: String)] = [
    (["-v", "--volume", "--mount"], "use --bind SRC[:DST][:ro]"),
    (["-p", "--publish", "-P", "--publish-all", "--expose"], noPorts),
    (["--network", "--dns", "--add-host", "--link"], "use --net none or --net host"),
    (["-m"], "use --memory 512m"), (["--pids-limit"], "use --pids"),
    (["-c", "--cpu-shares", "--cpu-quota", "--cpuset-cpus"], "use --cpus"),
    (
      ["--restart"],
      "write an init that restarts its program: see sigbox show sigbox.init"
    ),
    (["--init"], "use a built-in init: sigbox run tini -- COMMAND"),
    (["--entrypoint"], "put the command after --: sigbox run -- COMMAND"),
    (
      ["--stop-signal"],
      "choose it when stopping: sigbox stop -s SIGNAL NAME; --send SIGNAL sends one now"
    ),
    (["--stop-timeout"], "choose it when stopping: sigbox stop -t SECONDS NAME"),
    (["--cap-add", "--security-opt", "--device"], "use --privileged, for programs you trust"),
    (
      ["--cap-drop"], "a box has few capabilities; a script drops more with process.setcapabilities"
    ),
    (["--read-only"], "the host's files are read-only unless --writable is given"),
    (["--tmpfs"], "/tmp, /run and /dev/shm of a box are always tmpfs"),
    (["--env-file"], "use --env NAME=VALUE"),
    (
      ["--pid", "--ipc", "--uts", "--userns"],
      "a box always has its own pid, IPC and UTS namespaces"
    ),
    (["--ulimit"], "call process.limit in a script"),
    (["--pull", "--platform"], noImages),
  ]

  private static let ownVerbs =
    "commands come right after sigbox: sigbox run, sigbox list, sigbox stop"
  private static let noImages = "there are no images: --rootfs DIRECTORY runs a root directory"
  private static let noPorts =
    "a box has no ports to publish: --net host gives it this host's network"
  private static let listing = "sigbox list -a lists boxes"
  private static let allProcesses = "sigbox ps NAME shows all processes of a box"
  private static let tail = "use sigbox logs NAME | tail"
}
