internal import CLinux
package import SignalModel
package import SystemPackage

/// The owner of a process's descriptor, which is closed when the owner's lifetime ends.
///
/// The process itself is neither ended nor reaped then.
package struct OwnedProcess: ~Copyable, Sendable {
  private let owner: OwnedDescriptor
  /// The process, valid while this owner lives.
  package let process: ProcessDescriptor

  /// Opens a descriptor of a process: pidfd_open(2).
  ///
  /// - Throws: ESRCH, EMFILE.
  package init(pid: Int32) throws(SystemError) {
    let number = try checked(clinux_pidfd_open(pid), "open a descriptor of", "process \(pid)")
    self.init(owning: FileDescriptor(rawValue: number), pid: pid)
  }

  /// Becomes the owner of a descriptor that clone(2) returned.
  init(owning descriptor: FileDescriptor, pid: Int32) {
    owner = OwnedDescriptor(owning: descriptor)
    process = ProcessDescriptor(descriptor: descriptor, pid: pid)
  }

  /// Becomes the owner of a descriptor that another process passed on.
  package init(adopting descriptor: consuming OwnedDescriptor) {
    let number = descriptor.release()
    self.init(owning: number, pid: ProcFiles.pid(of: number))
  }

  /// The descriptor; readable once the process has ended.
  package var descriptor: FileDescriptor { process.descriptor }

  /// Gives up ownership: the caller closes the descriptor.
  package consuming func release() -> FileDescriptor { owner.release() }

  /// Waits for the end of the process, a child, and reaps it: waitpid(2).
  ///
  /// - Throws: ECHILD.
  package consuming func reap() throws(SystemError) -> Termination { try process.reap() }
}

extension Optional where Wrapped == OwnedProcess {
  /// The process, if there is an owner.
  package var process: ProcessDescriptor? {
    switch self {
    case .some(let owner): owner.process
    case .none: nil
    }
  }
}
