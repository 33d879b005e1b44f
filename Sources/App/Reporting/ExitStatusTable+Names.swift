extension ExitStatusTable {
  /// The causes of a status for which a convention has a name.
  static func named(_ status: Int32) -> [Row] {
    systemd.filter { $0.status == status }.map { code in
      Row(
        status, .exited, "systemd could not start the service: \(code.meaning).",
        check: "systemctl status shows 'status=\(status)/\(code.name)': systemd.exec(5)")
    }
      + sysexits.filter { $0.status == status }.map { code in
        Row(
          status, .exited, "\(code.name): \(code.meaning).",
          check: "the program is one that follows sysexits.h, as mail programs do")
      }
      + initScripts.filter { $0.status == status }.map { code in
        Row(
          status, .exited, "An init script: \(code.meaning).",
          check: "it is a script of /etc/init.d, and follows the Linux Standard Base")
      }
  }

  private typealias Code = (status: Int32, name: String, meaning: String)

  /// Source: systemd.exec(5), "Process Exit Codes".
  private static let systemd: [Code] = [
    (200, "CHDIR", "it could not change to WorkingDirectory="),
    (201, "NICE", "it could not set Nice="),
    (202, "FDS", "it could not close or pass on file descriptors"),
    (203, "EXEC", "execve(2) of the program in ExecStart= failed"),
    (204, "MEMORY", "memory was short"),
    (205, "LIMITS", "it could not set resource limits, such as LimitCPU="),
    (206, "OOM_ADJUST", "it could not set OOMScoreAdjust="),
    (207, "SIGNAL_MASK", "it could not set the signal mask"),
    (208, "STDIN", "it could not set up StandardInput="),
    (209, "STDOUT", "it could not set up StandardOutput="),
    (210, "CHROOT", "it could not change to RootDirectory= or RootImage="),
    (211, "IOPRIO", "it could not set IOSchedulingClass= or IOSchedulingPriority="),
    (212, "TIMERSLACK", "it could not set TimerSlackNSec="),
    (213, "SECUREBITS", "it could not set SecureBits="),
    (214, "SETSCHEDULER", "it could not set CPUSchedulingPolicy= or CPUSchedulingPriority="),
    (215, "CPUAFFINITY", "it could not set CPUAffinity="),
    (216, "GROUP", "Group= or SupplementaryGroups= is unknown, or it could not change to it"),
    (217, "USER", "User= is unknown, or it could not change to it or set up PrivateUsers="),
    (218, "CAPABILITIES", "it could not set CapabilityBoundingSet= or AmbientCapabilities="),
    (219, "CGROUP", "it could not set up the control group"),
    (220, "SETSID", "setsid(2) failed"),
    (221, "CONFIRM", "the user has refused it (systemd.confirm_spawn=)"),
    (222, "STDERR", "it could not set up StandardError="),
    (224, "PAM", "it could not open the session of PAMName="),
    (225, "NETWORK", "it could not set up PrivateNetwork="),
    (226, "NAMESPACE", "it could not set up mounts, such as those of ReadOnlyPaths="),
    (227, "NO_NEW_PRIVILEGES", "it could not set NoNewPrivileges="),
    (228, "SECCOMP", "it could not set SystemCallFilter="),
    (229, "SELINUX_CONTEXT", "it could not set SELinuxContext="),
    (230, "PERSONALITY", "it could not set Personality="),
    (231, "APPARMOR", "it could not set AppArmorProfile="),
    (232, "ADDRESS_FAMILIES", "it could not set RestrictAddressFamilies="),
    (233, "RUNTIME_DIRECTORY", "it could not make RuntimeDirectory="),
    (235, "CHOWN", "it could not change the owner of a socket"),
    (236, "SMACK_PROCESS_LABEL", "it could not set SmackProcessLabel="),
    (237, "KEYRING", "it could not set up the keyring of the kernel"),
    (238, "STATE_DIRECTORY", "it could not make StateDirectory="),
    (239, "CACHE_DIRECTORY", "it could not make CacheDirectory="),
    (240, "LOGS_DIRECTORY", "it could not make LogsDirectory="),
    (241, "CONFIGURATION_DIRECTORY", "it could not make ConfigurationDirectory="),
    (242, "NUMA_POLICY", "it could not set NUMAPolicy= or NUMAMask="),
    (243, "CREDENTIALS", "it could not set up LoadCredential= or SetCredential="),
  ]

  /// Source: sysexits.h.
  private static let sysexits: [Code] = [
    (64, "EX_USAGE", "wrong options or arguments"),
    (65, "EX_DATAERR", "malformed input"),
    (66, "EX_NOINPUT", "an input file cannot be read"),
    (67, "EX_NOUSER", "a user is unknown"),
    (68, "EX_NOHOST", "a host is unknown"),
    (69, "EX_UNAVAILABLE", "a service is unavailable"),
    (70, "EX_SOFTWARE", "an error in the program itself"),
    (71, "EX_OSERR", "an error of the system, such as a failed fork"),
    (72, "EX_OSFILE", "a file of the system cannot be read"),
    (73, "EX_CANTCREAT", "an output file cannot be made"),
    (74, "EX_IOERR", "an error of input or output"),
    (75, "EX_TEMPFAIL", "a failure that may pass: try again"),
    (76, "EX_PROTOCOL", "the other side broke the protocol"),
    (77, "EX_NOPERM", "a missing permission"),
    (78, "EX_CONFIG", "an error in the configuration"),
  ]

  /// Source: the Linux Standard Base, "Init Script Actions".
  private static let initScripts: [Code] = [
    (2, "INVALIDARGUMENT", "wrong or too many arguments"),
    (3, "NOTIMPLEMENTED", "it lacks this action"),
    (4, "NOPERMISSION", "a missing permission"),
    (5, "NOTINSTALLED", "the program is not installed"),
    (6, "NOTCONFIGURED", "the program is not configured"),
    (7, "NOTRUNNING", "the program is not running"),
  ]
}
