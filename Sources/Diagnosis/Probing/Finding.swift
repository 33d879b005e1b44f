/// Something that a probe says to those who run containers, and what supports it.
package struct Finding: Sendable {
  /// Whether it is as it should be.
  package enum Kind: String, Sendable {
    /// As it should be.
    case good
    /// Trouble.
    case bad
    /// What to do about trouble.
    case advice
  }

  /// Whether it is as it should be.
  package let kind: Kind
  /// A sentence.
  package let text: String
  /// The observation that supports it.
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
