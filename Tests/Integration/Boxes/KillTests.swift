import Testing

/// `sigbox kill`: the forms of kill(1) and docker, and what became of the signal.
struct KillTests {
  @Test(arguments: User.available)
  func dropped(user: User) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    _ = try boxes("run", "-d", "--rm", "--name", "web", "c")
    let forms = [
      ["-TERM", "web"], ["-SIGTERM", "web"], ["-15", "web"], ["-s", "TERM", "web"],
      ["-sTERM", "web"],
      ["--signal=TERM", "web"], ["web", "-TERM"],
    ]
    for form in forms {
      let result = try boxes.start(["kill"] + form).finish()
      #expect(result.status == 0, "\(result)")
      #expect(
        result.output.hasPrefix("web  TERM sent: dropped: TERM has the default disposition"),
        "\(result)")
    }
    let inside = try boxes("kill", "-9", "web", "--from", "inside")
    #expect(inside.output.hasPrefix("web  KILL sent from inside: dropped: "), "\(inside)")
    #expect(try boxes("kill", "-q", "-TERM", "web").output == "web\n")
    let end = try boxes("kill", "-9", "web")
    #expect(end.output.hasPrefix("web  KILL sent: killed: KILL from the host"), "\(end)")
    #expect(try boxes("list", "-q").output.isEmpty)
  }

  @Test(arguments: User.available)
  func seen(user: User) throws {
    let boxes = try Boxes(user)
    defer { #expect(boxes.remains.isEmpty) }
    let program = "trap 'exit 7' TERM; trap : USR1; sleep 1000 & while :; do wait; done"
    _ = try boxes("run", "-d", "--name", "a", "--", "sh", "-c", program)
    try boxes(until: "TERM", "ps", "a")
    let handled = try boxes("kill", "-USR1", "a")
    #expect(handled.output.hasPrefix("a  USR1 sent: handled: USR1 is caught"), "\(handled)")
    let stopped = try boxes("kill", "-STOP", "a")
    #expect(stopped.output.hasPrefix("a  STOP sent: stopped: "), "\(stopped)")
    let pending = try boxes("kill", "-USR1", "a")
    #expect(pending.output.hasPrefix("a  USR1 sent: blocked (pending): "), "\(pending)")
    let continued = try boxes("kill", "-CONT", "a")
    #expect(continued.output.hasPrefix("a  CONT sent: continued: "), "\(continued)")
    let child = try boxes("kill", "-TERM", "--pid", "2", "a")
    #expect(child.output == "a  TERM sent to process 2: it ended\n", "\(child)")
    // Not what the handler was expected to do, but what it did.
    let ended = try boxes("kill", "-TERM", "a")
    #expect(ended.output.hasPrefix("a  TERM sent: exited 7: TERM is caught"), "\(ended)")
    #expect(try boxes("kill", "-TERM", "a").error.contains("it has ended: exited 7"))
    _ = try boxes("rm", "a")
  }

  @Test func signalAmongNames() throws {
    let boxes = try Boxes(.current)
    defer { #expect(boxes.remains.isEmpty) }
    _ = try boxes("run", "-d", "--rm", "--name", "web", "c")
    for (words, line) in [
      (["kill", "TERM", "web"], "'TERM' is a signal, not a box: sigbox kill -s TERM web"),
      (["kill", "9", "web"], "'9' is a signal, not a box: sigbox kill -s 9 web"),
      (["stop", "TERM", "web"], "'TERM' is a signal, not a box: sigbox stop -s TERM web"),
      (["kill", "TERM"], "'TERM' is a signal, not a box: sigbox kill -s TERM NAME"),
      (
        ["kill", "wbe"],
        "cannot find the box wbe: ENOENT (No such file or directory): did you mean 'web'?"
      ),
    ] {
      let result = try boxes.start(words).finish()
      #expect(result.status == 125 && result.error == "sigbox: \(line)\n", "\(result)")
    }
    // Nothing was sent to the box that was named beside it.
    #expect(try boxes("list", "-q").output == "web\n")
    // A box may have such a name.
    _ = try boxes("run", "-d", "--rm", "--name", "HUP", "c")
    #expect(try boxes("kill", "HUP").output.hasPrefix("HUP  KILL sent: killed"))
    _ = try boxes("kill", "web")
  }
}
