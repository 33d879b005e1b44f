import Foundation
import Testing

/// An attempt that needs something of the host: descriptors, a working directory, another root directory.
///
/// Its script runs on the host, in the working directory of an ``EscapeSite``, with these functions:
/// `box OPTIONS -- COMMAND` or `box OPTIONS SCRIPT` runs a box, and `visit COMMAND` a command in a box that
/// runs already. It got through if the output has the token of the hidden file or the word THROUGH, or if a
/// canary changed. The word UNAVAILABLE says that the machine lacks something.
struct EscapeWay: Sendable, CustomTestStringConvertible {
  let name: String
  let script: String
  /// Options that make a box weak enough; nil to run the commands without a box.
  var weakness: [String]?
  /// Only root can prepare it.
  var needsRoot = false

  var testDescription: String { name }

  /// What came of an attempt.
  struct Outcome: CustomStringConvertible {
    let isThrough: Bool
    let isUnavailable: Bool
    let description: String
  }

  func run(as user: User, options: [String], isWeak: Bool = false) throws -> Outcome {
    let site = try EscapeSite(owner: user)
    let runtime = site.directory.appendingPathComponent("run")
    let binary = site.directory.appendingPathComponent("sigbox")
    try FileManager.default.createDirectory(at: runtime, withIntermediateDirectories: true)
    // Only a few attack the program itself.
    if script.contains("/exe") {
      try Workplace.alone {
        try FileManager.default.copyItem(atPath: Workplace.binary, toPath: binary.path)
      }
    } else {
      try FileManager.default.createSymbolicLink(
        atPath: binary.path, withDestinationPath: Workplace.binary)
    }
    if user == .nobody {
      for url in [runtime, binary] { lchown(url.path, 65534, 65534) }
    }
    chmod(runtime.path, 0o700)
    try site.settle()
    let functions =
      isWeak && weakness == nil
      ? """
      box() {
        for word; do [ "$word" = -- ] && break; done
        [ "$word" = -- ] || { "$SIGBOX" init "$@"; return; }
        while [ "$1" != -- ]; do shift; done
        shift
        "$@"
      }
      visit() { "$@"; }
      """
      : """
      box() { "$SIGBOX" run --timeout 60s \((options + (isWeak ? weakness ?? [] : [])).joined(separator: " ")) "$@"; }
      visit() {
        "$SIGBOX" run -d --rm --name visited --timeout 60s \(options.joined(separator: " ")) -- sleep 1000 >&2
        "$SIGBOX" exec visited "$@"
        "$SIGBOX" rm -f visited >&2
      }
      """
    let environment =
      site.environment + [
        "SIGBOX=\(binary.path)", "XDG_RUNTIME_DIR=\(runtime.path)", "SITE=\(site.directory.path)",
        "TOKEN=\(site.token)", "WEAK=\(isWeak ? "yes" : "")",
      ]
    let result = try Command(
      site.words() + environment + ["/bin/sh", "-c", "\(functions)\n\(script)"], as: user
    ).finish()
    let changes = try site.changes().filter { !$0.hasPrefix("/run") }
    let isThrough =
      result.output.contains(site.token) || result.output.contains("THROUGH") || !changes.isEmpty
    return Outcome(
      isThrough: isThrough, isUnavailable: result.output.contains("UNAVAILABLE"),
      description: "\(changes) status \(result.status), \(result.output) \(result.error)")
  }
}
