/// A command line that cannot be carried out as it is.
///
/// The parser reports its errors as English text only, so that text is taken apart here.
package enum UsageError: Error, Equatable {
  /// `near` is the existing option that the parser considers closest.
  case unknownOption(String, near: String?)
  /// `reason` says why the value is refused, or which values there are.
  case invalidValue(String, of: String, reason: String?)
  case missingArgument(String)
  case unexpectedArgument(String)
  case other(String)

  package init(_ text: String) { self = .other(text) }

  package init(parserMessage text: String) {
    let quoted = text.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    if let value = Self.value(text) {
      self = value
    } else if text.hasPrefix("Unknown option '"), quoted.count > 1 {
      self = .unknownOption(quoted[1], near: quoted.count > 3 ? quoted[3] : nil)
    } else if text.hasPrefix("Missing expected argument '") {
      self = .missingArgument(quoted[1])
    } else if text.hasPrefix("Unexpected argument '") {
      self = .unexpectedArgument(quoted.dropFirst().dropLast().joined(separator: "'"))
    } else {
      let isName = text.hasPrefix("--")
      let rest = text.last == "." ? text.dropLast() : text[...]
      self = .other(isName ? String(rest) : rest.prefix(1).lowercased() + rest.dropFirst())
    }
  }

  /// Reads a line of this form.
  ///
  /// `The value 'x' is invalid for '--net <net>'. Please provide one of 'none' and 'host'.`
  private static func value(_ text: String) -> UsageError? {
    let (start, middle) = ("The value '", "' is invalid for '")
    guard text.hasPrefix(start), let place = text.firstRange(of: middle),
      let end = text[place.upperBound...].firstIndex(of: "'")
    else { return nil }
    let name = text[place.upperBound..<end].split(separator: " ").first.map(String.init) ?? ""
    let rest = text[text.index(after: end)...]
    var reason: String?
    if rest.hasPrefix(": ") {
      reason = String(rest.dropFirst(2))
    } else if rest.hasPrefix(". Please provide one of ") {
      let choices = rest.split(separator: "'").enumerated().filter { $0.offset % 2 == 1 }
        .map { String($0.element) }
      reason =
        "use \(choices.dropLast().joined(separator: ", ")) or \(choices.last ?? "nothing")"
    }
    let value = text[text.index(text.startIndex, offsetBy: start.count)..<place.lowerBound]
    return .invalidValue(String(value), of: name, reason: reason)
  }
}

extension UsageError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unknownOption(let name, _): return "unknown option '\(name)'"
    case .invalidValue(let value, let name, let reason):
      guard let reason else { return "\(name): invalid value '\(value)'" }
      // sigbox's own reasons quote the value, and name the option where they start with it.
      let text = reason.hasPrefix("use ") ? "invalid value '\(value)': \(reason)" : reason
      return name.hasPrefix("<") || text.hasPrefix("-") ? text : "\(name): \(text)"
    case .missingArgument(let name): return "missing argument '\(name)'"
    case .unexpectedArgument(let word): return "unexpected argument '\(word)'"
    case .other(let text): return text
    }
  }
}
