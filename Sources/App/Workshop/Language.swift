internal import Linux

/// The language of the workshop's texts.
package enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"

  /// The language of SIGBOX_LANG, or of the locale (LC_ALL, LC_MESSAGES, LANG).
  ///
  /// The default is English.
  package static var ofEnvironment: Language {
    let value = ["SIGBOX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].compactMap(Environment.value)
      .first { !$0.isEmpty }
    return value?.hasPrefix("zh") == true ? .chinese : .english
  }

  /// Returns the text in this language.
  package func say(_ english: String, _ chinese: String) -> String {
    self == .english ? english : chinese
  }
}
