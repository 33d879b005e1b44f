import Foundation
import Linux

/// What can be said of processes that do not end.
enum Evidence {
  /// A process, its descendants, and who holds the other end of a pipe: a line each, as /proc has it.
  static func processes(of pid: pid_t, holding pipe: Int32) -> String {
    let link = self.link(of: pipe, in: "self")
    let others = ProcFiles.processes.filter { other in
      other != getpid() && descriptors(of: other).contains(link)
    }
    return Set([pid] + ProcFiles.descendants(of: pid) + others).sorted().map(line)
      .joined(separator: "\n")
  }

  private static func descriptors(of pid: pid_t) -> Set<String?> {
    let entries = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd")
    return Set((entries ?? []).compactMap { Int32($0) }.map { link(of: $0, in: "\(pid)") })
  }

  private static func link(of descriptor: Int32, in process: String) -> String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/fd/\(descriptor)")
  }

  private static func line(of pid: pid_t) -> String {
    func text(_ file: String) -> String {
      (try? String(contentsOfFile: "/proc/\(pid)/\(file)", encoding: .utf8)) ?? "?"
    }
    let told = ["State", "PPid", "SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt"]
    let status = text("status").split(separator: "\n").filter { line in
      told.contains { line.hasPrefix("\($0):") }
    }
    let words = text("cmdline").split(separator: "\0").joined(separator: " ")
    let call = text("syscall").trimmingCharacters(in: .newlines)
    return "\(pid) \(words); \(text("wchan")); call \(call); \(status.joined(separator: ", "))"
  }
}
