package import BoxProtocol
internal import Sandbox

extension BoxRecord {
  /// What the OOM killer did in the box: so far if it runs; nil if that is unknown.
  package var outOfMemoryKills: OutOfMemoryKills? {
    if let end { return end.outOfMemoryKills }
    return ControlGroup(existing: groups).outOfMemoryKills
  }
}
