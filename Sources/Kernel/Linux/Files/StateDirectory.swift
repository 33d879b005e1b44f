package import SystemPackage

/// Where programs keep what outlives them and is no configuration: the XDG base directories.
package enum StateDirectory {
  /// `sigbox` in $XDG_STATE_HOME, or in ~/.local/state; nil where neither is set.
  package static var place: FilePath? {
    if let state = Environment.value("XDG_STATE_HOME"), state.hasPrefix("/") {
      return FilePath(state).appending("sigbox")
    }
    guard let home = Environment.value("HOME"), home.hasPrefix("/") else { return nil }
    return FilePath(home).appending([".local", "state", "sigbox"])
  }
}
