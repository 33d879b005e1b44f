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
      ("bound read-only", "--bind \"$PWD/canaries:/tmp/b:ro\"", "cd /tmp/b"),
      ("bound for writing", "--bind \"$PWD/canaries:/tmp/b\"", "cd /tmp/b"),
      ("with --writable", "--writable", "cd canaries"),
    ]
    return places.flatMap { name, options, enter in
      // Without a box there is no bind mount.
      let commands = "[ -d /tmp/b ] || cd \"$SITE/work/canaries\"; \(enter) 2>/dev/null;"
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
          box --bind "$PWD/canaries:/tmp/b:ro" -- sh -c '
            cd /tmp/b 2>/dev/null || cd canaries; timeout 1 sh -c "echo x > fifo"'
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

  /// Processes of the host, by their group; descriptors, memory and limits that a box shares with them.
  private static let processes: [EscapeWay] = [
    EscapeWay(
      name: "a signal to the process group",
      script: """
        trap 'echo THROUGH' USR1
        box -- sh -c 'trap "" USR1; kill -USR1 0'
        """),
    EscapeWay(
      name: "the priority of the process group",
      script: """
        box -- perl -e 'setpriority(1, 0, 19)'
        [ "$(ps -o ni= -p $$ | tr -d ' ')" = 0 ] || echo THROUGH
        """),
    EscapeWay(
      name: "the I/O priority of the process group",
      script: """
        box -- perl -e 'syscall(251, 2, 0, 3 << 13)'
        perl -e 'print "THROUGH\\n" if syscall(252, 1, getppid()) >> 13 == 3'
        """),
    EscapeWay(
      name: "the environment",
      script: "export SECRET=$TOKEN; box -- sh -c 'env; cat /proc/[0-9]*/environ 2>/dev/null'"),
    EscapeWay(
      name: "the environment of a visit",
      script: "export SECRET=$TOKEN; visit sh -c 'env; cat /proc/[0-9]*/environ 2>/dev/null'"),
    EscapeWay(
      name: "the command line of the caller",
      script:
        "box -- sh -c 'tr \"\\0\" \" \" < /proc/self/cmdline >/dev/null; cat /proc/[0-9]*/cmdline' | tr '\\0' ' ' | grep -q 'sh.*SIGBOX' && echo THROUGH"
    ),
  ]

  /// What is counted for a user of the host, or for a user namespace.
  static let quotas: [EscapeWay] = [
    quota("inotify instances", take: "syscall(294, 0) >= 0"),
    quota("queued signals", take: "syscall(222, 1, 0, $id) >= 0"),
    // For all users together.
    quota(
      "asynchronous requests", take: "do { my $c = pack(\"Q\", 0); syscall(206, 512, $c) >= 0 }"),
    quota("terminals", take: "do { no strict; open(*{\"f\" . $k++}, \"+<\", \"/dev/ptmx\") }"),
  ]

  /// Takes as many as there are in the box, and then a few outside.
  private static func quota(_ name: String, take: String) -> EscapeWay {
    EscapeWay(
      name: name,
      script: """
        ulimit -n "$(ulimit -H -n)"
        mkfifo taken hold; exec 5<>taken 6<>hold
        box -- perl -e '$| = 1; my $id = pack("l", 0); my $n = 0; $n++ while $n < 300000 && \(take);
          print "taken $n\\n"; sysread(STDIN, $id, 1)' <&6 >&5 &
        timeout 30 head -n 1 <&5 >&2
        perl -e 'my $id = pack("l", 0); for (1..10) { \(take) or die "THROUGH" }' 2>&1
        echo >&6; wait; rm taken hold
        """)
  }

  private static let network: [EscapeWay] = [
    EscapeWay(
      name: "an abstract socket with --net host",
      // Landlock scopes, of Linux 6.12.
      script: """
        [ "$(uname -r | cut -d. -f1)" -ge 7 ] || [ "$(uname -r | cut -d. -f2)" -ge 12 ] || {
          echo UNAVAILABLE; exit; }
        box --net host -- ./escape-attempts abstract_socket
        """),
    EscapeWay(
      name: "a port of the host",
      script: """
        mkfifo port; exec 5<>port
        timeout 30 perl -MIO::Socket::INET -e '$| = 1;
          my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => "127.0.0.1") or die;
          open my $p, ">", "port"; print $p $s->sockport, "\\n"; close $p;
          print "THROUGH\\n" if $s->accept' &
        read port <&5
        box -- bash -c "exec 3<>/dev/tcp/127.0.0.1/$port" || kill $!
        wait; rm port
        """, weakness: ["--net", "host"]),
    EscapeWay(
      name: "the interfaces of the host",
      script: """
        ls /sys/class/net | grep -vqxE 'lo|sit0|tunl0|ip.*|gre.*|erspan.*' || { echo UNAVAILABLE; exit; }
        box -- ls /sys/class/net | grep -vqxE 'lo|sit0|tunl0|ip.*|gre.*|erspan.*|bonding_masters' && echo THROUGH
        """),
  ]

  /// Root directories with links in the place of what the box mounts.
  private static let roots: [EscapeWay] = {
    let prepare = """
      busybox=$(command -v busybox) || { echo UNAVAILABLE; exit; }
      mkdir -p r/bin r/proc r/dev r/tmp r/run r/etc; cp "$busybox" r/bin/sh
      for f in $(ldd "$busybox" 2>/dev/null | grep -oE '/[^ ]+'); do
        mkdir -p "r$(dirname "$f")"; cp "$f" "r$f"
      done
      """
    return ["tmp", "run", "dev", "proc"].flatMap { name in
      [("an absolute link", "$HIDDEN"), ("a relative link", "../../hidden")].map { kind, target in
        EscapeWay(
          name: "\(kind) as /\(name) of a root directory",
          script: """
            \(prepare)
            rmdir r/\(name); ln -s "\(target)" r/\(name)
            box --rootfs "$PWD/r" -- /bin/sh -c 'echo x > /\(name)/made; echo x > /\(name)/file'
            [ -n "$WEAK" ] && echo x > r/\(name)/made
            rm -rf r
            """)
      }
    } + [
      EscapeWay(
        name: "a device in a root directory",
        script: """
          \(prepare)
          mknod -m 666 r/zero c 1 5 || { echo UNAVAILABLE; exit; }
          box --rootfs "$PWD/r" -- sh -c 'cd "${SITE:-}/work/r" 2>/dev/null || cd /; : <zero && echo THROUGH'
          rm -rf r
          """, needsRoot: true),
      EscapeWay(
        name: "above a root directory",
        script: """
          \(prepare)
          box --rootfs "$PWD/r" -- /bin/sh -c '
            for i in /../../hidden $1; do [ -e $i/secret ] && read x <$i/secret; echo $x; done' sh "$HIDDEN"
          rm -rf r
          """),
    ]
  }()

  /// The interpreter of an experiment file, as if its Lua code had taken it over: it has capabilities in its
  /// user namespace, and may mount.
  private static let guests: [EscapeWay] = [
    ("makes its files writable", "mount -o remount,bind,rw \"$SITE/work\"; echo x > canaries/file"),
    ("makes the root writable", "mount -o remount,bind,rw /; echo x > canaries/file"),
    ("uncovers /tmp", "umount -l /tmp; cat \"$HIDDEN/secret\""),
    ("changes the mode of a file", "chmod 4755 canaries/file"),
    ("changes the mode of sigbox", "chmod 4755 \"/proc/${GUEST:-$$}/exe\" \"$SIGBOX\" # /exe"),
    ("opens a device", "head -c 1 canaries/zero >/dev/null && echo THROUGH"),
  ].map { name, command in
    EscapeWay(
      name: "an experiment file \(name)",
      script: """
        find_guest() {
          for child in $(pgrep -P "$1"); do
            grep -q '^NSpid:.*[[:space:]]1$' "/proc/$child/status" && echo "$child"
            find_guest "$child"
          done
        }
        \(command.contains("zero") ? "mknod -m 666 canaries/zero c 1 5" : ":")
        cat > attack.sh <<'END'
        cd "$SITE/work"
        \(command)
        END
        if [ -n "$WEAK" ]; then
          [ "${0##*/}" = sh ] && unshare -m sh attack.sh
        else
          echo 'while true do end' > x.lua
          timeout 60 "$SIGBOX" test x.lua >&2 &
          test=$! tries=0
          while [ -z "$GUEST" ] && [ $tries -lt 100 ]; do
            GUEST=$(find_guest $test | head -n 1); export GUEST
            tries=$((tries + 1)); sleep 0.1
          done
          [ -n "$GUEST" ] || echo "THROUGH: no guest was found"
          # Once it runs Lua code, the box is complete.
          while grep -q '^Seccomp:.*0' "/proc/$GUEST/status"; do sleep 0.1; done
          nsenter -t "$GUEST" -U -m --preserve-credentials sh attack.sh
          kill $test; wait
        fi
        rm -f x.lua attack.sh canaries/zero
        """, needsRoot: true)
  }

  /// What a box may write of the host, and must not turn against it.
  private static let gifts: [EscapeWay] = [
    ("a set-user-ID program", "cp /usr/bin/id id && chmod 4755 id", "[ -u canaries/id ]"),
    (
      "a set-user-ID program by its creation",
      "perl -MFcntl -e 'sysopen(F, \"id\", O_CREAT | O_WRONLY, 04755)'", "[ -u canaries/id ]"
    ),
    ("a set-group-ID program", "cp /usr/bin/id id && chmod 2755 id", "[ -g canaries/id ]"),
    (
      "a program with capabilities",
      "cp /usr/bin/id id && perl -e '$f = \"id\"; $n = \"security.capability\"; $v = pack(\"V5\", 0x02000001, 0x82, 0, 0, 0); syscall(188, $f, $n, $v, 20, 0)'",
      "perl -e '$f = \"canaries/id\"; $n = \"security.capability\"; $v = \"x\" x 64; exit(syscall(191, $f, $n, $v, 64) > 0 ? 0 : 1)'"
    ),
    ("a device", "mknod id c 1 5", "[ -c canaries/id ]"),
  ].flatMap { name, command, check in
    [
      ("a bound directory", "--bind \"$PWD/canaries:/tmp/b\"", "/tmp/b"),
      ("a writable box", "--writable", "canaries"),
    ].map {
      place, options, directory in
      EscapeWay(
        name: "\(name) planted in \(place)",
        script: """
          cat > plant.sh <<'END'
          cd "$1" 2>/dev/null || cd canaries
          \(command)
          END
          box \(options) -- sh plant.sh \(directory)
          \(check) && echo THROUGH
          rm -f canaries/id plant.sh
          """, needsRoot: true)
    }
  }
}
