internal import SystemPackage

extension ProcFiles {
  /// Whether a TCP socket listens on a port in the network namespace of a process: proc_pid_net(5).
  package static func listens(on port: UInt16, inNetworkOf pid: Int32) -> Bool {
    ["tcp", "tcp6"].contains { name in
      let table = (try? FileContents.read(FilePath("/proc/\(pid)/net/\(name)"))) ?? []
      return String(decoding: table, as: UTF8.self).split(separator: "\n").dropFirst().contains {
        isListener($0, on: port)
      }
    }
  }

  /// Whether a line of the table, `0: 0100007F:1F90 00000000:0000 0A ...`, has the port and the state
  /// TCP_LISTEN.
  private static func isListener(_ line: Substring, on port: UInt16) -> Bool {
    let fields = line.split(separator: " ", maxSplits: 4)
    guard fields.count > 3, fields[3] == "0A", let colon = fields[1].lastIndex(of: ":")
    else { return false }
    return UInt16(fields[1][fields[1].index(after: colon)...], radix: 16) == port
  }
}
