import Testing

/// process.poll of Lua, in real boxes.
struct PollAPITests {
  @Test(arguments: User.available)
  func pollTellsReadFromWrite(user: User) throws {
    try holds(
      """
      local reading, writing = process.pipe()
      local function poll(seconds)
        return process.poll({ read = { reading }, write = { writing } }, seconds)
      end
      local ready = poll()
      assert(#ready.read == 0 and ready.write[1] == writing and #ready.write == 1)
      assert(#ready.hangup == 0 and #ready.error == 0)
      process.write(writing, "x")
      ready = poll()
      assert(ready.read[1] == reading and ready.write[1] == writing)
      assert(process.poll({ reading })[1] == reading, "a list is for reading")
      process.read(reading)
      ready = process.poll({ read = { reading } }, 0.001)
      assert(#ready.read == 0 and #ready.write == 0, "the time is over")
      assert(#process.poll({ write = {} }, 0).write == 0)
      assert(#process.poll({}, 0) == 0)
      -- The other ends.
      process.close(reading)
      ready = process.poll{ write = { writing } }
      assert(ready.write[1] == writing and ready.error[1] == writing and #ready.hangup == 0)
      reading, writing = process.pipe()
      process.close(writing)
      ready = process.poll{ read = { reading, reading } }
      assert(#ready.read == 2 and ready.hangup[1] == reading and #ready.hangup == 1)
      assert(process.poll({ reading })[1] == reading)
      """, as: user)
  }

  @Test func pollRefusesAClosedDescriptor() throws {
    try holds(
      """
      local reading, writing = process.pipe()
      for _, set in ipairs{ { 99 }, { reading, 99 }, { read = { 99 } }, { write = { writing, 99 } } } do
        local ready, message, errno = process.poll(set, 0)
        assert(ready == nil and errno == "EBADF" and message:find("descriptor 99: EBADF"), message)
      end
      """)
  }

  @Test func handlersAlwaysEndPoll() throws {
    try holds(
      DescriptorAPITests.storm + """
        local reading, writing = process.pipe()
        process.nonblock(writing)
        while process.write(writing, ("x"):rep(4096)) do end
        for _, restart in ipairs{ false, true } do
          signal.handle("USR1", function() end, { restart = restart })
          storm()
          local ready, _, errno = process.poll{ write = { writing } }
          assert(ready == nil and errno == "EINTR")
          calm()
        end
        """)
  }

  @Test(arguments: [
    ("process.poll()", "descriptors: table expected, got no value"),
    ("process.poll{1, write = {1}}", "or both, such as {read = {fd}, write = {fd}}"),
    ("process.poll{x = {1}}", "or both, such as {read = {fd}, write = {fd}}"),
    ("process.poll{read = 1}", "or both, such as {read = {fd}, write = {fd}}"),
    ("process.poll{read = {'x'}}", "descriptor or file expected, got string"),
    ("process.poll({}, -1)", "seconds must be 0 or more"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
