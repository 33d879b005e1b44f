import Foundation
import PackagePlugin

/// Embeds the Lua files of lua/ and of Debian's Lua libraries into the target EmbeddedLua.
///
/// A changed file, or a directory in which a file was added or removed, runs the script again. The link
/// EmbeddedLua/lua makes SwiftPM look for new files and directories before a build.
@main
struct EmbedLua: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let script = context.package.directoryURL.appending(path: "Sources/Lua/EmbedLua/embed")
    let lua = context.package.directoryURL.appending(path: "lua/")
    let libraries = URL(filePath: "/usr/share/lua/5.4/")
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding the Lua files",
        executable: script,
        arguments: [output.path(), lua.path(), libraries.path()],
        inputFiles: [script] + entries(of: lua) + entries(of: libraries),
        outputFiles: [output])
    ]
  }

  /// A directory, and all files and directories below it.
  private func entries(of root: URL) -> [URL] {
    let entries = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    return [root] + (entries?.compactMap { $0 as? URL } ?? [])
  }
}
