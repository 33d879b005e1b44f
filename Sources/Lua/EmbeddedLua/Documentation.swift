/// The documentation of functions and types in the comments of Lua files, in the format of LuaLS.
struct Documentation {
  /// A function or a type.
  struct Entry {
    /// `signal.wait`, `box:kill`, `signal.Info`.
    var name = ""
    /// The names of the parameters; empty for a type.
    var parameters: [String] = []
    var isFunction = false
    /// The text before the annotations.
    var text: [String] = []
    /// The annotations: `@param which signal.Which`.
    var annotations: [String] = []
  }

  /// The functions and types in the order of the files.
  private(set) var entries: [Entry] = []
  /// The comment on the module itself.
  private(set) var introduction: [String] = []

  /// Reads the files of a module.
  init(_ module: String, files: [[UInt8]]) {
    for file in files {
      var entry = Entry()
      let lines = String(decoding: file, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      for line in lines where !line.hasPrefix("---@meta") {
        if line.hasPrefix("---") {
          entry.add(String(line.dropFirst(3)))
        } else {
          entry.declare(String(line))
          let isModule = ["\(module) = ", "local \(module) = "].contains(where: line.hasPrefix)
          add(entry, isFirst: entries.isEmpty && isModule)
          entry = Entry()
        }
      }
    }
  }

  private mutating func add(_ entry: Entry, isFirst: Bool) {
    if isFirst { introduction = entry.text }
    if !entry.name.isEmpty, !entry.text.isEmpty || !entry.annotations.isEmpty {
      entries.append(entry)
    }
  }

  /// Finds a function or type by name, regardless of case and of `.` or `:`.
  func entry(_ name: String) -> Entry? {
    let lower = name.replacing(":", with: ".").lowercased()
    return entries.first { $0.name == name }
      ?? entries.first { $0.name.replacing(":", with: ".").lowercased() == lower }
  }
}

extension Documentation.Entry {
  fileprivate mutating func add(_ line: String) {
    guard line.hasPrefix("@") else {
      text.append(line.hasPrefix(" ") ? String(line.dropFirst()) : line)
      return
    }
    annotations.append(line)
    for kind in ["@class ", "@alias "] where line.hasPrefix(kind) && name.isEmpty {
      name = String(line.dropFirst(kind.count).prefix { $0.isLetter || $0.isNumber || $0 == "." })
    }
  }

  /// Reads the name and parameters from the line of code after the comment.
  fileprivate mutating func declare(_ line: String) {
    guard line.hasPrefix("function "), let open = line.firstIndex(of: "("),
      let close = line.firstIndex(of: ")"), open < close
    else { return }
    let declared = line[..<open].dropFirst("function ".count)
    // A method of the class Box is called box:kill.
    let owner = declared.prefix { $0 != ":" }
    name =
      owner.endIndex < declared.endIndex
      ? owner.lowercased() + declared[owner.endIndex...] : String(declared)
    parameters = line[open..<close].dropFirst().split(separator: ",").map {
      String($0.drop { $0 == " " })
    }
    isFunction = true
  }
}
