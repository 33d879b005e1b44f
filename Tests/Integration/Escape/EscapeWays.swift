/// The attempts that need something of the host, by what they use.
extension EscapeWay {
  static let all =
    descriptors + directories + programs + files + processes + network + roots
    + guests + gifts

  /// Standard descriptors that are files or directories of the host, and inherited ones.
  private static let descriptors: [EscapeWay] =
    [
      ("write stdin", "echo changed > /proc/self/fd/0", "<canaries/file"),
      ("write stdin by its device", "echo changed > /dev/stdin", "<canaries/file"),
      ("truncate stdin", ": > /proc/self/fd/0", "<canaries/file"),
      ("change the mode of stdin", "chmod 777 /proc/self/fd/0", "<canaries/file"),
      ("set the user ID bit of stdin", "chmod 4755 /proc/self/fd/0", "<canaries/file"),
      ("change the times of stdin", "touch /proc/self/fd/0", "<canaries/file"),
      (
        "write stdin of a read-write descriptor by its link", "echo x >> /proc/self/fd/0",
        "<>canaries/file"
      ),
      (
        "read stdout", "exec 5>&1; cat /proc/self/fd/5 >&2",
        ">>../hidden/secret 2>out; cat out; rm out"
      ),
      ("truncate stdout", ": > /proc/self/fd/1", ">>canaries/file"),
      ("change the mode of stdout", "chmod 777 /proc/self/fd/1", ">>canaries/file"),
      ("truncate stderr", "exec 5>&2 2>/dev/null; : > /proc/self/fd/5", "2>>canaries/file"),
      ("leave a directory as stdin", "cat /proc/self/fd/0/../../hidden/secret", "<canaries"),
      ("write below a directory as stdin", "echo x > /proc/self/fd/0/file", "<canaries"),
      ("make a file below a directory as stdin", "echo x > /proc/self/fd/0/made", "<canaries"),
      (
        "change to a directory as stdin", "cd /proc/self/fd/0 && cat ../../hidden/secret",
        "<canaries"
      ),
      ("read a directory as stderr", "cat /proc/self/fd/2/secret", "2<../hidden"),
    ].map { name, command, redirection in
      EscapeWay(name: name, script: "box -- sh -c '\(command)' \(redirection)")
    }
    + [
      ("an inherited file", "cat <&7"), ("an inherited directory", "cat /proc/self/fd/8/secret"),
      ("an inherited descriptor for writing", "echo x >&9"),
      ("descriptors of other processes", "cat /proc/[0-9]*/fd/*/secret 2>/dev/null"),
      ("descriptors of PID 1", "cat /proc/1/fd/7 /proc/1/fd/8/secret /proc/self/fd/7"),
    ].flatMap { name, command in
      ["box --", "visit"].map { run in
        EscapeWay(
          name: "\(name), \(run)",
          script: """
            exec 7<../hidden/secret 8<../hidden 9>>canaries/file
            \(run) sh -c '\(command)'
            """)
      }
    } + [
      EscapeWay(
        name: "an inherited directory as working directory",
        script: """
          exec 8<../hidden
          for i in 3 4 5 6 7 8 9 10 11 12; do box --workdir /proc/self/fd/$i -- cat secret; done
          """, weakness: ["--bind", "../hidden:/tmp/x", "--workdir", "/tmp/x", "-e", "A=1"]),
      EscapeWay(
        name: "a directory as stdin of a script",
        script: """
          echo 'io.write(io.open("/proc/self/fd/0/../../hidden/secret"):read("a"))' > x.lua
          box x.lua <canaries; rm x.lua
          """),
      EscapeWay(
        name: "a file as stdin of a script",
        script: """
          echo 'local f = io.open("/proc/self/fd/0", "w") f:write("x") f:close()' > x.lua
          box x.lua <canaries/file; rm x.lua
          """),
      EscapeWay(
        name: "the mode of a device as stdin",
        script: """
          mknod canaries/zero c 1 5 && chmod 666 canaries/zero
          box -- sh -c 'chmod 600 /proc/self/fd/0' <canaries/zero
          [ "$(stat -c %a canaries/zero)" = 666 ] || echo THROUGH
          rm canaries/zero
          """, needsRoot: true),
    ]

