internal import CLineEditor
internal import Glibc

/// Reads lines from a terminal, which can be edited, with history and completion: editline(3).
package final class LineEditor {
  /// What can stand behind a text.
  package struct Completion {
    /// What is inserted.
    package var insertion: String
    /// What is listed, where there is a choice.
    package var choices: [String]

    /// Describes a completion.
    ///
    /// - Parameters:
    ///   - insertion: What is inserted.
    ///   - choices: What is listed, where there is a choice.
    package init(insertion: String, choices: [String]) {
      self.insertion = insertion
      self.choices = choices
    }
  }

  /// What came of reading a line.
  package enum Reading: Equatable {
    /// A line, without its end.
    case line(String)
    /// Ctrl-C: the line is given up.
    case interrupted
    /// Ctrl-D: there are no more.
    case end
  }

  private var editor: OpaquePointer?
  private let complete: (String) -> Completion

  /// Opens the terminal that is standard input; nil where that is none.
  ///
  /// - Parameters:
  ///   - name: The program's name, for ~/.editrc.
  ///   - history: The file that keeps the history; nil for none.
  ///   - complete: Completes a text that stands before the cursor.
  package init?(
    _ name: String, history: String?, complete: @escaping (String) -> Completion
  ) {
    self.complete = complete
    guard isatty(0) == 1 else { return nil }
    editor = clineeditor_open(name, history, Unmanaged.passUnretained(self).toOpaque()) {
      context, text, length, insertion, list in
      let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
      let bytes = UnsafeBufferPointer(start: text, count: length).map { UInt8(bitPattern: $0) }
      let completion = editor.complete(String(decoding: bytes, as: UTF8.self))
      if !completion.insertion.isEmpty { insertion.pointee = strdup(completion.insertion) }
      if !completion.choices.isEmpty {
        list.pointee = strdup(completion.choices.joined(separator: "  "))
      }
    }
    if editor == nil { return nil }
  }

  deinit { if let editor { clineeditor_close(editor) } }

  /// Reads a line.
  ///
  /// - Parameter prompt: What stands before it.
  /// - Returns: What came of it.
  package func read(prompt: String) -> Reading {
    guard let editor else { return .end }
    var line: UnsafePointer<CChar>?
    var length = 0
    switch prompt.withCString({ clineeditor_read(editor, $0, &line, &length) }) {
    case 1:
      let bytes = UnsafeBufferPointer(start: line, count: length).map { UInt8(bitPattern: $0) }
      let text = String(decoding: bytes, as: UTF8.self)
      return .line(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    case -1: return .interrupted
    default: return .end
    }
  }
}
