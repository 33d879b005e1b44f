internal import Linux

/// The language of texts.
package enum Language: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Chinese.
  case chinese = "zh"

  /// That of the environment: SIGBOX_LANG, or else the locale's (LC_ALL, LC_MESSAGES, LANG).
  package static var ofEnvironment: Language {
    let value = ["SIGBOX_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].compactMap(Environment.value)
      .first { !$0.isEmpty }
    return value?.hasPrefix("zh") == true ? .chinese : .english
  }

  /// The one of two texts that is in it.
  package func say(_ english: String, _ chinese: String) -> String {
    self == .english ? english : chinese
  }
}
