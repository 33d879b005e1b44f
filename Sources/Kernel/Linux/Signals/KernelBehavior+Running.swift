internal import CLinux
package import SignalModel

extension KernelBehavior {
  /// How the running kernel behaves, found out by trying it in a PID namespace.
  ///
  /// Where no namespace can be made, the release of the kernel decides.
  package static let running: KernelBehavior = {
    let answer = clinux_protects_threaded_init()
    return answer < 0
      ? KernelBehavior(release: ProcFiles.kernelRelease)
      : KernelBehavior(protectsThreadedInit: answer == 1)
  }()
}
