-- Suggestions for a function that a module does not have: the function with that name in POSIX,
-- luaposix or luv, or the nearest name.

local spelling = require("sigbox.spelling")

local names = {
  signal = {
    signal = "signal.handle", sigaction = "signal.handle", on = "signal.handle",
    trap = "signal.handle", catch = "signal.handle", start = "signal.handle",
    new_signal = "signal.handle", reset = "signal.default", stop = "signal.default",
    sigprocmask = "signal.block, signal.unblock or signal.setmask",
    pthread_sigmask = "signal.block, signal.unblock or signal.setmask",
    procmask = "signal.block, signal.unblock or signal.setmask",
    sigpending = "signal.pending", sigsuspend = "signal.suspend", sigwait = "signal.wait",
    sigwaitinfo = "signal.wait", sigtimedwait = "signal.wait", signalfd = "signal.fd",
    sigqueue = "signal.queue", rt_sigqueueinfo = "signal.queue",
    rt_tgsigqueueinfo = "signal.tgqueue", fcntl = "signal.setsig",
    setitimer = "signal.timer", getitimer = "signal.timer",
    abort = "signal.fault(\"ABRT\")", pidfd_send_signal = "signal.send", sigset = "a list of names",
  },
  process = {
    waitpid = "process.wait", waitid = "process.wait", wait3 = "process.wait",
    wait4 = "process.wait", getpid = "process.pid", getppid = "process.parent",
    ppid = "process.parent", execve = "process.exec", execvp = "process.exec",
    execv = "process.exec", execp = "process.exec", execl = "process.exec",
    execlp = "process.exec", popen = "process.spawn with stdout = a pipe of process.pipe",
    system = "process.spawn and process.wait", execute = "process.spawn and process.wait",
    posix_spawn = "process.spawn", run = "process.spawn and process.wait", _exit = "process.exit",
    getcwd = "process.cwd", getenv = "os.getenv", env = "process.environment",
    environ = "process.environment", unsetenv = "process.setenv(name)",
    nanosleep = "process.sleep", usleep = "process.sleep", msleep = "process.sleep",
    getpgrp = "process.getpgid", setpgrp = "process.setpgid", getuid = "process.ids",
    geteuid = "process.ids", getgid = "process.ids", getegid = "process.ids",
    getgroups = "process.ids", getresuid = "process.ids", getresgid = "process.ids",
    prctl = "process.subreaper, process.parent_death_signal or process.no_new_privileges",
    setpriority = "process.nice", getpriority = "process.nice", setrlimit = "process.limit",
    getrlimit = "process.limit", prlimit = "process.limit", hrtime = "process.clock",
    now = "process.clock", time = "os.time or process.clock", clock_gettime = "process.clock",
    capget = "process.capabilities", capset = "process.setcapabilities",
    pidfd_open = "process.pidfd", pipe2 = "process.pipe", select = "process.poll",
    ppoll = "process.poll", epoll = "process.poll", raise = "signal.raise",
    signal = "signal.handle", setitimer = "signal.timer", os_getpid = "process.pid",
    errno = "process.strerror", pthread_create = "process.threads",
  },
  terminal = {
    isatty = "terminal.is", tcgetpgrp = "terminal.foreground", tcsetpgrp = "terminal.foreground",
    openpty = "terminal.open", posix_openpt = "terminal.open", pty = "terminal.open",
    tcsetattr = "terminal.restore", tcgetattr = "terminal.raw", cfmakeraw = "terminal.raw",
    setraw = "terminal.raw", set_mode = "terminal.raw", reset_mode = "terminal.restore",
    get_winsize = "terminal.size", winsize = "terminal.size", setsid = "process.setsid",
    login_tty = "terminal.control",
  },
}

--- Returns a suggestion for a function `name` that `module` does not have.
return function(modules, module, name)
  name = tostring(name)
  local instead = names[module][name]
  if instead then
    return "use " .. instead
  elseif name:find("^SIG%u") then
    return "signals are named by strings, as \"" .. name:sub(4) .. "\""
  end
  for other, functions in pairs(modules) do
    if rawget(functions, name) then
      return "use " .. other .. "." .. name
    end
  end
  local near = spelling.nearest(name, modules[module])
  return near and "did you mean " .. module .. "." .. near .. "?"
    or "no such function: sigbox show " .. module .. " lists them"
end