  /// Working directories that the box does not have.
  private static let directories: [EscapeWay] = [
    EscapeWay(
      name: "a removed working directory",
      script: "mkdir ../hidden/x; cd ../hidden/x; rmdir ../x; box -- cat ../secret"),
    EscapeWay(
      name: "a moved working directory",
      script: """
        mkdir x; cd x; mv ../x ../../hidden/x
        box -- cat ../secret; rmdir ../../hidden/x
        """),
    EscapeWay(
      name: "a working directory exchanged for a link",
      script: """
        mkdir x; cd x; mv ../x ../y; ln -s ../hidden ../x
        box -- sh -c "cat $SITE/work/x/secret secret"
        rm ../x; rmdir ../y
        """),
    EscapeWay(
      name: "the state of boxes as working directory",
      script: """
        mkdir -p ../run/sigbox/x/y; echo "$TOKEN" > ../run/sigbox/x/record; cd ../run/sigbox/x/y
        box -- cat ../record
        """),
    EscapeWay(
      name: "a process of the host as working directory",
      script: """
        cd "/proc/$BYSTANDER"
        box -- sh -c 'grep -q sleep cmdline && echo THROUGH'
        """),
    EscapeWay(
      name: "a directory of devices as working directory",
      script: """
        mkdir "/dev/sigbox-$$" || { echo UNAVAILABLE; exit; }
        mknod -m 666 "/dev/sigbox-$$/zero" c 1 5; cd "/dev/sigbox-$$"
        box -- sh -c 'head -c 1 zero >/dev/null && echo THROUGH'
        cd /; rm -r "/dev/sigbox-$$"
        """, needsRoot: true),
    EscapeWay(name: "beside the working directory", script: "box -- cat ../hidden/secret"),
    EscapeWay(name: "a hidden file by its path", script: "box -- cat \"$HIDDEN/secret\""),
    EscapeWay(
      name: "a link to a hidden file",
      script: "ln -s ../hidden/secret x; box -- cat x; rm x"),
    EscapeWay(
      name: "the root of this process", script: "box -- cat \"/proc/self/root$HIDDEN/secret\""),
    EscapeWay(
      name: "the working directory of this process",
      script: "box -- cat /proc/self/cwd/../hidden/secret"),
    EscapeWay(
      name: "the root of PID 1",
      script: "box -- sh -c \"cat /proc/1/root$HIDDEN/secret /proc/\\$\\$/root$HIDDEN/secret\""),
    EscapeWay(
      name: "the root of a process of a visit",
      script: "visit sh -c \"cat /proc/[0-9]*/root$HIDDEN/secret\" 2>/dev/null"),
  ]

  /// The program of PID 1, which is a file of the host: CVE-2019-5736.
  private static let programs: [EscapeWay] =
    [
      ("mode", "chmod 4755"), ("owner", "chown 1234"), ("group", "chgrp 1234"),
      ("times", "touch"),
      (
        "capabilities",
        "perl -e '$n = qq(security.capability); $v = pack(qq(V5), 0x02000001, 0x82, 0, 0, 0); print qq(THROUGH) if syscall(188, $ARGV[0], $n, $v, 20, 0) == 0'"
      ),
      (
        "attributes",
        "perl -e '$n = qq(user.x); $v = qq(x); print qq(THROUGH) if syscall(188, $ARGV[0], $n, $v, 1, 0) == 0'"
      ),
      ("name", "sh -c 'ln -L $0 /tmp/x && mv /tmp/x x'"),
    ].flatMap { name, command in
      [
        ("descriptor", "/proc/self/fd/3"), ("process", "/proc/$PPID/exe"),
      ].map { way, path in
        EscapeWay(
          name: "the \(name) of sigbox by its \(way)",
          script: """
            cat > x.lua <<'END'
            local f = io.open("/proc/self/exe", "rb")
            process.wait(process.spawn{"sh", "-c", [[
              \(command) \(path)
            ]], descriptors = {f}})
            END
            box x.lua
            rm -f x.lua
            """)
      }
    } + [
      EscapeWay(
        name: "the mode of sigbox in an experiment",
        script: """
          cat > x.lua <<'END'
          local experiment = require("experiment")
          it("changes the program", function()
            local box = experiment.box(function()
              process.wait(process.spawn{"sh", "-c", "chmod 4755 /proc/1/exe; touch /proc/1/exe"})
              while true do signal.pause() end
            end)
            box:output()
          end)
          END
          if [ -n "$WEAK" ]; then chmod 4755 "$SIGBOX"; else timeout 60 "$SIGBOX" test x.lua; fi
          rm x.lua
          """)
    ]

