import Foundation
import Testing

/// What a box shows of the caller's working directory, and what it says of the files that it hides.
struct VisibleFilesTests {
  /// Makes a directory that every user can read, with a program, its module and secrets.
  private func home() throws -> String {
    let home = Workplace.directory.appendingPathComponent("home-\(UUID().uuidString)").path
    let result = try Command([
      "/bin/sh", "-ec",
      """
      umask 022
      mkdir -p "$1/proj" "$1/.ssh"
      cd "$1"
      echo 'import m; print("app", m.name)' > app.py
      echo 'name = "neighbour"' > m.py
      cp app.py m.py proj
      echo key > .ssh/id
      echo 'print(require("mod"))' > x.lua
      echo 'return "modul"' > mod.lua
      ln -s m.py link.py
      """, "sh", home,
    ]).finish()
    try #require(result.status == 0, "\(result)")
    return home
  }

  /// Runs a shell in a directory, with `$SIGBOX` and a home directory.
  private func shell(
    _ command: String, in directory: String, home: String, as user: User
  ) throws -> Command.Result {
    try Command(
      [
        "/usr/bin/env", "HOME=\(home)", "SIGBOX=\(Workplace.binary)", "/bin/sh", "-c",
        "cd '\(directory)' && \(command)",
      ], as: user
    ).finish()
  }

  @Test(arguments: User.available)
  func `the home directory as working directory is visible`(user: User) throws {
    let home = try home()
    let runs = [
      ("app.py", "$SIGBOX run -- python3 app.py", "app neighbour\n"),
      ("proj/app.py", "$SIGBOX run -- python3 proj/app.py", "app neighbour\n"),
      ("a link", "$SIGBOX run -- cat link.py", "name = \"neighbour\"\n"),
      ("a module", "$SIGBOX run x.lua", "modul\t\(home)/mod.lua\n"),
      ("--writable", "$SIGBOX run --writable -- python3 app.py", "app neighbour\n"),
      ("--privileged", "$SIGBOX run --privileged -- python3 app.py", "app neighbour\n"),
    ]
    for (what, command, output) in runs {
      let result = try shell(command, in: home, home: home, as: user)
      #expect(result.output == output && result.error.isEmpty, "\(what): \(result)")
    }
  }

