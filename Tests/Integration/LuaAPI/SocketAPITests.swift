import Testing

/// Unix sockets in the Lua module `process`, in real boxes.
struct SocketAPITests {
  @Test(arguments: User.available, ["/tmp/control", "@control"])
  func aControlSocketServesConnections(user: User, name: String) throws {
    try holds(
      """
      local name = "\(name)"
      local control = assert(process.listen(name))
      local child = process.fork(function()
        local fd = assert(process.connect(name))
        assert(process.send(fd, "status\\n") == 7)
        assert(process.receive(fd) == "fine" and process.receive(fd) == "")
      end)
      local client, peer = process.accept(control)
      local ids = process.ids()
      assert(peer.pid == child and peer.uid == ids.euid and peer.gid == ids.egid)
      local text, sender = process.receive(client)
      assert(text == "status\\n" and sender == nil, "of a stream accept tells the peer")
      assert(process.send(client, "fine") == 4 and process.close(client))
      assert(process.wait(child).code == 0)
      """, as: user)
  }

  /// sd_notify(3) of a program of another language.
  @Test(arguments: User.available, ["/tmp/notify", "@notify"])
  func programsNotifyOverADatagramSocket(user: User, name: String) throws {
    try holds(
      """
      local name = "\(name)"
      local notify = assert(process.listen(name, "datagram"))
      local child = process.spawn{ "python3", "-c", [[
      import os, socket
      name = os.environ["NOTIFY_SOCKET"].replace("@", "\\0", 1)
      with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.connect(name)
        notify.sendall(b"READY=1\\nSTATUS=up")
        notify.sendall(b"")
        notify.sendall(b"STOPPING=1")
      ]], env = { NOTIFY_SOCKET = name, PATH = os.getenv("PATH") } }
      local text, sender = process.receive(notify)
      assert(text == "READY=1\\nSTATUS=up", "each datagram is received alone")
      assert(sender.pid == child and sender.uid == process.ids().euid and not sender.name)
      assert(process.receive(notify) == "" and process.receive(notify) == "STOPPING=1")
      assert(process.wait(child).code == 0)
      """, as: user)
  }

  @Test func aScriptNotifiesToo() throws {
    try holds(
      """
      local receiver = [[
      import socket
      with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.bind("/tmp/notify")
        print("bound", flush=True)
        text, name = notify.recvfrom(100)
        notify.sendto(b"got " + text, name)
      ]]
      local reading, writing = process.pipe()
      local child = process.spawn{ "python3", "-c", receiver, stdout = writing }
      assert(process.read(reading) == "bound\\n")
      local own = assert(process.listen("/tmp/own", "datagram"))
      assert(process.send(own, "READY=1", "/tmp/notify") == 7)
      local text, sender = process.receive(own)
      assert(text == "got READY=1" and sender.pid == child and sender.name == "/tmp/notify")
      assert(process.wait(child).code == 0)
      -- Connected, it needs no name.
      local fd = assert(process.connect("/tmp/own", "datagram"))
      assert(process.send(fd, "x") == 1)
      text, sender = process.receive(own)
      assert(text == "x" and sender.pid == 1 and sender.name == nil)
      """)
  }

  @Test func pairsKeepMessagesApart() throws {
    try holds(
      """
      for _, kind in ipairs{ "seqpacket", "datagram" } do
        local one, other = process.socketpair(kind)
        process.send(one, "first") process.send(one, "second")
        assert(process.receive(other) == "first" and process.receive(other) == "second")
      end
      local one, other = process.socketpair()
      process.send(one, "first") process.write(one, " second")
      assert(process.read(other) == "first second", "a stream does not")
      -- A command has it as a descriptor.
      local child = process.spawn{ "sh", "-c", "read line <&3; echo got $line >&3",
        descriptors = { other } }
      process.send(one, "word\\n")
      assert(process.receive(one) == "got word\\n" and process.wait(child).code == 0)
      """)
  }

