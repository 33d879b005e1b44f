/// The shells, by the names of their executables.
package enum Shells {
  package static let names: Set<String> = [
    "sh", "bash", "dash", "ash", "busybox", "zsh", "ksh", "mksh", "fish",
  ]
}
