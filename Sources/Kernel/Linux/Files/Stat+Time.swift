internal import CLinux
internal import Glibc
package import SystemPackage

extension Stat {
  /// When the contents were last changed, in seconds since the Epoch.
  package var modified: Double { Double(st_mtim.tv_sec) + Double(st_mtim.tv_nsec) / 1e9 }
}
