internal import CLineEditor
internal import Glibc

/// Reads lines from a terminal with editing, history and completion, by editline(3).
package final class LineEditor {
  /// How a text can continue.
  package struct Completion {
    /// Inserted at the cursor.
    package var insertion: String
    /// Listed below the line if there are several ways to continue.
    package var choices: [String]

    package init(insertion: String, choices: [String]) {
      self.insertion = insertion
      self.choices = choices
    }
  }

  package enum Reading: Equatable {
    /// A line without its newline.
    case line(String)
    /// Ctrl-C: the line is discarded.
    case interrupted
    /// Ctrl-D or the end of input.
    case end
  }

  private var editor: OpaquePointer?
  private let complete: (String) -> Completion

  /// Nil if standard input is no terminal.
  ///
  /// - Parameters:
  ///   - name: The program's name in ~/.editrc.
  ///   - history: The file that stores the history, if any.
  ///   - complete: Completes the text before the cursor.
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
