import SigboxCore
import Testing

struct UsageErrorTests {
  @Test(arguments: [
    ("Unknown option '--sned'", UsageError.unknownOption("--sned", near: nil)),
    (
      "Unknown option '--sned'. Did you mean '--send'?",
      .unknownOption("--sned", near: "--send")
    ),
    ("Missing expected argument '<names> ...'", .missingArgument("<names> ...")),
    ("Unexpected argument 'it's'", .unexpectedArgument("it's")),
    (
      "The value 'x' is invalid for '--net <net>'. Please provide one of 'none' and 'host'.",
      .invalidValue("x", of: "--net", reason: "use none or host")
    ),
    (
      "The value 'a' is invalid for '--role <role>'. Please provide one of 'a', 'b' and 'c'.",
      .invalidValue("a", of: "--role", reason: "use a, b or c")
    ),
    (
      "The value 'x' is invalid for '<status>': invalid exit status 'x': use 0 to 255",
      .invalidValue("x", of: "<status>", reason: "invalid exit status 'x': use 0 to 255")
    ),
    ("Something else.", .other("something else")),
  ])
  func takesMessagesOfTheParserApart(message: String, error: UsageError) {
    #expect(UsageError(parserMessage: message) == error)
  }

  @Test(arguments: [
    (UsageError.unknownOption("-x", near: nil), "unknown option '-x'"),
    (.invalidValue("x", of: "--net", reason: nil), "--net: invalid value 'x'"),
    (
      .invalidValue("x", of: "--net", reason: "use none or host"),
      "--net: invalid value 'x': use none or host"
    ),
    (.invalidValue("x", of: "<n>", reason: "no exercise 'x'"), "no exercise 'x'"),
    (.other("no command"), "no command"),
  ])
  func quotesTheValue(error: UsageError, text: String) {
    #expect(error.description == text)
  }
}