  /// A script in a home directory shows nothing of it to a caller who stands elsewhere.
  @Test(arguments: User.available)
  func `the home of a script is named`(user: User) throws {
    let home = try home()
    let result = try shell("$SIGBOX run \(home)/x.lua", in: "/usr", home: home, as: user)
    #expect(
      result.error.contains(
        "\(home)/mod.lua exists on the host but not in the box: home directories are hidden: use "
          + "--bind \(home)/mod.lua, or cd \(home)\n"), "\(result)")
    let bound = try shell(
      "$SIGBOX run --bind \(home)/mod.lua \(home)/x.lua", in: "/usr", home: home, as: user)
    #expect(bound.output == "modul\t\(home)/mod.lua\n", "\(bound)")
  }

  @Test(arguments: User.available)
  func `secrets in it stay hidden and nothing is written`(user: User) throws {
    let home = try home()
    let command = """
      ls -A; cat .ssh/id; echo x >> app.py; echo x > proj/new; echo x > new && cat new; \
      mktemp > /dev/null && echo temporary
      """
    let result = try shell(
      "$SIGBOX run -- sh -c '\(command)'", in: home, home: home, as: user)
    #expect(
      result.lines == ["app.py", "link.py", "m.py", "mod.lua", "proj", "x.lua", "x", "temporary"],
      "\(result)")
    #expect(result.error.contains(".ssh/id: No such file"), "\(result)")
    let left = try FileManager.default.contentsOfDirectory(atPath: home)
    #expect(!left.contains("new"))
    #expect(try String(contentsOfFile: home + "/m.py", encoding: .utf8) == "name = \"neighbour\"\n")
    #expect(!FileManager.default.fileExists(atPath: home + "/proj/new"))
  }

  /// In /tmp the caller's public files are visible, and the directory itself stays the box's own.
  @Test(arguments: User.available)
  func `tmp as working directory is visible`(user: User) throws {
    let name = "sigbox-visible-\(UUID().uuidString)"
    // Sockets and private files are left out, though they are the caller's.
    let result = try shell(
      """
      umask 022 && mkdir \(name) && echo 'import m; print(m.name)' > \(name)/app.py \
      && echo 'name = 1' > \(name)/m.py && cp \(name)/m.py \(name).py && cp \(name)/m.py \(name).key \
      && chmod 600 \(name).key && mkdir -m 700 \(name).agent \
      && python3 -c 'import socket; socket.socket(socket.AF_UNIX).bind("\(name).sock")' \
      && $SIGBOX run -- python3 \(name)/app.py \
      && $SIGBOX run -- sh -c 'ls -d \(name)*; echo own > \(name).new && cat \(name).new'; \
      ls \(name).new; $SIGBOX run -- cat \(name).key; rm -r \(name) \(name).*
      """, in: "/tmp", home: "/", as: user)
    #expect(result.lines == ["1", name, "\(name).py", "own"], "\(result)")
    #expect(
      result.error.contains(
        "sigbox: '\(name).key' exists on the host but not in the box: /tmp is the box's own: "
          + "use --bind /tmp/\(name).key\n"), "\(result)")
  }

  @Test(arguments: User.available)
  func `a hidden file is named with the cure`(user: User) throws {
    let home = try home()
    let named = "exists on the host but not in the box: home directories are hidden: use --bind"
    let cases = [
      ("-- cat \(home)/app.py", "'\(home)/app.py' \(named) \(home)/app.py, or cd \(home)\n"),
      ("-- ls \(home)/proj", "'\(home)/proj' \(named) \(home)/proj, or cd \(home)/proj\n"),
      ("-- env --chdir=\(home)/.ssh true", "'\(home)/.ssh' \(named) \(home)/.ssh"),
      ("tini cat \(home)/m.py", "'\(home)/m.py' \(named) \(home)/m.py, or cd \(home)\n"),
    ]
    for (words, message) in cases {
      let result = try shell(
        "$SIGBOX run --timeout 1ms \(words)", in: "/usr", home: home, as: user)
      #expect(result.error.contains("sigbox: \(message)"), "\(words): \(result)")
    }
    let bound = try shell(
      "$SIGBOX run --bind \(home)/app.py -- cat \(home)/app.py /usr/bin", in: "/usr", home: home,
      as: user)
    #expect(bound.output.hasPrefix("import m") && !bound.error.contains("sigbox:"), "\(bound)")
  }

  /// Another root has its own /tmp and homes, with nothing of the host's.
  @Test(arguments: User.available)
  func `another root shows nothing of the directory`(user: User) throws {
    let home = try home()
    let words =
      "mkdir -m 777 /tmp/root.$$; echo '"
      + "print(#(process.readdir(\"\(home)\") or {}), #process.readdir(\"/tmp\"))' "
      + "| $SIGBOX run --rootfs /tmp/root.$$ -; rm -r /tmp/root.$$"
    for directory in [home, "/tmp"] {
      let result = try shell(words, in: directory, home: home, as: user)
      #expect(result.output == "0\t0\n", "\(directory): \(result)")
    }
  }

  @Test func `a probe names it once`() throws {
    let home = try home()
    for words in [
      "probe --signal TERM -- cat \(home)/m.py", "probe --signal TERM tini cat \(home)/m.py",
    ] {
      let result = try shell("$SIGBOX \(words)", in: "/usr", home: home, as: .current)
      let named = result.error.split(separator: "\n").filter {
        $0.hasPrefix("sigbox: '\(home)/m.py' exists on the host but not in the box")
      }
      #expect(named.count == 1, "\(result)")
    }
  }

  @Test func `a file that exec does not find is named`() throws {
    let home = try home()
    let boxes = try Boxes(.current)
    let environment = ["env", "HOME=\(home)"]
    let start = try boxes.start(
      through: environment, ["run", "-d", "--name", "v", "--", "sleep", "1000"]
    ).finish()
    #expect(start.status == 0, "\(start)")
    let result = try boxes.start(
      through: environment, ["exec", "v", "cat", "/etc/hostname", home + "/m.py"]
    ).finish()
    #expect(
      result.error.hasPrefix(
        "sigbox: '\(home)/m.py' exists on the host but not in the box: start the box with --bind "
          + "\(home)/m.py\n"), "\(result)")
    try boxes("rm", "-f", "v")
  }

  /// A module beside the script that has a mode which hides it.
  @Test(arguments: User.available)
  func `a hidden module is named with the cure`(user: User) throws {
    let name = "sigbox_visible_\(UUID().uuidString.prefix(8))"
    let result = try shell(
      """
      umask 022; echo 'require("\(name)")' > \(name).main; echo 'return 1' > \(name).lua; \
      chmod 600 \(name).lua; $SIGBOX run \(name).main; rm \(name).lua \(name).main
      """, in: "/tmp", home: "/", as: user)
    #expect(
      result.error.contains(
        "/tmp/\(name).lua exists on the host but not in the box: /tmp is the box's own: use --bind "
          + "/tmp/\(name).lua\n"), "\(result)")
  }

  /// Experiments stand in a box around theirs, to which the same rule applies.
  @Test(arguments: User.available)
  func `an experiment in the home directory runs`(user: User) throws {
    let home = try home()
    try """
    local experiment = require "experiment"
    assert(require("mod") == "modul")
    it("sees a neighbour", function()
      assert.truthy(experiment.box({ "sh", "-c", "exec sleep 1000 < m.py" }):alive())
    end)
    """.write(toFile: home + "/neighbour.lua", atomically: false, encoding: .utf8)
    let result = try shell("$SIGBOX test neighbour.lua", in: home, home: home, as: user)
    #expect(result.status == 0, "\(result)")
  }

  /// Homes in /home are hidden from a caller who stands there.
  @Test(.tags(.root), .enabled(if: User.isRoot, "needs root: /home is root's"))
  func `other homes stay hidden`() throws {
    let name = "sigbox-\(UUID().uuidString)"
    let result = try shell(
      """
      mkdir -p \(name)/.ssh && echo key > \(name)/.ssh/id && echo mine > \(name)/file
      $SIGBOX run -- ls /home; $SIGBOX run -- cat \(name)/file
      cd \(name) && $SIGBOX run -- sh -c 'ls -A; cat .ssh/id'
      rm -r /home/\(name)
      """, in: "/home", home: "/root", as: .current)
    #expect(result.lines == ["file"], "\(result)")
    #expect(result.error.contains("'\(name)/file' exists on the host"), "\(result)")
  }
}
