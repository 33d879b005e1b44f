internal import CLinux
internal import Glibc
package import SystemPackage

/// Namespaces that a new process gets: the CLONE_NEW* flags of clone(2).
package struct Namespaces: OptionSet, Sendable {
  /// The kernel's bits.
  package let rawValue: UInt64
  /// Makes a set of the kernel's bits.
  package init(rawValue: UInt64) { self.rawValue = rawValue }
  /// Takes the place of the generic one, which costs the start of a process 0.1 ms.
  package init(arrayLiteral elements: Self...) {
    rawValue = elements.reduce(0) { $0 | $1.rawValue }
  }
  /// CLONE_NEWNS.
  package static let mount = Namespaces(rawValue: 0x0002_0000)
  /// CLONE_NEWUTS.
  package static let uts = Namespaces(rawValue: 0x0400_0000)
  /// CLONE_NEWIPC.
  package static let ipc = Namespaces(rawValue: 0x0800_0000)
  /// CLONE_NEWUSER.
  package static let user = Namespaces(rawValue: 0x1000_0000)
  /// CLONE_NEWPID.
  package static let pid = Namespaces(rawValue: 0x2000_0000)
  /// CLONE_NEWNET.
  package static let network = Namespaces(rawValue: 0x4000_0000)
}

/// Making copies of the calling process, which must have one thread.
package enum Cloning {
  /// Clones the process into new namespaces: clone3(2).
  ///
  /// The child runs `child` and nothing else.
  ///
  /// - Throws: EPERM, ENOSPC, EAGAIN, ENOMEM of clone(2).
  package static func clone(
    into namespaces: Namespaces, child: () -> Never
  ) throws(SystemError) -> OwnedProcess {
    fflush(nil)
    var descriptor: Int32 = -1
    let pid = try checked(clinux_clone(namespaces.rawValue, &descriptor), "create", "namespaces")
    if pid == 0 { child() }
    return OwnedProcess(owning: FileDescriptor(rawValue: descriptor), pid: pid)
  }

  /// Copies the process: fork(2).
  ///
  /// The child runs `child` and nothing else.
  ///
  /// - Throws: EAGAIN, and ENOMEM when PID 1 of the namespace has ended.
  package static func fork(child: () -> Never) throws(SystemError) -> Int32 {
    fflush(nil)
    let pid = try checked(clinux_fork(), "fork")
    if pid == 0 { child() }
    return pid
  }

  /// Moves the caller into namespaces of a process, its later children into the PID namespace:
  /// setns(2).
  ///
  /// - Parameters:
  ///   - namespaces: Which.
  ///   - process: A process that is in them.
  /// - Throws: EPERM without the privilege over them, ESRCH when it has ended.
  package static func join(
    _ namespaces: Namespaces, of process: ProcessDescriptor
  ) throws(SystemError) {
    let files = try process.namespaceFiles(namespaces)
    let numbers = files.descriptors.map(\.rawValue)
    try checked(
      numbers.isEmpty
        ? clinux_join(process.descriptor.rawValue, namespaces.rawValue)
        : clinux_join_files(numbers, Int32(numbers.count)),
      "join the namespaces of", "process \(process.pid)")
    withExtendedLifetime(files) {}
  }

  /// Moves the caller into a user namespace: setns(2).
  ///
  /// - Parameter file: The namespace's file in /proc.
  /// - Throws: EPERM without the privilege over it.
  package static func join(userNamespace file: FileDescriptor) throws(SystemError) {
    try checked(
      clinux_join(file.rawValue, Namespaces.user.rawValue), "join", "a user namespace")
  }

  /// Moves the caller into new namespaces: unshare(2).
  ///
  /// - Throws: EPERM without the privilege, ENOSPC.
  package static func enter(_ namespaces: Namespaces) throws(SystemError) {
    try checked(clinux_unshare(namespaces.rawValue), "create", "namespaces")
  }
}
