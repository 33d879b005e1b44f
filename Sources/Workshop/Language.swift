internal import SystemCalls

/// The language of texts.
public enum Language: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Chinese.
  case chinese = "zh"

  /// That of the locale: LC_ALL, LC_MESSAGES or LANG.
  public static var ofLocale: Language {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap(Environment.value)
      .first { !$0.isEmpty }
    return locale?.hasPrefix("zh") == true ? .chinese : .english
  }

  /// The one of two texts that is in it.
  public func say(_ english: String, _ chinese: String) -> String {
    self == .english ? english : chinese
  }
}
