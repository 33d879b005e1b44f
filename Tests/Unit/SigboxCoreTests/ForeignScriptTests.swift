import Testing

@testable import SigboxCore

struct ForeignScriptTests {
  @Test(arguments: [
    ("app.py", "import time", ["python3", "app.py"]),
    ("job", "#!/usr/bin/env -S node --harmony\n", ["node", "--harmony", "job"]),
    ("job", "#!/bin/sh\necho", ["/bin/sh", "job"]), ("-", "#!/bin/sh\necho", ["/bin/sh"]),
    ("dir/tool", "\u{7f}ELF", ["dir/tool"]), ("tool", "\u{7f}ELF", ["./tool"]),
  ])
  func isRecognized(name: String, source: String, command: [String]) throws {
    #expect(try #require(ForeignScript(name, Array(source.utf8))).command == command)
  }

  @Test(arguments: [
    ("init.lua", "return 1"), ("init", "#!/usr/bin/env sigbox\nreturn 1"),
    ("init", "#!/usr/bin/lua5.4\n"), ("init.lua", "return ("), ("-", ""),
  ])
  func mayBeLua(name: String, source: String) {
    #expect(ForeignScript(name, Array(source.utf8)) == nil)
  }
}
