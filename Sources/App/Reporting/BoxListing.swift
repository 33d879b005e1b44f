package import BoxHost
internal import BoxProtocol
internal import Linux
internal import SignalModel

/// Named boxes, as a table or as JSON.
package enum BoxListing {
  /// A table with one line per box: name, state, pid of PID 1, age and command.
  ///
  /// - Parameters:
  ///   - records: The boxes.
  ///   - now: The time, in seconds since the Epoch.
  ///   - canvas: The properties of the output.
  /// - Returns: The table, with headings.
  package static func text(_ records: [BoxRecord], now: Int64, on canvas: Canvas) -> String {
    TextTable(
      headings: ["NAME", "STATE", "PID", "CREATED", "COMMAND"],
      rows: records.map { record in
        [
          ArgumentText.visible(record.name), state(of: record),
          record.end == nil ? "\(record.pid)" : "-",
          age(now - record.created) + " ago", command(record.command),
        ]
      }
    ).text(width: canvas.width)
  }

  /// A JSON array with one object per box, the same as `inspect` prints.
  package static func json(_ records: [BoxRecord]) -> String {
    JSON.text(records.map { BoxDocument($0) })
  }

  /// The command on one line, quoted for a shell.
  package static func command(_ words: [[UInt8]]) -> String {
    words.map { bytes in
      let word = ArgumentText.visible(bytes)
      let plain = word.allSatisfy {
        $0.isASCII && ($0.isLetter || $0.isNumber || "_-./=:,+@%".contains($0))
      }
      return plain && !word.isEmpty
        ? word
        : "'"
          + word.split(
            separator: "'", omittingEmptySubsequences: false
          ).joined(separator: "'\\''") + "'"
    }.joined(separator: " ")
  }

  private static func state(of record: BoxRecord) -> String {
    guard let end = record.end else { return "running" }
    let isOutOfMemory = end.outOfMemoryKills.map { $0.count > 0 } ?? false
    return "\(end.termination)" + (end.timeWasOver ? " (time limit)" : "")
      + (isOutOfMemory ? " (out of memory)" : "")
  }

  private static func age(_ seconds: Int64) -> String {
    switch max(0, seconds) {
    case let seconds where seconds < 120: "\(seconds) s"
    case let seconds where seconds < 7200: "\(seconds / 60) min"
    case let seconds where seconds < 172_800: "\(seconds / 3600) h"
    case let seconds: "\(seconds / 86400) days"
    }
  }
}
