// Attempts that need other processes, users, networks or root directories.
extension EscapeWay {
  /// Processes of the host, by their group; descriptors, memory and limits that a box shares with them.
  static let processes: [EscapeWay] = [
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
        # What other tests need is left.
        prlimit --pid $$ --sigpending=2200:2200
        mkfifo taken hold; exec 5<>taken 6<>hold
        box -- perl -e '$| = 1; my $id = pack("l", 0); my $n = 0; $n++ while $n < 300000 && \(take);
          print "taken $n\\n"; sysread(STDIN, $id, 1)' <&6 >&5 &
        timeout 30 head -n 1 <&5 >&2
        perl -e 'my $id = pack("l", 0); for (1..10) { \(take) or die "THROUGH" }' 2>&1
        echo >&6; wait; rm taken hold
        """)
  }

  static let network: [EscapeWay] = [
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
  static let roots: [EscapeWay] = {
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
  static let guests: [EscapeWay] = [
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
  static let gifts: [EscapeWay] = [
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
