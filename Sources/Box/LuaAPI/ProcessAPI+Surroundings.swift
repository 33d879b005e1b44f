internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

/// Environment, working directory, clock and error names.
extension ProcessAPI {
  var surroundings: [LuaModule.Function] {
    [environment, setVariable, workingDirectory, changeDirectory, hostName, clock, describeError]
  }

  private var environment: LuaModule.Function {
    runtime.function("environment") { _ in
      let variables = Environment.variables
      return [
        .table(
          LuaTable(
            fields: variables.map { (String(decoding: $0.name, as: UTF8.self), .string($0.value)) })
        )
      ]
    }
  }

  private var setVariable: LuaModule.Function {
    runtime.function("setenv") { arguments in
      guard case .string(let name) = arguments[1] else {
        throw arguments.wrongType(1, "name", "string")
      }
      guard !name.isEmpty, !name.contains(0), !name.contains(UInt8(ascii: "=")) else {
        throw LuaArgumentError(
          1,
          "'\(String(decoding: name, as: UTF8.self))' is not a name: EINVAL: use a name without '='"
        )
      }
      try Environment.set(
        name, to: arguments.isNil(2) ? nil : try SpawnArguments.bytes(arguments[2], "value", 2))
      return [.boolean(true)]
    }
  }

  private var workingDirectory: LuaModule.Function {
    runtime.function("cwd") { _ in
      guard let directory = CurrentProcess.directory else {
        throw SystemError("name", .noSuchFileOrDirectory, subject: "the working directory")
      }
      return [.text(directory.string)]
    }
  }

  private var changeDirectory: LuaModule.Function {
    runtime.function("chdir") { arguments in
      let path = try SpawnArguments.bytes(arguments[1], "path")
      try CurrentProcess.change(to: FilePath(String(decoding: path, as: UTF8.self)))
      return [.boolean(true)]
    }
  }

  private var hostName: LuaModule.Function {
    runtime.function("hostname") { _ in [.string(CurrentNamespaces.hostName)] }
  }

  private var clock: LuaModule.Function {
    runtime.function("clock") { _ in [.number(Double(Instant.now.nanoseconds) / 1e9)] }
  }

  private var describeError: LuaModule.Function {
    runtime.function("strerror") { arguments in
      guard let name = arguments[1].text else { throw arguments.wrongType(1, "errno", "string") }
      guard let errno = Errno.named(name) else {
        throw LuaArgumentError(1, "unknown error '\(name)': use a name such as ENOENT")
      }
      return [.text("\(errno)"), .integer(Int64(errno.rawValue))]
    }
  }
}