  @Test(arguments: User.available)
  func eachErrorIsNamed(user: User) throws {
    try holds(
      """
      local function fails(errno, name, ...)
        local result, message, got = process[name](...)
        assert(result == nil and got == errno and message:find(errno, 1, true),
          name .. ": " .. tostring(got) .. " not " .. errno)
        return message
      end
      local stream = assert(process.listen("/tmp/s"))
      local datagram = assert(process.listen("/tmp/d", "datagram"))
      local one, other = process.socketpair()
      assert(fails("EADDRINUSE", "listen", "/tmp/s"):find("remove the file"))
      assert(process.listen("@a") and fails("EADDRINUSE", "listen", "@a"):find("another socket"))
      assert(fails("ENAMETOOLONG", "listen", "/tmp/" .. ("x"):rep(103)):find("107 bytes, this has 108"))
      assert(process.listen("/tmp/" .. ("x"):rep(102)) and process.listen("@" .. ("x"):rep(107)))
      fails("ENAMETOOLONG", "listen", "@" .. ("x"):rep(108))
      fails("ENAMETOOLONG", "connect", ("x"):rep(108))
      fails("ENAMETOOLONG", "send", datagram, "x", ("x"):rep(108))
      fails("ENOENT", "listen", "/tmp/no/s")
      fails("ENOENT", "listen", "")
      fails("EROFS", "listen", "/etc/s")
      fails("ENOENT", "connect", "/tmp/no")
      fails("ENOENT", "connect", "")
      process.close((process.open("/tmp/file", "w")))
      fails("ECONNREFUSED", "connect", "/tmp/file")
      fails("ECONNREFUSED", "connect", "@no")
      fails("EPROTOTYPE", "connect", "/tmp/d")
      fails("EPROTOTYPE", "connect", "/tmp/s", "datagram")
      fails("EINVAL", "accept", one)
      fails("EOPNOTSUPP", "accept", datagram)
      fails("ENOTSOCK", "accept", 0)
      fails("ENOTSOCK", "send", 0, "x")
      fails("ENOTSOCK", "receive", 0)
      fails("EBADF", "accept", 99)
      fails("EBADF", "send", 99, "x")
      fails("EBADF", "receive", 99)
      fails("ENOTCONN", "send", datagram, "x")
      fails("ENOENT", "send", datagram, "x", "/tmp/no")
      fails("EISCONN", "send", one, "x", "/tmp/d")
      fails("ENOTCONN", "send", stream, "x")
      fails("EINVAL", "receive", stream)
      fails("EMSGSIZE", "send", datagram, ("x"):rep(1 << 23), "/tmp/d")
      for _, fd in ipairs{ stream, datagram, one } do process.nonblock(fd) end
      fails("EAGAIN", "accept", stream)
      fails("EAGAIN", "receive", datagram)
      fails("EAGAIN", "receive", one)
      while process.send(one, ("x"):rep(4096)) do end
      fails("EAGAIN", "send", one, "x")
      process.close(other)
      fails("EPIPE", "send", one, "x")
      process.close(datagram)
      fails("ECONNREFUSED", "connect", "/tmp/d", "datagram")
      assert(process.unlink("/tmp/d") and process.listen("/tmp/d", "datagram"))
      process.limit("nofile", 3)
      fails("EMFILE", "listen", "/tmp/e")
      fails("EMFILE", "connect", "/tmp/s")
      fails("EMFILE", "socketpair")
      """, as: user)
  }

  @Test func aClosedEndSendsNoSignal() throws {
    try holds(
      """
      local runs = 0
      signal.handle("PIPE", function() runs = runs + 1 end)
      local one, other = process.socketpair()
      process.close(other)
      assert(select(3, process.send(one, "x")) == "EPIPE" and runs == 0)
      assert(select(3, process.write(one, "x")) == "EPIPE" and runs == 1, "write sends it")
      """)
  }

  @Test func aLongMessageIsNoShortOne() throws {
    try holds(
      """
      local one, other = process.socketpair("datagram")
      process.send(one, "0123456789") process.send(one, "next")
      local text, message, errno = process.receive(other, 9)
      assert(text == nil and errno == "EMSGSIZE" and message:find("more than 9 bytes is lost"), message)
      assert(process.receive(other, 4) == "next")
      process.send(one, ("x"):rep(100000))
      assert(#process.receive(other, 100000) == 100000)
      """)
  }

  /// As systemd's sd_notify_barrier sends them.
  @Test func descriptorsThatComeAreClosed() throws {
    try holds(
      """
      local notify = process.listen("/tmp/notify", "datagram")
      local stream = process.listen("/tmp/stream")
      local before = #process.readdir("/proc/self/fd")
      local child = process.spawn{ "python3", "-c", [[
      import os, socket
      reading, writing = os.pipe()
      with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
        notify.connect("/tmp/notify")
        socket.send_fds(notify, [b"BARRIER=1"], [writing])
      with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stream:
        stream.connect("/tmp/stream")
        socket.send_fds(stream, [b"text"], [writing, writing, writing])
        stream.recv(1)
        os.close(writing)
        os.read(reading, 1)  # waits until all copies are closed
      ]] }
      local text, sender = process.receive(notify)
      assert(text == "BARRIER=1" and sender.pid == child)
      local client = process.accept(stream)
      assert(process.receive(client) == "text")
      assert(#process.readdir("/proc/self/fd") == before + 1, "the accepted one")
      process.send(client, "x")
      assert(process.wait(child).code == 0)
      """)
  }

  @Test func theModeGuardsAPath() throws {
    try holds(
      """
      process.umask("0")
      assert(process.listen("/tmp/a", "stream", { mode = "600", backlog = 0 }))
      assert(process.stat("/tmp/a").mode == "600" and process.stat("/tmp/a").type == "socket")
      assert(process.listen("/tmp/b") and process.stat("/tmp/b").mode == "777")
      process.umask("027")
      assert(process.listen("/tmp/c", "datagram", { mode = "666" }))
      assert(process.stat("/tmp/c").mode == "640")
      """)
    if User.isRoot {
      try holds(
        """
        assert(process.listen("/tmp/a", "stream", { mode = "600" }))
        assert(process.listen("/tmp/b", "datagram", { mode = "600" }))
        process.setgroups{} process.setgid(65534) process.setuid(65534)
        assert(select(3, process.connect("/tmp/a")) == "EACCES")
        assert(select(3, process.connect("/tmp/b", "datagram")) == "EACCES")
        """)
    }
  }
}
