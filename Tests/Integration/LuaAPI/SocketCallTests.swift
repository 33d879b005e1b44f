import Testing

/// How calls of sockets in the Lua module `process` block, and how they refuse misuse.
struct SocketCallTests {
  /// What blocks, and what ends its wait.
  private static let blocking: [(call: String, release: String)] = [
    ("process.accept(control)", "process.connect('/tmp/control')"),
    ("process.connect('/tmp/full')", "process.accept(full)"),
    ("process.send(one, 'x')", "process.receive(other)"),
    ("process.send(sender, 'x')", "process.receive(queue)"),
    ("process.receive(other)", "process.send(one, 'x')"),
    ("process.receive(queue)", "process.send(sender, 'x')"),
  ]

  @Test(arguments: blocking.indices)
  func handlersInterruptWhatBlocks(index: Int) throws {
    let (call, release) = Self.blocking[index]
    try holds(
      DescriptorAPITests.storm + """
        local control = process.listen("/tmp/control")
        local full = process.listen("/tmp/full", "stream", { backlog = 0 })
        assert(process.connect("/tmp/full"))
        local queue = process.listen("/tmp/queue", "datagram")
        local sender = process.connect("/tmp/queue", "datagram")
        local one, other = process.socketpair()
        if \(call.contains("send")) then
          process.nonblock(one) process.nonblock(sender)
          while process.send(one, ("x"):rep(4096)) do end
          while process.send(one, "x") do end
          while process.send(sender, "x") do end
          process.nonblock(one, false) process.nonblock(sender, false)
        end
        local open = #process.readdir("/proc/self/fd")
        local runs = 0
        signal.handle("USR1", function() runs = runs + 1 end)
        storm()
        local result, message, errno = \(call)
        assert(result == nil and errno == "EINTR" and message, errno)
        calm()
        assert(runs > 0 and #process.readdir("/proc/self/fd") == open)
        -- A handler that restarts lets it continue.
        runs = 0
        signal.handle("USR1", function()
          runs = runs + 1
          if runs == 3 then while not \(release) do end end
        end, { restart = true })
        storm()
        assert(\(call))
        assert(runs >= 3)
        calm()
        """)
  }

  @Test(arguments: [
    ("process.listen()", "name: string expected, got no value"),
    ("process.listen('/tmp/s', 'dgram')", "unknown type 'dgram': EINVAL: use"),
    ("process.listen('/tmp/s', 7)", "type: string expected, got number"),
    ("process.listen('/tmp/s', 'stream', {x = 1})", "unknown option 'x': use mode or backlog"),
    ("process.listen('/tmp/s', 'stream', {mode = 600})", "as \"600\": EINVAL"),
    ("process.listen('/tmp/s', 'stream', {backlog = -1})", "backlog must be 0 or more"),
    ("process.listen('/tmp/s', 'stream', {backlog = 'x'})", "backlog: integer expected"),
    ("process.listen('@s', 'stream', {mode = '600'})", "an abstract name has no permissions"),
    ("process.listen('@s\\0')", "name: a string with a zero byte"),
    ("process.accept()", "fd: descriptor or file expected, got no value"),
    ("process.connect(7)", "name: string expected, got number"),
    ("process.connect('/tmp/s', 'tcp')", "unknown type 'tcp': EINVAL: use"),
    ("process.socketpair('x')", "unknown type 'x': EINVAL: use"),
    ("process.send(1)", "text: string expected, got no value"),
    ("process.send(1, 'x', 7)", "name: string expected, got number"),
    ("process.receive(1, 0)", "count must be from 1 to 16777216, not 0: EINVAL"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
