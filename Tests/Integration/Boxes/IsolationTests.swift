import Foundation
import Testing

/// What a stranger's script cannot do in a box: each attempt beside what shows that it would be seen.
struct IsolationTests {
  /// Runs a command of a shell in a box, as PID 1 and through exec, and gives both results.
  private func attempt(
    _ command: String, as user: User, options: [String] = []
  ) throws -> [Command.Result] {
    let direct = try Command.sigbox(
      ["run", "--timeout", "60s"] + options + ["--", "/bin/bash", "-c", command], as: user
    ).finish()
    let boxes = try Boxes(user)
    let start = try boxes.start(
      ["run", "-d", "--rm", "--timeout", "60s", "--name", "i"] + options + ["--", "sleep", "1000"]
    ).finish()
    #expect(start.status == 0, "\(start)")
    let joined = try boxes("exec", "i", "/bin/bash", "-c", command)
    try boxes("rm", "-f", "i")
    #expect(boxes.leftovers.isEmpty)
    return [direct, joined]
  }

  @Test(
    arguments: User.available,
    [
      ("writing the host's root", "echo x > /usr/x", "Read-only file system"),
      ("making it writable", "mount -o remount,rw /", "denied"),
      ("mounting", "mount -t tmpfs none /mnt", "denied"),
      ("unmounting", "umount /tmp", "superuser"),
      ("the password file", "cat /etc/shadow | grep . || echo empty >&2", "empty"),
      ("the firmware", "ls /sys/firmware | grep . || echo empty >&2", "empty"),
      ("the kernel's settings", "echo 0 > /proc/sys/kernel/randomize_va_space", "Read-only"),
      ("the interrupts", "echo 1 > /proc/irq/default_smp_affinity", "Read-only"),
      ("new namespaces", "unshare --user true", "not permitted"),
      ("new namespaces of PIDs", "unshare --pid true", "not permitted"),
      ("the host's namespaces", "nsenter --target 1 --mount true", "not permitted"),
      ("a device of the host", "mknod /tmp/disk b 8 0", "not permitted"),
      ("the network", "echo > /dev/tcp/192.0.2.1/80", "unreachable"),
    ])
  func isRefused(user: User, escape: (what: String, command: String, message: String)) throws {
    for result in try attempt(escape.command, as: user) {
      #expect(result.error.contains(escape.message), "\(escape.what): \(result)")
    }
  }

  /// PID 1's program is a file of the host, which the read-only mounts of the box do not cover.
  @Test(arguments: User.available)
  func sigboxItselfIsOutOfReach(user: User) throws {
    let result = try runScript(
      """
      local child = process.spawn{"chmod", "700", "/proc/1/exe"}
      return process.wait(child).code
      """, as: user)
    #expect(result.status == 1 && result.error.contains("Read-only file system"), "\(result)")
    let mode = try FileManager.default.attributesOfItem(atPath: Workplace.binary)
    #expect(mode[.posixPermissions] as? Int == 0o755)
  }

  /// Neither what it inherits nor what /proc shows of the memory that it shares with the caller.
  @Test(arguments: User.available)
  func theCallersSecretsStayOut(user: User) throws {
    func run(_ words: String...) throws -> String {
      let environment = ["/usr/bin/env", "SECRET=hunter2", "LC_TIME=C"]
      return try Command(environment + [Workplace.binary, "run"] + words, as: user).finish().output
    }
    let script = try Workplace.script(
      """
      print(process.environment().SECRET, process.environment().LC_TIME)
      print(io.open("/proc/1/environ"):read("a"):find("hunter2"))
      """)
    #expect(try run(script) == "nil\tC\nnil\n")
    #expect(try run("-e", "SECRET", script).hasPrefix("hunter2\tC\n"))
    #expect(try run("--privileged", script).hasPrefix("hunter2\tC\n"))
    #expect(try run("--", "sh", "-c", "echo $SECRET; echo $LC_TIME") == "\nC\n")
    #expect(try run("-e", "SECRET=other", "--", "sh", "-c", "echo $SECRET") == "other\n")
    let boxes = try Boxes(user)
    try boxes("run", "-d", "--rm", "--name", "e", "--", "sleep", "1000")
    let joined = try boxes.start(
      through: ["env", "SECRET=hunter2"], ["exec", "e", "sh", "-c", "env; cat /proc/1/environ"]
    ).finish()
    #expect(joined.output.contains("PATH=") && !joined.output.contains("hunter2"), "\(joined)")
    try boxes("rm", "-f", "e")
  }

