import Testing

/// Files by their paths in the Lua module `process`, in real boxes.
struct FileAPITests {
  @Test(arguments: User.available)
  func filesAreMadeDescribedAndRemoved(user: User) throws {
    try holds(
      """
      assert(process.mkdir("/tmp/d", "700") and process.mkfifo("/tmp/d/fifo", "620"))
      assert(process.symlink("fifo", "/tmp/d/link") and process.readlink("/tmp/d/link") == "fifo")
      local file = io.open("/tmp/d/file", "w") file:write("12345"):flush()
      local ids = process.ids()
      local function is(path, kind, mode, options)
        local status = assert(process.stat(path, options))
        assert(status.type == kind and status.mode == mode, status.type .. status.mode)
        assert(status.uid == ids.euid and status.gid == ids.egid)
        return status
      end
      is("/tmp/d", "directory", "700")
      is("/tmp/d/fifo", "fifo", "600")  -- less the umask
      is("/tmp/d/link", "fifo", "600")
      is("/tmp/d/link", "link", "777", { follow = false })
      local status = is("/tmp/d/file", "file", "644")
      assert(status.size == 5 and status.links == 1 and status.ino > 0)
      assert(math.abs(status.mtime - os.time()) < 60)
      local open = is(file, "file", "644")
      assert(open.ino == status.ino and open.dev == status.dev)
      assert(process.stat("/dev/null").type == "character")
      assert(process.stat((process.pipe())).type == "fifo")
      assert(process.chmod("/tmp/d/file", "4711") and process.stat(file).mode == "4711")
      assert(process.rename("/tmp/d/file", "/tmp/d/fifo"))
      assert(process.stat("/tmp/d/fifo").ino == status.ino, "the FIFO is replaced")
      assert(table.concat(process.readdir("/tmp/d"), " ") == "fifo link")
      assert(process.unlink("/tmp/d/fifo") and process.unlink("/tmp/d/link"))
      assert(#process.readdir("/tmp/d") == 0)
      assert(process.rmdir("/tmp/d") and select(3, process.stat("/tmp/d")) == "ENOENT")
      """, as: user)
  }

  @Test(arguments: User.available)
  func eachErrorIsNamed(user: User) throws {
    try holds(
      """
      local function fails(errno, name, ...)
        local result, message, got = process[name](...)
        assert(result == nil and got == errno and message:find(errno, 1, true),
          name .. ": " .. tostring(got))
        return message
      end
      process.mkdir("/tmp/d") process.mkfifo("/tmp/d/f") process.symlink("loop", "/tmp/loop")
      fails("EEXIST", "mkdir", "/tmp/d")
      fails("ENOENT", "mkdir", "/tmp/no/d")
      fails("ENOTDIR", "mkdir", "/tmp/d/f/d")
      fails("EROFS", "mkdir", "/etc/d")
      fails("EEXIST", "mkfifo", "/tmp/d")
      fails("ENOENT", "mkfifo", "")
      fails("EROFS", "mkfifo", "/etc/f")
      fails("ENOENT", "unlink", "/tmp/no")
      fails("EISDIR", "unlink", "/tmp/d")
      fails("ENOENT", "rmdir", "/tmp/no")
      fails("ENOTDIR", "rmdir", "/tmp/d/f")
      fails("ENOTEMPTY", "rmdir", "/tmp/d")
      fails("ENOENT", "rename", "/tmp/no", "/tmp/x")
      process.mkdir("/tmp/e")
      fails("EISDIR", "rename", "/tmp/d/f", "/tmp/e")
      fails("ENOTDIR", "rename", "/tmp/e", "/tmp/d/f")
      fails("ENOTEMPTY", "rename", "/tmp/e", "/tmp/d")
      fails("EEXIST", "symlink", "x", "/tmp/loop")
      fails("EINVAL", "readlink", "/tmp/d")
      fails("ENOENT", "readlink", "/tmp/no")
      fails("ENOENT", "chmod", "/tmp/no", "600")
      fails("EROFS", "chmod", "/etc", "600")
      fails("ENOENT", "stat", "/tmp/no")
      fails("ENOTDIR", "stat", "/tmp/d/f/")
      fails("ELOOP", "stat", "/tmp/loop")
      fails("EBADF", "stat", 99)
      fails("ENOENT", "readdir", "/tmp/no")
      fails("ENOTDIR", "readdir", "/tmp/d/f")
      assert(fails("EXDEV", "rename", "/tmp/d/f", "/dev/shm/f"):find("copy the file"))
      """, as: user)
  }

