/// A conclusion for those who run the program in a container, with the observation that supports it.
package struct Finding: Sendable {
  package enum Kind: String, Sendable {
    case good
    case bad
    /// What to change about something bad.
    case advice
  }

  package let kind: Kind
  /// A sentence.
  package let text: String
  package let observation: String
}

extension Finding {
  static func good(_ text: String, seen observation: String) -> Finding {
    Finding(kind: .good, text: text, observation: observation)
  }

  static func bad(_ text: String, seen observation: String) -> Finding {
    Finding(kind: .bad, text: text, observation: observation)
  }

  static func advice(_ text: String, seen observation: String) -> Finding {
    Finding(kind: .advice, text: text, observation: observation)
  }
}