  /// Files whose inodes are the host's, though the mounts are the box's own: a box of root owns them.
  @Test(
    .tags(.root), .enabled(if: User.isRoot, "others do not own them"),
    arguments: ["/dev/full", "/etc/shadow", "/proc/version", "/proc/uptime"])
  func modesOfTheHostsFilesAreOutOfReach(path: String) throws {
    func modes() throws -> [Int?] {
      // A fresh /proc, for the caller's remembers.
      let command = "mount -t proc proc /proc && stat -c %a \(path) /dev/null"
      return try Command(["/usr/bin/unshare", "-pfm", "/bin/sh", "-c", command]).finish().lines.map
      {
        Int($0, radix: 8)
      }
    }
    let before = try modes()
    #expect(before.count == 2 && before[1] == 0o666)
    for result in try attempt("chmod 640 \(path)", as: .current) {
      #expect(result.error.contains("Read-only file system"), "\(result)")
    }
    #expect(try modes() == before)
  }

  /// Nor through a /dev/null that sigbox was started with, or puts there itself.
  @Test(.tags(.root), .enabled(if: User.isRoot, "others do not own it"))
  func nullAsStandardInputIsTheBoxs() throws {
    let boxes = try Boxes(.current)
    try boxes("run", "-d", "--name", "n", "--", "sh", "-c", "chmod 640 /dev/stdin; sleep 1000")
    let logs = try boxes.start(["logs", "-f", "n"])
    try logs.waitForLine("chmod: changing permissions of '/dev/stdin': Read-only file system")
    let null = ["sh", "-c", "exec \"$@\" </dev/null", "sh"]
    for words in [["exec", "n"], ["run", "--"]] {
      let result = try boxes.start(through: null, words + ["chmod", "640", "/dev/stdin"]).finish()
      #expect(result.error.contains("Read-only file system"), "\(result)")
    }
    let mode = try FileManager.default.attributesOfItem(atPath: "/dev/null")
    #expect(mode[.posixPermissions] as? Int == 0o666)
    try boxes("rm", "-f", "n")
    _ = logs.finish()
    #expect(boxes.leftovers.isEmpty)
  }

