// swift-tools-version: 6.2
import PackageDescription

let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]
/// Above Linux and LuaBridge the compiler proves that no unsafe pointer is used.
let safeSwift: [SwiftSetting] = swift + [.strictMemorySafety()]
let c: [CSetting] = [
  .define("_GNU_SOURCE"),
  .unsafeFlags([
    "-std=gnu2x", "-Wall", "-Wextra", "-Werror", "-ffunction-sections", "-fdata-sections",
  ]),
]

// gold, clang's first choice here, warns about glibc's name services in every static link.
let lld: [LinkerSetting] = [.unsafeFlags(["-use-ld=lld"])]

let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

/// The floors of the architecture: a target imports only targets of its own floor or below.
enum Floor: String {
  case kernel = "Kernel"
  case lua = "Lua"
  case box = "Box"
  case diagnosis = "Diagnosis"
  case app = "App"

  func target(
    _ name: String, _ dependencies: [Target.Dependency], _ settings: [SwiftSetting] = safeSwift,
    linker: [LinkerSetting] = [], exclude: [String] = [], plugins: [Target.PluginUsage] = []
  ) -> Target {
    .target(
      name: name, dependencies: dependencies, path: path(name), exclude: exclude,
      swiftSettings: settings, linkerSettings: linker, plugins: plugins)
  }

  func cTarget(
    _ name: String, _ dependencies: [Target.Dependency] = [], libraries: [String] = []
  ) -> Target {
    .target(
      name: name, dependencies: dependencies, path: path(name), cSettings: c,
      linkerSettings: libraries.map { .linkedLibrary($0) })
  }

  /// A plugin that runs the script `embed` in its directory.
  func plugin(_ name: String) -> Target {
    .plugin(name: name, capability: .buildTool(), path: path(name), exclude: ["embed"])
  }

  func library(_ name: String, _ package: String, debian: String) -> Target {
    .systemLibrary(
      name: name, path: path(name), pkgConfig: package, providers: [.apt([debian])])
  }

  func path(_ name: String) -> String { "Sources/\(rawValue)/\(name)" }
}

func unitTests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name)] + dependencies,
    path: "Tests/Unit/\(name)Tests", linkerSettings: lld)
}

let kernel: [Target] = [
  Floor.kernel.library("CSeccomp", "libseccomp", debian: "libseccomp-dev"),
  Floor.kernel.cTarget("CLinux"),
  Floor.kernel.target("SignalModel", []),
  Floor.kernel.target(
    "Linux", ["SignalModel", "CLinux", "CSeccomp", system], swift,
    linker: [.linkedLibrary("seccomp")]),
]

let lua: [Target] = [
  Floor.lua.library("CLua", "lua5.4", debian: "liblua5.4-dev"),
  // In a static link, Lua's archive needs libm after it.
  Floor.lua.cTarget("CLuaShim", ["CLua"], libraries: ["lua5.4", "m"]),
  Floor.lua.target("LuaBridge", ["CLuaShim"], swift),
  Floor.lua.plugin("EmbedLua"),
  // SwiftPM looks for changes through the link lua, which leads to the Lua files.
  Floor.lua.target("EmbeddedLua", [], swift, exclude: ["lua"], plugins: ["EmbedLua"]),
]

let box: [Target] = [
  Floor.box.target("BoxProtocol", ["SignalModel"]),
  Floor.box.target(
    "Sandbox", ["SignalModel", "Linux", "BoxProtocol", system]),
  Floor.box.target("BoxHost", ["SignalModel", "Linux", "BoxProtocol", "Sandbox", system]),
  Floor.box.target(
    "BoxInit",
    ["SignalModel", "Linux", "LuaBridge", "EmbeddedLua", "BoxProtocol", "Sandbox", system]),
  Floor.box.target(
    "LuaAPI",
    ["SignalModel", "Linux", "LuaBridge", "BoxProtocol", "Sandbox", "BoxInit", system]),
]

let diagnosis: [Target] = [
  Floor.diagnosis.target("WorkerPool", ["SignalModel", "Linux", system]),
  Floor.diagnosis.target(
    "Observation", ["SignalModel", "Linux", "BoxProtocol", "BoxHost", "WorkerPool", system]),
  Floor.diagnosis.target(
    "Probing",
    [
      "SignalModel", "Linux", "BoxProtocol", "Sandbox", "BoxHost", "WorkerPool", "Observation",
      system,
    ]),
  Floor.diagnosis.target(
    "Conformance",
    ["SignalModel", "Linux", "BoxProtocol", "BoxHost", "WorkerPool", "Observation", system]),
]