  @Test(.tags(.root), .enabled(if: User.isRoot, "needs root"))
  func whatBelongsToOthersIsRefused() throws {
    try holds(
      """
      local function fails(errno, name, ...)
        assert(select(3, process[name](...)) == errno, name)
      end
      process.mkdir("/tmp/secret", "700") process.mkdir("/tmp/secret/d") process.mkfifo("/tmp/f")
      process.setgroups{} process.setgid(65534) process.setuid(65534)
      fails("EACCES", "readdir", "/tmp/secret")
      fails("EACCES", "stat", "/tmp/secret/d")
      fails("EACCES", "mkdir", "/tmp/secret/e")
      fails("EACCES", "unlink", "/tmp/secret/d")
      fails("EACCES", "rmdir", "/tmp/secret/d")
      fails("EACCES", "rename", "/tmp/secret/d", "/tmp/d")
      fails("EACCES", "mkfifo", "/tmp/secret/f")
      fails("EACCES", "symlink", "x", "/tmp/secret/l")
      fails("EPERM", "chmod", "/tmp/f", "777")
      """)
  }

  @Test func namesAreBytesAndSorted() throws {
    try holds(
      """
      process.mkdir("/tmp/d")
      local names = {}
      for i = 1, 3000 do
        names[i] = ("%05d"):format(i * 7919 % 3001)
        io.open("/tmp/d/" .. names[i], "w"):close()
      end
      names[#names + 1] = "\\xff\\xc3 \\n"
      process.mkfifo("/tmp/d/" .. names[#names])
      table.sort(names)
      local found = process.readdir("/tmp/d")
      assert(#found == 3001)
      for i, name in ipairs(found) do assert(name == names[i]) end
      assert(process.stat("/tmp/d/\\xff\\xc3 \\n").type == "fifo")
      assert(process.symlink("\\xff", "/tmp/l") and process.readlink("/tmp/l") == "\\xff")
      """)
  }

  @Test func theMaskTakesPermissionsAway() throws {
    try holds(
      """
      assert(process.umask() == "022" and process.umask() == "022")
      assert(process.umask("077") == "022" and process.umask() == "077")
      process.mkdir("/tmp/d")
      assert(process.stat("/tmp/d").mode == "700")
      assert(process.umask("0") == "077" and process.umask() == "000")
      process.mkfifo("/tmp/f")
      assert(process.stat("/tmp/f").mode == "666")
      -- Children inherit it.
      process.umask("027")
      process.wait(process.spawn{ "mkdir", "/tmp/e" })
      assert(process.stat("/tmp/e").mode == "750")
      assert(process.hostname() == io.open("/proc/sys/kernel/hostname"):read("l"))
      """)
  }

  @Test(arguments: [
    ("process.mkfifo()", "path: string expected, got no value"),
    ("process.mkdir(7)", "path: string expected, got number"),
    ("process.mkdir('/tmp/d', 755)", "as \"755\": EINVAL"),
    ("process.mkdir('/tmp/d', 493)", "the number 493 is decimal"),
    ("process.mkdir('/tmp/d', '')", "'' is not a mode"),
    ("process.mkdir('/tmp/d', '+7')", "'+7' is not a mode"),
    ("process.mkdir('/tmp/d', '-7')", "'-7' is not a mode"),
    ("process.chmod('/tmp/d')", "a string of octal digits expected, as \"644\", got nil"),
    ("process.rename('/tmp/d')", "to: string expected, got no value"),
    ("process.symlink('a\\0', '/tmp/l')", "target: a string with a zero byte"),
    ("process.stat()", "fd: descriptor or file expected"),
    ("process.stat('/', {lstat = true})", "unknown option 'lstat': use follow"),
    ("process.stat('/', true)", "options: table expected"),
    ("process.umask(22)", "as \"22\": EINVAL"),
    ("process.umask('1022')", "mask: three octal digits expected"),
  ])
  func misuseNamesTheArgument(call: String, message: String) throws {
    try expectMisuse(call, "bad argument #", message)
  }
}
