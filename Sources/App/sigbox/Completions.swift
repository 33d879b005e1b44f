import ArgumentParser
import SigboxCore
import SignalModel

/// What the shell offers for arguments, apart from files.
enum Completions {
  static var signals: CompletionKind { .list(Signal.all.map(\.name)) }
  static var boxes: CompletionKind { .custom { _, _, _ in CompletionCandidates.boxes } }
  static var exercises: CompletionKind { .custom { _, _, _ in CompletionCandidates.exercises } }
  static var library: CompletionKind { .custom { _, _, _ in CompletionCandidates.library } }
  /// Built-in inits, and Lua files.
  static var programs: CompletionKind {
    .custom { _, _, prefix in CompletionCandidates.programs(prefix) }
  }
}
