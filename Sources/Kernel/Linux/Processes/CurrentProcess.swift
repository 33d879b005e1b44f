internal import CLinux
internal import Glibc
package import SignalModel
package import SystemPackage

/// Attributes of the calling process.
package enum CurrentProcess {
  /// The arguments of the command line, argv[0] first, as ``ArgumentText``; /proc is not needed.
  package static var arguments: [String] {
    var words: [String] = []
    while let word = clinux_argument(Int32(words.count)) {
      let bytes = UnsafeRawBufferPointer(start: word, count: strlen(word))
      words.append(ArgumentText.text(of: Array(bytes)))
    }
    return words
  }

  /// Takes back what the start of the process changed in its environment.
  package static func restoreEnvironment() { clinux_restore_environment() }

  /// The pid in the own PID namespace.
  package static var pid: Int32 { getpid() }
  /// The pid of the parent; 0 if that is in another PID namespace.
  package static var parent: Int32 { getppid() }
  /// The effective user and group.
  package static var user: (user: UInt32, group: UInt32) { (geteuid(), getegid()) }

  /// Makes the caller the leader of a new session without a controlling terminal: setsid(2).
  package static func startSession() throws(SystemError) {
    try checkedErrno("start", "a session") { setsid() }
  }

  /// Has the kernel end the caller with a signal when its parent ends: PR_SET_PDEATHSIG.
  ///
  /// - Parameter signal: The signal, or nil to clear it.
  /// - Throws: EINVAL.
  package static func setParentDeathSignal(_ signal: Signal?) throws(SystemError) {
    try checked(clinux_parent_death_signal(signal?.number ?? 0), "set", "the parent-death signal")
  }

  /// The signal that comes when the parent ends: prctl(2), PR_GET_PDEATHSIG; nil for none.
  package static var parentDeathSignal: Signal? {
    Signal(number: clinux_get_parent_death_signal())
  }

  private static let ownPriority = __priority_which_t(PRIO_PROCESS.rawValue)

  /// How much the process yields to others, -20 to 19: getpriority(2).
  package static var niceness: Int32 { getpriority(ownPriority, 0) }

  /// Sets the niceness: setpriority(2).
  ///
  /// - Throws: EACCES for a lower one without the privilege.
  package static func setNiceness(_ niceness: Int32) throws(SystemError) {
    try checkedErrno("set", "the niceness") { setpriority(ownPriority, 0, niceness) }
  }

  /// Makes orphans below the caller its children, as they are PID 1's: PR_SET_CHILD_SUBREAPER.
  package static func setSubreaper(_ isSet: Bool) throws(SystemError) {
    try checked(clinux_child_subreaper(isSet), "become", "a child subreaper")
  }

  /// Whether orphans below the caller become its children: PR_GET_CHILD_SUBREAPER.
  package static var isSubreaper: Bool { clinux_is_child_subreaper() == 1 }

  /// Opens /dev/null for each of the descriptors 0, 1 and 2 that the caller was started without.
  ///
  /// The programs that it starts write there, while ``FileContents`` still fails with EBADF.
  package static func openStandardDescriptors() throws(SystemError) {
    try checked(clinux_null_standard_descriptors(), "open", "/dev/null")
  }

  /// Takes standard input from elsewhere, and puts output and error elsewhere.
  ///
  /// - Parameters:
  ///   - input: The new standard input, or nil for /dev/null.
  ///   - output: The new standard output and error, or nil for /dev/null.
  /// - Throws: EMFILE; ENOENT without /dev/null.
  package static func redirectStandardDescriptors(
    input: FileDescriptor?, output: FileDescriptor?
  ) throws(SystemError) {
    try withNull { null throws(SystemError) in
      try Descriptors.redirect(CollectionOfOne(0), to: input ?? null)
      try Descriptors.redirect(1...2, to: output ?? null)
    }
  }

  /// Opens /dev/null and other memory devices of the standard descriptors again, below the /dev that the
  /// caller sees now: through the host's, it could change the mode of the host's files.
  ///
  /// - Throws: ENOENT.
  package static func renewDevices() throws(SystemError) {
    for number in Int32(0)...2 {
      var information = stat()
      guard fstat(number, &information) == 0, information.st_mode & S_IFMT == S_IFCHR,
        let name = OpenFile.memoryDevice(information.st_rdev)
      else { continue }
      let flags = fcntl(number, F_GETFL) & O_ACCMODE
      let device = OwnedDescriptor(
        owning: FileDescriptor(
          rawValue: try checkedErrno("open", "/dev/\(name)") {
            open("/dev/\(name)", flags | O_CLOEXEC)
          }))
      try Descriptors.duplicate(device.descriptor, to: number)
    }
  }

  private static func withNull(
    _ body: (FileDescriptor) throws(SystemError) -> Void
  ) throws(SystemError) {
    let null = FileDescriptor(
      rawValue: try checkedErrno("open", "/dev/null") { open("/dev/null", O_RDWR | O_CLOEXEC) })
    defer { if null.rawValue > 2 { close(null.rawValue) } }
    try body(null)
  }

  /// Closes every descriptor but 0, 1, 2 and some more.
  package static func closeDescriptors(but kept: [FileDescriptor]) {
    var first: Int32 = 3
    while true {
      var next = Int32.max
      for kept in kept where kept.rawValue >= first { next = min(next, kept.rawValue) }
      if next > first { _ = clinux_close_range(UInt32(first), UInt32(next) - 1) }
      if next == .max { return }
      first = next + 1
    }
  }

  /// The working directory; nil if it has no path.
  package static var directory: FilePath? {
    guard let path = getcwd(nil, 0) else { return nil }
    defer { free(path) }
    return FilePath(platformString: path)
  }

  /// Changes the working directory: chdir(2).
  package static func change(to path: FilePath) throws(SystemError) {
    try checkedErrno("change to", path.string) { chdir(path.string) }
  }

  /// Changes the working directory: fchdir(2).
  ///
  /// - Parameters:
  ///   - directory: The directory.
  ///   - name: Its path, for errors.
  /// - Throws: EACCES, ENOTDIR.
  package static func change(
    to directory: FileDescriptor, named name: FilePath
  ) throws(SystemError) {
    try checkedErrno("change to", name.string) { fchdir(directory.rawValue) }
  }

  /// Moves the caller, which has one thread, into control groups, and with it all that it will
  /// start: cgroups(7).
  ///
  /// - Parameter groupFiles: The files of the groups by which to enter, `tasks` or `cgroup.procs`, open
  ///   to be written.
  /// - Throws: EAGAIN if a group is full; ENODEV if it was removed.
  package static func enter(_ groupFiles: [FileDescriptor]) throws(SystemError) {
    // 0 means the writer.
    for file in groupFiles { try FileContents.write("0", to: file) }
  }

  /// Line-buffers the C library's standard output, so that nothing waits when a signal ends it.
  package static func lineBufferOutput() { clinux_line_buffer() }

  /// Writes what files of the C library, and so of Lua, hold back: fflush(3).
  package static func flush() { fflush(nil) }

  /// Ends the process as a write to a pipe without a reader does: killed by PIPE, or, if the kernel
  /// drops the signal, with the exit status that a shell returns for that.
  package static func exitOnBrokenPipe() -> Never {
    try? SignalDispositions.setDefault(.pipe)
    SignalMask.set(.empty)
    try? Sending.raise(.pipe)
    exit(128 + Signal.pipe.number)
  }

  /// Flushes the C library's streams and ends the process at once: _exit(2).
  package static func exit(_ code: Int32) -> Never { clinux_exit(code) }
}
