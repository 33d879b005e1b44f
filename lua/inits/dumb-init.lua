-- dumb-init 1.2.5: its options, environment variables, messages and exit statuses.
--
-- It blocks every signal and accepts them one by one with sigwait, so none is dropped for PID 1: a
-- blocked signal is queued even at its default. It forwards each signal except CHLD to the child's
-- process group. The child leads a new session and gets the terminal, so a signal to its process
-- group reaches all of its processes.
--
-- Usage: dumb-init [OPTIONS] PROGRAM [ARGS...]

local getopt = require("sigbox.getopt")
local execvp = require("sigbox.execvp")
local cnumber = require("sigbox.cnumber")

local highest = 31
local single, verbose = false, false
local rewrites = {}

local function say(format, ...)
  -- One write per message, because the child and its init share standard error.
  io.stderr:write(string.format("[dumb-init] " .. format .. "\n", ...))
end

local function debug_say(...)
  if verbose then
    say(...)
  end
end

--- Returns the text of an error as in the messages of dumb-init.
local function described(errno)
  local text, number = process.strerror(errno)
  return string.format("(errno=%d %s)", number, text)
end

local help = [[
dumb-init v1.2.5
Usage: %s [option] command [[arg] ...]

dumb-init is a simple process supervisor that forwards signals to children.
It is designed to run as PID1 in minimal container environments.

Optional arguments:
   -c, --single-child   Run in single-child mode.
                        In this mode, signals are only proxied to the
                        direct child and not any of its descendants.
   -r, --rewrite s:r    Rewrite received signal s to new signal r before proxying.
                        To ignore (not proxy) a signal, rewrite it to 0.
                        This option can be specified multiple times.
   -v, --verbose        Print debugging information to stderr.
   -h, --help           Print this help message and exit.
   -V, --version        Print the current version and exit.

Full help is available online at https://github.com/Yelp/dumb-init
]]

local function add_rewrite(text)
  local from, to = text:match("^%s*([+-]?%d+):%s*([+-]?%d+)")
  from, to = from and cnumber.int(from), to and cnumber.int(to)
  if not from or from < 1 or from > highest or to < 0 or to > highest then
    io.stderr:write(
      "Usage: -r option takes <signum>:<signum>, where <signum> is between 1 and ", highest,
      ".\nThis option can be specified multiple times.\nUse --help for full usage.\n")
    process.exit(1)
  end
  rewrites[from] = to
end

local function parse_command()
  local next_option, command = getopt(arg[0], arg, "+hvVcr:", {
    { "help", "h" }, { "single-child", "c" }, { "rewrite", "r" }, { "verbose", "v" },
    { "version", "V" },
  })
  for option, argument in next_option do
    if option == "h" then
      io.stderr:write(help:format(arg[0]))
      process.exit(0)
    elseif option == "V" then
      io.stderr:write("dumb-init v1.2.5\n")
      process.exit(0)
    elseif option == "v" then
      verbose = true
    elseif option == "c" then
      single = true
    elseif option == "r" then
      add_rewrite(argument)
    else
      process.exit(1)
    end
  end
  if #command == 0 then
    io.stderr:write(
      "Usage: ", arg[0], " [option] program [args]\nTry ", arg[0], " --help for full usage.\n")
    process.exit(1)
  end
  if os.getenv("DUMB_INIT_DEBUG") == "1" then
    verbose = true
    debug_say("Running in debug mode.")
  end
  if os.getenv("DUMB_INIT_SETSID") == "0" then
    single = true
    debug_say("Not running in setsid mode.")
  end
  return command
end

local command = parse_command()

-- After TSTP, only the child's own shell gives the terminal back to its session.
local stops = { [20] = true, [21] = true, [22] = true }
if not single then
  for number in pairs(stops) do
    rewrites[number] = rewrites[number] or 19
  end
end

-- sigfillset of glibc omits the two signals that its threads use.
local all = {}
for number = 1, 64 do
  if number ~= 32 and number ~= 33 then
    all[#all + 1] = number
  end
end

signal.block(all)
-- Caught but never handled, so that the child has each signal at its default.
for number = 1, highest do
  if number ~= 9 and number ~= 19 then
    signal.handle(number, function() end)
  end
end

-- The HUP and CONT that giving up the terminal causes.
local hand_off = {}

local function give_up_terminal()
  local released, _, reason = terminal.release(0)
  if not released then
    debug_say("Unable to detach from controlling tty %s.", described(reason))
  elseif process.getsid() == process.pid() then
    debug_say(
      "Detached from controlling tty, ignoring the first SIGHUP and SIGCONT we receive.")
    hand_off = { [1] = true, [18] = true }
  else
    debug_say("Detached from controlling tty, but was not session leader.")
  end
end

local function become_command()
  signal.unblock(all)
  if not single then
    local session, _, reason = process.setsid()
    if not session then
      say("Unable to setsid %s. Exiting.", described(reason))
      return 1
    end
    local attached
    attached, _, reason = terminal.control(0)
    if not attached then
      debug_say("Unable to attach to controlling tty %s.", described(reason))
    end
    debug_say("setsid complete.")
  end
  local failure = execvp(command)
  say("%s: %s", command[1], (process.strerror(failure)))
  return 2
end

if not single then
  give_up_terminal()
end
local child = process.fork(become_command)
if not child then
  say("Unable to fork. Exiting.")
  process.exit(1)
end
debug_say("Child spawned with PID %d.", child)
local moved, _, why_not = process.chdir("/")
if not moved then
  debug_say('Unable to chdir("/") %s', described(why_not))
end

local function forward(number)
  local translated = rewrites[number]
  if translated then
    debug_say("Translating signal %d to %d.", number, translated)
    number = translated
  end
  if number == 0 then
    debug_say("Not forwarding signal %d to children (ignored).", number)
    return
  end
  signal.kill(single and child or -child, number)
  debug_say("Forwarded signal %d to children.", number)
end

--- Reaps. When the child has ended, ends the rest of its session and exits.
local function reap()
  for _, ended in ipairs(process.reap()) do
    if ended.code then
      debug_say("A child with PID %d exited with exit status %d.", ended.pid, ended.code)
    else
      debug_say("A child with PID %d was terminated by signal %d.", ended.pid, ended.signal)
    end
    if ended.pid == child then
      forward(15)
      debug_say("Child exited with status %d. Goodbye.", ended.status)
      process.exit(ended.status)
    end
  end
end

while true do
  local info = signal.wait(all)
  if info then
    local number = info.signal
    debug_say("Received signal %d.", number)
    if hand_off[number] then
      debug_say("Ignoring tty hand-off signal %d.", number)
      hand_off[number] = nil
    elseif number == 17 then
      reap()
    else
      forward(number)
      if stops[number] then
        debug_say("Suspending self due to TTY signal.")
        signal.kill(process.pid(), "STOP")
      end
    end
  end
end
