internal import CLinux
internal import Glibc

/// Attributes of the namespaces that the calling process is in.
package enum CurrentNamespaces {
  /// The host name of the UTS namespace: gethostname(2).
  package static var hostName: [UInt8] {
    var name = [CChar](repeating: 0, count: 65)
    gethostname(&name, name.count)
    return name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  }

  /// Sets the host name of the UTS namespace: sethostname(2).
  package static func setHostName(_ name: String) throws(SystemError) {
    try checkedErrno("set the host name", name) { sethostname(name, name.utf8.count) }
  }

  /// Brings the loopback interface of the network namespace up.
  package static func raiseLoopback() throws(SystemError) {
    try checked(clinux_loopback_up(), "bring up", "the loopback interface")
  }
}
