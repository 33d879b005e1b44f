package import SystemPackage

/// Where programs keep state between runs: the XDG base directories.
package enum StateDirectory {
  /// `sigbox` in $XDG_STATE_HOME, or in ~/.local/state; nil if neither XDG_STATE_HOME nor HOME is set.
  package static var place: FilePath? {
    if let state = Environment.value("XDG_STATE_HOME"), state.hasPrefix("/") {
      return FilePath(state).appending("sigbox")
    }
    guard let home = Environment.value("HOME"), home.hasPrefix("/") else { return nil }
    return FilePath(home).appending([".local", "state", "sigbox"])
  }
}
