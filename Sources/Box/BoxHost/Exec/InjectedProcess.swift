internal import BoxProtocol
internal import Sandbox
package import SignalModel
package import Linux
package import SystemPackage

extension Box {
  /// A process that the host started inside a box.
  package final class InjectedProcess {
    /// Readable once it has ended; valid while this object lives.
    package var ending: FileDescriptor { companion.process.descriptor }
    private let companion: Companion

    init(_ companion: Companion) { self.companion = companion }

    /// Waits for its end.
    ///
    /// - Throws: ``BoxFailure`` if it could not enter the box.
    package func end() throws -> Termination {
      defer { companion.reap() }
      do {
        return try companion.end(by: nil)
      } catch let error as SystemError where error.errno == .canceled {
        return .killed(.kill, core: false)
      }
    }

    /// Releases it after the box has ended.
    package func forget() { companion.reap() }
  }

  /// Starts a copy of the caller as a further process of the box, and does not wait for it.
  ///
  /// Its parent, the companion, stays outside the box.
  ///
  /// It is confined as PID 1 is.
  ///
  /// - Parameters:
  ///   - output: Its standard output and error.
  ///   - program: What it runs in the box.
  /// - Returns: The process.
  /// - Throws: EAGAIN, EMFILE.
  package func enter(
    output: FileDescriptor, _ program: () -> Never
  ) throws(SystemError) -> InjectedProcess {
    let companion = try Companion(keeping: [process.descriptor, output]) {
      try CurrentProcess.redirectStandardDescriptors(input: nil, output: output)
      try Self.join(process, restrictions, ownNetwork: true)
      return nil
    } program: { _, _ in
      try? CurrentProcess.startSession()
      CurrentProcess.closeDescriptors(but: [])
      do {
        try Confinement(restrictions).apply()
      } catch {
        try? FileContents.write(
          ArgumentText.visible("sigbox: \(Remedies.text(of: error))") + "\n", to: .standardError)
        CurrentProcess.exit(125)
      }
      program()
    }
    return InjectedProcess(companion)
  }
}