  /// Devices, set-user-ID programs, FIFOs and sockets of the host.
  private static let files: [EscapeWay] = {
    let device = "mknod -m 666 canaries/zero c 1 5 || { echo UNAVAILABLE; exit; }"
    let disk = "mknod -m 666 canaries/disk b 7 0 || { echo UNAVAILABLE; exit; }"
    let probe = "head -c 1 zero >/dev/null && echo THROUGH"
    let places = [
      ("in the working directory", "", "cd canaries"),
      ("bound read-only", "--bind \"$PWD/canaries:/tmp/sigbox-bound:ro\"", "cd /tmp/sigbox-bound"),
      ("bound for writing", "--bind \"$PWD/canaries:/tmp/sigbox-bound\"", "cd /tmp/sigbox-bound"),
      ("with --writable", "--writable", "cd canaries"),
    ]
    return places.flatMap { name, options, enter in
      // Without a box there is no bind mount.
      let commands = "[ -d /tmp/sigbox-bound ] || cd \"$SITE/work/canaries\"; \(enter) 2>/dev/null;"
      return [
        EscapeWay(
          name: "a device \(name)",
          script: "\(device)\nbox \(options) -- sh -c '\(commands) \(probe)'\nrm canaries/zero",
          needsRoot: true),
        EscapeWay(
          name: "a block device \(name)",
          script: """
            \(disk)
            dd if=canaries/disk count=0 2>/dev/null || { rm canaries/disk; echo UNAVAILABLE; exit; }
            box \(options) -- sh -c '\(commands) dd if=disk count=0 2>/dev/null && echo THROUGH'
            rm canaries/disk
            """, needsRoot: true),
        EscapeWay(
          name: "a set-user-ID program \(name)",
          script: """
            cp /usr/bin/id canaries/id; chown 1234 canaries/id; chmod 4755 canaries/id
            box \(options) -- sh -c '\(commands) [ "$(./id -u)" = 1234 ] && echo THROUGH'
            rm canaries/id
            """, needsRoot: true),
      ]
    } + [
      EscapeWay(
        name: "a FIFO bound read-only",
        script: """
          box --bind "$PWD/canaries:/tmp/sigbox-bound:ro" -- sh -c '
            cd /tmp/sigbox-bound 2>/dev/null || cd canaries; timeout 1 sh -c "echo x > fifo"'
          """),
      EscapeWay(
        name: "a FIFO beside the script",
        script: """
          mkdir ../scripts; mkfifo ../scripts/fifo; chmod 777 ../scripts; chmod 666 ../scripts/fifo; exec 5<>../scripts/fifo
          echo 'process.wait(process.spawn{"timeout", "1", "sh", "-c", "echo x > ../scripts/fifo"})' > ../scripts/x.lua
          box ../scripts/x.lua
          timeout 1 head -n 1 <&5 | grep -q x && echo THROUGH
          rm -r ../scripts
          """),
      hold("lease", of: "file", "fcntl(F, 1024, 0)"),
      hold("lock", of: "file", "flock(F, 2 | 4)"),
    ]
  }()

  /// Holds a file of the host, and asks on the host whether that is felt there.
  private static func hold(_ what: String, of file: String, _ call: String) -> EscapeWay {
    EscapeWay(
      name: "a \(what) on a \(file)",
      script: """
        mkfifo taken hold; exec 5<>taken 6<>hold
        box -- perl -e '$| = 1; open F, "<", "canaries/\(file)"; \(call); print "taken\n";
          sysread(STDIN, $x, 1)' <&6 >&5 &
        timeout 30 head -n 1 <&5 >&2
        perl -MFcntl -e 'sysopen(F, "canaries/\(file)", O_WRONLY | O_NONBLOCK) && flock(F, 2 | 4)
          or print "THROUGH\n"'
        echo >&6; wait; rm taken hold
        """)
  }
}
