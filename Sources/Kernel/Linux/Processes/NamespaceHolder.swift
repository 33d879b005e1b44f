internal import CLinux
internal import Glibc
internal import SystemPackage

/// A child that holds new namespaces, until they are joined or opened.
///
/// A process that creates a user namespace and enters it at once cannot give it an ID map. This child
/// is in the namespace while the caller, its parent, writes the map. Its lifetime ends the child.
package struct NamespaceHolder: ~Copyable {
  /// The pid of the child.
  package let pid: Int32
  private let ready: OwnedDescriptor
  private let text: CMemory

  /// Makes the child in a new user namespace.
  ///
  /// - Parameters:
  ///   - namespaces: Further namespaces, which belong to the user namespace.
  ///   - setting: A setting of the user namespace below /proc/sys/user, and its value.
  /// - Throws: EPERM, ENOSPC of clone(2).
  package init(
    _ namespaces: Namespaces, setting: (file: String, value: String)
  ) throws(SystemError) {
    text = CMemory()
    let file = text.string(Array("/proc/sys/user/\(setting.file)".utf8))
    let value = text.string(Array(setting.value.utf8))
    var descriptor: Int32 = -1
    pid = try checked(
      clinux_hold_namespaces(namespaces.rawValue, file, value, &descriptor), "create",
      "namespaces")
    ready = OwnedDescriptor(owning: FileDescriptor(rawValue: descriptor))
  }

  /// Waits for the next step: first until the setting is written, then until all namespaces exist.
  ///
  /// - Throws: The errno of unshare(2): ENOSPC, EPERM.
  package func wait() throws(SystemError) {
    try checked(clinux_namespaces_held(ready.descriptor.rawValue), "create", "namespaces")
  }

  /// Ends the child early: its end takes a while, during which the caller can do other work.
  package func release() { clinux_release_namespaces(pid) }

  deinit {
    clinux_release_namespaces(pid)
    clinux_reap_holder(pid)
    text.free()
  }
}
