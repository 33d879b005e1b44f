internal import BoxProtocol
internal import Linux
internal import SystemPackage

/// The control groups that limit a box, as decided before any of them exists.
///
/// Version 2 has one group for all limits, version 1 one for each. Both may be mounted (a hybrid
/// hierarchy), and the caller may be allowed to use only one.
struct ControlGroupPlan: Equatable, Sendable {
  enum Version: Equatable, Sendable { case v1, v2 }

  /// A directory that is to be made, and what it limits.
  struct Group: Equatable, Sendable {
    let directory: FilePath
    let limits: GroupLimits
    let version: Version
  }

  /// The group of version 2 below which a box's group can be, and its usable controllers.
  struct Parent: Equatable, Sendable {
    let directory: FilePath
    /// The text of its cgroup.subtree_control.
    let controllers: String
  }

  /// The groups to make.
  var preferred: [Group]
  /// The groups to make if none of the preferred ones can be made.
  var fallback: [Group]

  /// Decides on groups for limits.
  ///
  /// Version 2 is preferred if it has a controller for at least one limit.
  ///
  /// - Parameters:
  ///   - limits: What is to be limited.
  ///   - name: The name of each new group.
  ///   - current: The groups that the caller is in.
  ///   - parent: The parent in version 2; nil if there is none.
  init(
    _ limits: GroupLimits, name: String, in current: ControlGroupMembership, below parent: Parent?
  ) {
    let wanted = GroupLimits.all.filter { limits.contains($0) }
    let v1 = wanted.compactMap { limit in
      current.v1(limit.controller).map {
        Group(directory: $0.appending(name), limits: limit, version: .v1)
      }
    }
    let usable = parent?.controllers.split { $0.isWhitespace } ?? []
    let limited = GroupLimits(wanted.filter { usable.contains(Substring($0.controller)) })
    guard let parent, !limited.isEmpty else {
      (preferred, fallback) = (v1, [])
      return
    }
    let group = Group(
      directory: parent.directory.appending(name), limits: limited, version: .v2)
    (preferred, fallback) = ([group], v1)
  }

  /// The directory of version 2 that can have a box's group as a child.
  ///
  /// A group with processes cannot give controllers to its children, except for the root. The caller
  /// is in its own group, so a box's group is a sibling of it.
  static func parentDirectory(of group: FilePath, isRoot: Bool) -> FilePath {
    isRoot ? group : group.removingLastComponent()
  }
}

extension GroupLimits {
  /// The name of the controller.
  var controller: String {
    self == .memory ? "memory" : self == .processes ? "pids" : "cpu"
  }
}
