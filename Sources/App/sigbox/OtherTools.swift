/// Commands and options of docker and other tools, and what sigbox has for them.
enum OtherTools {
  /// What to use instead of a command of theirs.
  static let verbs = [
    "build": noImages, "images": noImages, "import": noImages, "load": noImages, "pull": noImages,
    "push": noImages, "rmi": noImages, "image": noImages,
    "container": ownVerbs, "docker": ownVerbs, "podman": ownVerbs,
    "cp": "sigbox run --bind SRC:DST shows a file in a box",
    "create": "sigbox run -d makes a box and starts it",
    "events": "sigbox list and sigbox wait tell of boxes",
    "info": "sigbox doctor says what this host allows",
    "pause": "sigbox kill -s STOP NAME", "unpause": "sigbox kill -s CONT NAME",
    "port": noPorts,
    "restart": "sigbox stop NAME, then sigbox run -d again",
    "start": "sigbox run -d makes a box and starts it",
    "stats": "sigbox ps NAME shows the processes of a box",
    "top": "sigbox ps NAME shows the processes of a box",
    "update": "limits are options of sigbox run: --memory, --pids, --cpus",
  ]

  /// What to use instead of an option of theirs.
  ///
  /// - Parameters:
  ///   - option: The option, a short one perhaps with its value: `-p80:80`.
  ///   - verb: The command of sigbox that it was given to.
  /// - Returns: What to use; nil where nothing is known.
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
    "list": ["--format": "use --json", "-n": "use -a for those that have ended"],
    "logs": ["--tail": tail, "-n": tail, "--since": tail, "-t": "lines have no times"],
    "ps": [
      "-a": listing, "--all": listing, "-q": listing, "--format": "use --json", "-e": allProcesses,
      "-ef": allProcesses, "-aux": allProcesses,
    ],
    "rm": ["-v": "nothing is left of a box"],
  ]

  private static let runOptions: [(options: [String], remedy: String)] = [
    (["-v", "--volume", "--mount"], "use --bind SRC[:DST][:ro]"),
    (["-p", "--publish", "-P", "--publish-all", "--expose"], noPorts),
    (["--network", "--dns", "--add-host", "--link"], "use --net none or --net host"),
    (["-m"], "use --memory 512m"), (["--pids-limit"], "use --pids"),
    (["-c", "--cpu-shares", "--cpu-quota", "--cpuset-cpus"], "use --cpus"),
    (
      ["--restart"],
      "an init restarts its program, as with the policy restart of require \"sigbox.init\""
    ),
    (["--init"], "use a built-in init: sigbox run tini -- COMMAND"),
    (["--entrypoint"], "the command after -- is what runs: sigbox run -- COMMAND"),
    (["--stop-signal"], "sigbox stop -s SIGNAL NAME chooses it; --send SIGNAL sends one"),
    (["--stop-timeout"], "sigbox stop -t SECONDS NAME chooses it"),
    (["--cap-add", "--security-opt", "--device"], "use --privileged, for programs you trust"),
    (["--cap-drop"], "a box has few capabilities; process.setcapabilities drops more"),
    (["--read-only"], "the host's files are read-only unless --writable is given"),
    (["--tmpfs"], "/tmp, /run and /dev/shm are empty and the box's own"),
    (["--env-file"], "use --env NAME=VALUE"),
    (["--pid", "--ipc", "--uts", "--userns"], "a box always has namespaces of its own"),
    (["--ulimit"], "use process.limit in a script"),
    (["--pull", "--platform"], noImages),
  ]

  private static let ownVerbs =
    "commands follow sigbox at once: sigbox run, sigbox list, sigbox stop"
  private static let noImages = "there are no images: --rootfs DIRECTORY runs a root directory"
  private static let noPorts =
    "a box has no ports to publish: --net host gives it this host's network"
  private static let listing = "sigbox list -a lists boxes"
  private static let allProcesses = "sigbox ps NAME shows all processes of a box"
  private static let tail = "use sigbox logs NAME | tail"
}