let app: [Target] = [
  Floor.app.target(
    "Experiments",
    [
      "SignalModel", "Linux", "LuaBridge", "BoxProtocol", "Sandbox", "BoxHost", "Observation",
      "Probing", "EmbeddedLua", system,
    ]),
  Floor.app.target(
    "Workshop",
    [
      "SignalModel", "Linux", "EmbeddedLua", "BoxProtocol", "Observation", "Probing",
      "Experiments", system,
    ]),
  Floor.app.target(
    "Reporting",
    [
      "SignalModel", "Linux", "BoxProtocol", "BoxHost", "Observation", "Probing", "Conformance",
      "Experiments", "Workshop",
    ]),
  // libedit's archive needs the other ones after it.
  Floor.app.cTarget("CLineEditor", libraries: ["edit", "tinfo", "bsd", "md"]),
  Floor.app.plugin("EmbedCommit"),
  // It runs before the C library.
  .target(
    name: "ProtectedStart", path: Floor.app.path("ProtectedStart"),
    cSettings: c + [.unsafeFlags(["-ffreestanding", "-fno-stack-protector"])],
    linkerSettings: [.unsafeFlags(["-Xlinker", "--entry=protected_start"])]),
  Floor.app.target("LineEditing", ["CLineEditor"], swift),
  Floor.app.target(
    "SigboxCore",
    [
      "SignalModel", "Linux", "LuaBridge", "EmbeddedLua", "BoxProtocol", "Sandbox", "BoxHost",
      "BoxInit", "LuaAPI", "WorkerPool", "Observation", "Probing", "Conformance", "Experiments",
      "Workshop", "Reporting", "LineEditing", system,
    ]),
  .executableTarget(
    name: "sigbox",
    dependencies: [
      "SigboxCore", "ProtectedStart", "SignalModel", "Linux", "EmbeddedLua", "BoxProtocol",
      "Sandbox", "BoxHost", "Observation", "Probing", "Workshop", "Reporting", argumentParser,
      system,
    ],
    path: Floor.app.path("sigbox"), swiftSettings: safeSwift, linkerSettings: lld,
    plugins: ["EmbedCommit"]),
]

let tests: [Target] = [
  unitTests("SignalModel", []),
  unitTests("Linux", ["SignalModel", system]),
  unitTests("LuaBridge", []),
  unitTests("EmbeddedLua", []),
  unitTests("BoxProtocol", ["SignalModel", "Linux"]),
  unitTests("Sandbox", ["Linux", "BoxProtocol", system]),
  unitTests("BoxHost", ["BoxProtocol", "SignalModel", "Linux", system]),
  unitTests("WorkerPool", []),
  unitTests("Observation", ["SignalModel", "Linux", "BoxHost", "BoxProtocol"]),
  unitTests("Probing", ["SignalModel", "Linux", "BoxProtocol", "Observation"]),
  unitTests("Conformance", ["SignalModel", "Linux", "Observation"]),
  unitTests("Experiments", ["SignalModel", "BoxProtocol"]),
  unitTests("Workshop", ["Linux", system]),
  unitTests(
    "Reporting",
    ["Experiments", "Observation", "Probing", "SignalModel", "Linux", "BoxProtocol"]),
  unitTests("SigboxCore", ["SignalModel", "Observation", "sigbox"]),
  .testTarget(
    name: "IntegrationTests",
    dependencies: ["SignalModel", "Linux", "BoxHost", "Workshop", "sigbox", system],
    path: "Tests/Integration", linkerSettings: lld),
]

let package = Package(
  name: "sigbox",
  products: [
    .executable(name: "sigbox", targets: ["sigbox"]),
    .library(name: "SignalModel", targets: ["SignalModel"]),
    .library(name: "LuaBridge", targets: ["LuaBridge"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    // No target uses it: only `swift package generate-documentation` builds it.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: kernel + lua + box + diagnosis + app + tests,
  swiftLanguageModes: [.v6]
)