  @Test(arguments: User.available)
  func homesAreEmpty(user: User) throws {
    // A home of this test's own, for the caller's may be empty.
    let home = Workplace.directory.appendingPathComponent("home-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: home.appendingPathComponent("work"), withIntermediateDirectories: true)
    try "secret".write(
      to: home.appendingPathComponent("diary"), atomically: false, encoding: .utf8)
    let command = try Command(
      [
        "/usr/bin/env", "HOME=\(home.path)", Workplace.binary, "run", "--", "/bin/sh", "-c",
        "ls -A /root /home $HOME; cat $HOME/diary; echo mine > $HOME/new && cat $HOME/new",
      ], as: user)
    let result = command.finish()
    #expect(result.error.contains("diary: No such file"), "\(result)")
    #expect(result.output.hasSuffix("mine\n") && !result.output.contains("secret"), "\(result)")
    #expect(!FileManager.default.fileExists(atPath: home.appendingPathComponent("new").path))
  }

  @Test(arguments: User.available)
  func privilegesAreGone(user: User) throws {
    for result in try attempt("cat /proc/self/status", as: user) {
      #expect(result.output.contains("NoNewPrivs:\t1"), "\(result)")
      #expect(result.output.contains("Seccomp:\t2"))
      let line = try #require(result.lines.first { $0.hasPrefix("CapBnd:") })
      let bits = try #require(UInt64(line.dropFirst(8), radix: 16))
      // SYS_ADMIN, SYS_PTRACE, NET_ADMIN, SYS_MODULE, DAC_READ_SEARCH
      for capability in [21, 19, 12, 16, 2] { #expect(bits & 1 << capability == 0) }
    }
    let kept = try run("--privileged", "--", "/bin/cat", "/proc/self/status", as: user)
    #expect(kept.output.contains("NoNewPrivs:\t0") && kept.output.contains("Seccomp:\t0"))
  }

  /// A box cannot use up what the kernel counts for its creator, too.
  @Test(arguments: User.available)
  func quotasOfTheCallerAreNotUsedUp(user: User) throws {
    let program = """
      import ctypes
      libc = ctypes.CDLL(None)
      watches = 0
      while libc.inotify_init() >= 0: watches += 1
      timers = 0
      timer = ctypes.c_int()
      while timers < 20000 and libc.syscall(222, 1, None, ctypes.byref(timer)) == 0: timers += 1
      print(watches, 0 < timers <= 1024)
      """
    // With a small limit, so that other tests keep theirs.
    let limited = ["/usr/bin/prlimit", "--sigpending=1024:1024", Workplace.binary, "run", "--"]
    let result = try Command(limited + ["/usr/bin/python3", "-c", program], as: user).finish()
    #expect(result.output == "32 True\n", "\(result)")
  }

  /// The capabilities hold in the box's own namespaces only.
  @Test(arguments: User.available)
  func noRawSocketsOfTheHostAndNoTracing(user: User) throws {
    let program = """
      import ctypes, os, socket
      try:
          socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)
          print("raw socket")
      except PermissionError:
          print("refused")
      libc = ctypes.CDLL(None, use_errno=True)
      child = os.fork()
      if child == 0:
          os.pause() if hasattr(os, "pause") else __import__("signal").pause()
      result = libc.ptrace(0x4206, child, 0, 0)
      print("traced" if result == 0 else os.strerror(ctypes.get_errno()))
      os.kill(child, 9)
      print(libc.ptrace(0x4206, os.getppid() or 1, 0, 0))
      """
    let result = try run("--net", "host", "--", "/usr/bin/python3", "-c", program, as: user)
    #expect(result.output == "refused\nOperation not permitted\n-1\n", "\(result)")
    let own = try run("--", "/usr/bin/python3", "-c", program, as: user)
    #expect(own.output == "raw socket\nOperation not permitted\n-1\n", "\(own)")
  }

  /// No pid of the host means anything in the box, nor does a signal to all reach beyond it.
  @Test(arguments: User.available)
  func hostProcessesAreOutOfReach(user: User) throws {
    let bystander = try Command(["/bin/sleep", "1000"], as: user)
    let pid = bystander.pid
    for result in try attempt("kill -9 \(pid); kill -9 -1; ls -d /proc/\(pid)", as: user) {
      #expect(!result.output.contains("\(pid)"), "\(result)")
    }
    #expect(bystander.isRunning)
    kill(pid, SIGKILL)
    _ = bystander.finish()
  }

  /// Whether root's boxes can be counted, for which only control groups will do.
  private static let counted: [User] = {
    let result = try? Command.sigbox(["doctor"]).finish()
    if result?.output.contains("yes  control groups") == true { return User.available }
    let rest = User.available.filter { $0 != .current || !User.isRoot }
    print("fork bombs of root are left out: there are no control groups here")
    return rest
  }()

  @Test(arguments: counted)
  func forkBombsAreBounded(user: User) throws {
    let bomb = """
      count=0
      while sleep 1000 & do count=$((count+1)); [ $count -gt 60 ] && break; done 2>/dev/null
      echo "made $count"
      """
    let result = try run("--pids", "40", "--", "/bin/bash", "-c", bomb, as: user)
    #expect(!result.output.contains("made 61"), "\(result)")
    let free = try run("--pids", "100", "--", "/bin/bash", "-c", bomb, as: user)
    #expect(free.output == "made 61\n", "\(free)")
    let any = try run("--pids", "none", "--memory", "none", "--", "/bin/bash", "-c", bomb, as: user)
    #expect(any.output == "made 61\n", "\(any)")
  }

  @Test(arguments: User.available)
  func memoryAndTmpAreBounded(user: User) throws {
    let eater = "x = bytearray(300 << 20); x[::4096] = x[::4096]; print('full')"
    let result = try run("--memory", "100m", "--", "/usr/bin/python3", "-c", eater, as: user)
    #expect(result.status != 0 && !result.output.contains("full"), "\(result)")
    let free = try run("--memory", "600m", "--", "/usr/bin/python3", "-c", eater, as: user)
    #expect(free.output == "full\n", "\(free)")
    for place in ["/tmp", "/run", "/dev/shm"] {
      let fill = try run(
        "--", "/bin/sh", "-c", "head -c 300m /dev/zero > \(place)/x; stat -c %s \(place)/x",
        as: user)
      #expect(fill.error.contains("No space left"), "\(fill)")
    }
  }

  @Test func luaItselfIsBounded() throws {
    let result = try runScript(
      """
      local ok, message = pcall(function() local t = {} while true do t[#t + 1] = ("x"):rep(9999) .. #t end end)
      assert(not ok and message == "not enough memory", message)
      assert(package.loadlib == nil and package.cpath == nil)
      assert(not load(string.dump and "x" or "\\27Lua"))
      """)
    #expect(result.status == 0, "\(result)")
    let endless = try Command.sigbox(
      ["run", "--timeout", "300ms", try Workplace.script("while true do end")]
    ).finish()
    #expect(endless.status == 137 && endless.error.contains("the time limit is over"))
  }

  @Test func daemonsEndWithTheBox() throws {
    let name = "d\(UUID().uuidString.prefix(8))"
    let result = try run(
      "--", "/bin/sh", "-c", "setsid sh -c 'trap \"\" HUP TERM; sleep 1000' \(name) & sleep 0.1")
    #expect(result.status == 0)
    let processes = try Command(["/bin/ps", "-eo", "args"]).finish()
    #expect(!processes.output.contains(name))
  }

  @Test(arguments: User.available)
  func optionsFurnishIt(user: User) throws {
    let root = Workplace.directory.appendingPathComponent("root-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    for place in ["proc", "dev", "tmp", "run"] {
      try FileManager.default.createDirectory(
        at: root.appendingPathComponent(place), withIntermediateDirectories: true)
    }
    try FileManager.default.linkItem(
      atPath: Workplace.binary, toPath: root.appendingPathComponent("sigbox").path)
    if Workplace.isStatic {
      let listing = try Workplace.script(
        """
        assert(io.open("/sigbox") and not io.open("/etc/passwd") and not io.open("/x", "w"))
        assert(io.open("/proc/1/status") and io.open("/dev/null", "w") and io.open("/tmp/x", "w"))
        return 6
        """)
      let result = try run("--rootfs", root.path, listing, as: user)
      #expect(result.status == 6, "\(result)")
      let inside = try run("--rootfs", root.path, "--", "/sigbox", "signals", "TERM", as: user)
      #expect(inside.lines.count == 2, "\(inside)")
    }
    let result = try run(
      "--env", "COLOUR=blue", "--workdir", "/usr", "--bind", "/etc/passwd:/tmp/p:ro",
      "--bind", "\(root.path):/tmp/root", "--", "/bin/sh", "-c",
      "echo $COLOUR $(pwd) $(head -c 4 /tmp/p); echo x > /tmp/p; echo y > /tmp/root/made", as: user)
    #expect(result.output == "blue /usr root\n", "\(result)")
    #expect(result.error.contains("/tmp/p: Read-only"), "\(result)")
    let wasMade = FileManager.default.fileExists(atPath: root.appendingPathComponent("made").path)
    #expect(wasMade == (user == .current))
  }

  @Test func theRootMayBeNamed() throws {
    let result = try run("--rootfs", "/", "--", "/bin/sh", "-c", "cat /etc/hostname; echo $$")
    #expect(result.output.hasSuffix("1\n") && result.error.isEmpty, "\(result)")
  }

  @Test(.tags(.root), .enabled(if: User.isRoot, "needs root: others have one user in a box"))
  func anotherUser() throws {
    let result = try run("--user", "1000:1001", "--", "/bin/sh", "-c", "id -u; id -g; id -G")
    #expect(result.output == "1000\n1001\n1001\n", "\(result)")
  }

  @Test(arguments: [
    (["--memory", "12"], "invalid size '12'"), (["--pids", "0"], "--pids: invalid number '0'"),
    (["--bind", "/none"], "cannot bind '/none'"), (["--bind", "/usr:/"], "cannot bind"),
    (["--user", "root"], "invalid user 'root'"), (["--env", "=x"], "invalid variable '=x'"),
    (["--rootfs", "/etc/passwd"], "cannot use the root directory /etc/passwd: ENOTDIR"),
    (
      ["--workdir", "/none"], "(No such file or directory): --workdir takes a directory of the box"
    ),
    (
      ["--bind", "/usr:/none"],
      "cannot make the mount point /none: EROFS (Read-only file system): use"
    ),
    (["--cpus", "1e9"], "--cpus takes a number from 0.01 to 9999, not '1000000000.0'"),
    (["--cpus", "0"], "--cpus takes a number"),
  ])
  func mistakesAreNamed(options: [String], message: String) throws {
    let result = try Command.sigbox(["run"] + options + ["--", "true"]).finish()
    #expect(result.status == 125 && result.error.contains(message), "\(result)")
  }
}
