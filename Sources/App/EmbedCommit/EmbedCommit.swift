import Foundation
import PackagePlugin

/// Embeds the id of the git commit into the target sigbox.
@main
struct EmbedCommit: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let root = context.package.directoryURL
    let script = root.appending(path: "Sources/App/EmbedCommit/embed")
    let output = context.pluginWorkDirectoryURL.appending(path: "Commit.swift")
    // Git appends to the log with every commit and checkout.
    let changing = [".git/HEAD", ".git/logs/HEAD"].map { root.appending(path: $0) }
      .filter { FileManager.default.fileExists(atPath: $0.path()) }
    return [
      .buildCommand(
        displayName: "Asking git for the commit",
        executable: script, arguments: [output.path(), root.path()],
        inputFiles: [script] + changing, outputFiles: [output])
    ]
  }
}
