internal import BoxInit
internal import LuaBridge
internal import Linux
internal import SystemPackage

/// Users, groups, capabilities and limits.
extension ProcessAPI {
  var privileges: [LuaModule.Function] {
    [
      ids, setUser, setGroupID, setUsers, setGroups, setSupplementaryGroups, capabilities,
      setCapabilities, noNewPrivileges, limit,
    ]
  }

  private var ids: LuaModule.Function {
    runtime.function("ids") { _ in
      let (users, groups) = (Credentials.users, Credentials.groups)
      let supplementary = Credentials.supplementaryGroups
      let ids = [
        ("uid", users.real), ("euid", users.effective), ("suid", users.saved),
        ("gid", groups.real), ("egid", groups.effective), ("sgid", groups.saved),
      ]
      var table = LuaTable(fields: ids.map { ($0.0, .integer(Int64($0.1))) })
      let list = LuaTable(list: supplementary.map { .integer(Int64($0)) })
      table.fields.append(("groups", .table(list)))
      return [.table(table)]
    }
  }

  private var setUser: LuaModule.Function {
    runtime.function("setuid") { arguments in
      try Credentials.setUser(try arguments.id(1, "uid"))
      return [.boolean(true)]
    }
  }

  private var setGroupID: LuaModule.Function {
    runtime.function("setgid") { arguments in
      try Credentials.setGroup(try arguments.id(1, "gid"))
      return [.boolean(true)]
    }
  }

  private var setUsers: LuaModule.Function {
    runtime.function("setresuid") { arguments in
      try Credentials.setUsers(
        real: try arguments.optionalID(1, "real"),
        effective: try arguments.optionalID(2, "effective"),
        saved: try arguments.optionalID(3, "saved"))
      return [.boolean(true)]
    }
  }

  private var setGroups: LuaModule.Function {
    runtime.function("setresgid") { arguments in
      try Credentials.setGroups(
        real: try arguments.optionalID(1, "real"),
        effective: try arguments.optionalID(2, "effective"),
        saved: try arguments.optionalID(3, "saved"))
      return [.boolean(true)]
    }
  }

  private var setSupplementaryGroups: LuaModule.Function {
    runtime.function("setgroups") { arguments in
      let groups = try arguments.table(1, "groups").list
      try Credentials.setSupplementaryGroups(
        try groups.map { try LuaArguments.id($0, 1, "a group") })
      return [.boolean(true)]
    }
  }

  private var capabilities: LuaModule.Function {
    runtime.function("capabilities") { _ in
      let sets = try Capabilities()
      return [
        .table(
          LuaTable(fields: CapabilitySets.all.map { ($0.name, sets[keyPath: $0.path].luaValue) }))
      ]
    }
  }

  private var setCapabilities: LuaModule.Function {
    runtime.function("setcapabilities") { arguments in
      var sets = try Capabilities()
      let table = try arguments.table(1, "sets")
      for (key, value) in table.fields {
        guard let set = CapabilitySets.all.first(where: { $0.name == key }) else {
          throw LuaArgumentError(
            1,
            "unknown set '\(key)': use effective, permitted, inheritable, bounding or ambient")
        }
        sets[keyPath: set.path] = try CapabilitySets.parse(value, key)
      }
      try sets.apply()
      return [.boolean(true)]
    }
  }

  private var noNewPrivileges: LuaModule.Function {
    runtime.function("no_new_privileges") { _ in
      try Capabilities.forgoNewPrivileges()
      return [.boolean(true)]
    }
  }

  private var limit: LuaModule.Function {
    runtime.function("limit") { arguments in
      let resource = try ResourceLimit.Resource(lua: arguments[1], 1)
      if !arguments.isNil(2) {
        let hard =
          arguments.isNil(3)
          ? try ResourceLimit(current: resource).hard : try ResourceLimit.amount(arguments[3], 3)
        try ResourceLimit(resource, soft: try ResourceLimit.amount(arguments[2], 2), hard: hard)
          .set()
      }
      let limit = try ResourceLimit(current: resource)
      return [ResourceLimit.luaValue(limit.soft), ResourceLimit.luaValue(limit.hard)]
    }
  }
}

extension LuaArguments {
  /// The id of a user or group.
  func id(_ position: Int, _ name: String) throws -> UInt32 {
    try Self.id(self[position], position, name)
  }

  /// The id of a user or group; nil if not given.
  func optionalID(_ position: Int, _ name: String) throws -> UInt32? {
    isNil(position) ? nil : try id(position, name)
  }

  static func id(_ value: LuaValue, _ position: Int, _ name: String) throws -> UInt32 {
    guard case .integer(let number) = value else {
      throw LuaArgumentError(position, "\(name): integer expected, got \(value.typeName)")
    }
    // The highest number means no change.
    guard let id = value.exactInteger(as: UInt32.self), id < .max else {
      throw LuaArgumentError(position, "\(name): invalid id \(number): EINVAL")
    }
    return id
  }
}
