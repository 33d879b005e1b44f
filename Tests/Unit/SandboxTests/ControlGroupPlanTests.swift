import BoxProtocol
import Linux
import SystemPackage
import Testing

@testable import Sandbox

struct ControlGroupPlanTests {
  private static let all: GroupLimits = [.memory, .processes, .processors]

  /// A host with version 1 alone, as Debian 10 has it.
  private static let v1 = ControlGroupMembership(
    mountInfo: """
      24 30 0:21 / /proc rw,nosuid - proc proc rw
      32 25 0:27 / /sys/fs/cgroup/memory rw,nosuid shared:12 - cgroup cgroup rw,memory
      33 25 0:28 / /sys/fs/cgroup/cpu,cpuacct rw shared:13 master:2 - cgroup cgroup rw,cpu,cpuacct
      34 25 0:29 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids

      """,
    groups: "9:memory:/user/me\n4:cpu,cpuacct:/\n2:pids:/user\n")

  private static let v2 = ControlGroupMembership(
    mountInfo: "30 25 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n",
    groups: "0::/user.slice/run-1.scope\n")

  /// A hybrid hierarchy: version 2 without controllers beside version 1.
  private static let hybrid = ControlGroupMembership(
    mountInfo: """
      30 25 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
      34 25 0:29 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids

      """,
    groups: "2:pids:/\n0::/init.scope\n")

  private func plan(
    _ limits: GroupLimits, in current: ControlGroupMembership, controllers: String? = nil
  ) -> ControlGroupPlan {
    let parent = controllers.map {
      ControlGroupPlan.Parent(directory: "/sys/fs/cgroup/user.slice", controllers: $0)
    }
    return ControlGroupPlan(limits, name: "sigbox-7", in: current, below: parent)
  }

  @Test func `version 1 has a group for each limit, below the caller's own`() {
    let plan = plan(Self.all, in: Self.v1)
    #expect(
      plan.preferred == [
        .init(directory: "/sys/fs/cgroup/memory/user/me/sigbox-7", limits: .memory, version: .v1),
        .init(directory: "/sys/fs/cgroup/pids/user/sigbox-7", limits: .processes, version: .v1),
        .init(
          directory: "/sys/fs/cgroup/cpu,cpuacct/sigbox-7", limits: .processors, version: .v1),
      ])
    #expect(plan.fallback.isEmpty)
  }

  @Test func `only what is to be limited has a group`() {
    #expect(plan(.processes, in: Self.v1).preferred.map(\.limits) == [.processes])
    #expect(plan([], in: Self.v1).preferred.isEmpty)
    #expect(plan([], in: Self.v2, controllers: "memory pids cpu\n").preferred.isEmpty)
  }

  @Test func `version 2 has one group for all limits`() {
    let plan = plan(Self.all, in: Self.v2, controllers: "cpuset cpu io memory pids\n")
    #expect(
      plan.preferred == [
        .init(directory: "/sys/fs/cgroup/user.slice/sigbox-7", limits: Self.all, version: .v2)
      ])
    #expect(plan.fallback.isEmpty)
  }

  @Test func `version 2 limits only what it has controllers for`() {
    let plan = plan(Self.all, in: Self.v2, controllers: "memory pids\n")
    #expect(plan.preferred.map(\.limits) == [[.memory, .processes]])
  }

  @Test(arguments: ["", "\n", "cpuset io\n", "memoryx\n"])
  func `version 2 without a usable controller leaves the limits to version 1`(_ text: String) {
    let plan = plan(Self.all, in: Self.hybrid, controllers: text)
    #expect(plan.preferred.map(\.directory) == ["/sys/fs/cgroup/pids/sigbox-7"])
    #expect(plan.fallback.isEmpty)
  }

  @Test func `version 1 is the fallback of version 2`() {
    let plan = plan([.processes], in: Self.hybrid, controllers: "pids\n")
    #expect(plan.preferred.map(\.version) == [.v2])
    #expect(plan.fallback.map(\.directory) == ["/sys/fs/cgroup/pids/sigbox-7"])
  }

  @Test func `a box's group is a sibling of the caller's, except in the root`() {
    let group: FilePath = "/sys/fs/cgroup/user.slice/run-1.scope"
    #expect(
      ControlGroupPlan.parentDirectory(of: group, isRoot: false) == "/sys/fs/cgroup/user.slice")
    #expect(
      ControlGroupPlan.parentDirectory(of: "/sys/fs/cgroup", isRoot: true) == "/sys/fs/cgroup")
  }

  @Test func `the caller's groups are found by type, controller and mount point`() {
    #expect(Self.v1.v1("memory") == "/sys/fs/cgroup/memory/user/me")
    #expect(Self.v1.v1("cpuacct") == "/sys/fs/cgroup/cpu,cpuacct")
    #expect(Self.v1.v1("blkio") == nil)
    #expect(Self.v1.v2 == nil)
    #expect(Self.v2.v2 == "/sys/fs/cgroup/user.slice/run-1.scope")
    #expect(Self.v2.v1("memory") == nil)
    #expect(Self.hybrid.v2 == "/sys/fs/cgroup/unified/init.scope")
    #expect(ControlGroupMembership(mountInfo: [], groups: []).v2 == nil)
    #expect(ControlGroupMembership(mountInfo: "\n\n", groups: ":").v1("pids") == nil)
  }
}

extension ControlGroupMembership {
  fileprivate init(mountInfo: String, groups: String) {
    self.init(mountInfo: Array(mountInfo.utf8), groups: Array(groups.utf8))
  }
}
