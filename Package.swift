// swift-tools-version: 6.2
import PackageDescription

let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]
/// Above SystemCalls and LuaBridge the compiler proves that no pointer is left.
let safeSwift: [SwiftSetting] = swift + [.strictMemorySafety()]
let c: [CSetting] = [
  .define("_GNU_SOURCE"),
  .unsafeFlags([
    "-std=gnu2x", "-Wall", "-Wextra", "-Werror", "-ffunction-sections", "-fdata-sections",
  ]),
]

// gold, clang's first choice here, warns of glibc's name services in every static link.
let lld: [LinkerSetting] = [.unsafeFlags(["-use-ld=lld"])]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

let package = Package(
  name: "sigbox",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .target(
      name: "CLuaShim", dependencies: ["CLua"], cSettings: c,
      // Lua's archive needs libm behind it when all is linked statically.
      linkerSettings: [.linkedLibrary("lua5.4"), .linkedLibrary("m")]),
    .systemLibrary(
      name: "CSeccomp", pkgConfig: "libseccomp", providers: [.apt(["libseccomp-dev"])]),
    .target(name: "CLinux", cSettings: c),
    .target(name: "CScripts", cSettings: c),
    .target(
      name: "CLineEditor", cSettings: c,
      // What libedit's archive needs behind it.
      linkerSettings: ["edit", "tinfo", "bsd", "md"].map { .linkedLibrary($0) }),
    .target(name: "LineEditing", dependencies: ["CLineEditor"], swiftSettings: swift),
    .target(name: "Scripts", dependencies: ["CScripts"], swiftSettings: swift),
    .target(name: "Signals", swiftSettings: safeSwift),
    .target(
      name: "SystemCalls", dependencies: ["Signals", "CLinux", "CSeccomp", system],
      swiftSettings: swift, linkerSettings: [.linkedLibrary("seccomp")]),
    .target(name: "LuaBridge", dependencies: ["CLuaShim"], swiftSettings: swift),
    .target(name: "BoxProtocol", dependencies: ["Signals"], swiftSettings: safeSwift),
    .target(
      name: "Boxes", dependencies: ["Signals", "SystemCalls", "BoxProtocol", system],
      swiftSettings: safeSwift),
    .target(
      name: "InitRuntime",
      dependencies: ["Signals", "SystemCalls", "LuaBridge", "Scripts", "BoxProtocol", system],
      swiftSettings: safeSwift),
    .target(
      name: "Probing", dependencies: ["Signals", "SystemCalls", "Boxes", "BoxProtocol", system],
      swiftSettings: safeSwift),
    .target(
      name: "Experiments",
      dependencies: [
        "Signals", "SystemCalls", "LuaBridge", "BoxProtocol", "Boxes", "Probing", "Scripts", system,
      ],
      swiftSettings: safeSwift),
    .target(
      name: "Workshop",
      dependencies: [
        "Signals", "SystemCalls", "Scripts", "BoxProtocol", "Probing", "Experiments", system,
      ],
      swiftSettings: safeSwift),
    .target(
      name: "Reporting", dependencies: ["Signals", "Boxes", "Probing", "Experiments", "Workshop"],
      swiftSettings: safeSwift),
    .executableTarget(
      name: "sigbox",
      dependencies: [
        "Signals", "SystemCalls", "Scripts", "BoxProtocol", "Boxes", "InitRuntime", "LuaBridge",
        "LineEditing",
        "Probing", "Experiments", "Workshop", "Reporting", argumentParser, system,
      ],
      swiftSettings: safeSwift,
      linkerSettings: lld),
    .testTarget(name: "SignalsTests", dependencies: ["Signals"], linkerSettings: lld),
    .testTarget(name: "LuaBridgeTests", dependencies: ["LuaBridge"], linkerSettings: lld),
    .testTarget(
      name: "SystemCallsTests", dependencies: ["SystemCalls", "Signals", system],
      linkerSettings: lld),
    .testTarget(
      name: "BoxProtocolTests", dependencies: ["BoxProtocol", "Signals"], linkerSettings: lld),
    .testTarget(
      name: "BoxesTests", dependencies: ["Boxes", "Signals", "SystemCalls"], linkerSettings: lld),
    .testTarget(
      name: "ProbingTests", dependencies: ["Probing", "Signals", "SystemCalls"],
      linkerSettings: lld),
    .testTarget(
      name: "ReportingTests", dependencies: ["Reporting", "Probing", "Signals"], linkerSettings: lld
    ),
    .testTarget(name: "ScriptsTests", dependencies: ["Scripts"], linkerSettings: lld),
    .testTarget(
      name: "sigboxTests", dependencies: ["Signals", "SystemCalls", "sigbox", system],
      linkerSettings: lld),
  ],
  swiftLanguageModes: [.v6]
)
