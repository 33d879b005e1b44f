-- tini 0.19.0: its options, environment variables, messages and exit statuses.
--
-- It blocks nearly every signal and accepts them one by one with sigtimedwait, so none is dropped
-- for PID 1: a blocked signal is queued even at its default. It forwards each signal except CHLD to
-- the child, and reaps after every signal and once a second. The signals of crashes stay at their
-- default. TTIN and TTOU are ignored, because the child's group has the terminal.
--
-- Usage: tini [OPTIONS] PROGRAM [ARGS...]

local getopt = require("sigbox.getopt")
local execvp = require("sigbox.execvp")
local cnumber = require("sigbox.cnumber")

local version = "tini version 0.19.0"
local verbosity = 1
local subreaper, whole_group, warns_of_zombies = false, false, false
local death_signal
local remapped = {}

-- As in C, standard output is buffered in blocks unless it is a terminal. A child that cannot
-- execute writes its copy of the buffer.
local block = 4096
local unwritten = not terminal.is(1) and "" or nil

local function put(text)
  if not unwritten then
    return io.write(text)
  end
  unwritten = unwritten .. text
  while #unwritten >= block do
    io.write(unwritten:sub(1, block))
    unwritten = unwritten:sub(block + 1)
  end
end

local function finish(status)
  io.write(unwritten or "")
  process.exit(status)
end

--- Prints a message of a level. Level 0 is always shown; levels from 2 go to standard output.
local function say(level, format, ...)
  if verbosity < level then
    return
  end
  local names = { [0] = "FATAL", "WARN ", "INFO ", "DEBUG", "TRACE" }
  local text = string.format(
    "[%s tini (%d)] " .. format .. "\n", names[level], process.pid(), ...)
  if level < 2 then
    io.stderr:write(text)
  else
    put(text)
  end
end

local usage = [[
NAME (VERSION)
Usage: NAME [OPTIONS] PROGRAM -- [ARGS] | --version

Execute a program under the supervision of a valid init process (NAME)

Command line options:

  --version: Show version and exit.
  -h: Show this help message and exit.
  -s: Register as a process subreaper (requires Linux >= 3.4).
  -p SIGNAL: Trigger SIGNAL when parent dies, e.g. "-p SIGKILL".
  -v: Generate more verbose output. Repeat up to 3 times.
  -w: Print a warning when processes are getting reaped.
  -g: Send signals to the child's process group.
  -e EXIT_CODE: Remap EXIT_CODE (from 0 to 255) to 0.
  -l: Show license and exit.

Environment variables:

  TINI_SUBREAPER: Register as a process subreaper (requires Linux >= 3.4).
  TINI_VERBOSITY: Set the verbosity level (default: 1).
  TINI_KILL_PROCESS_GROUP: Send signals to the child's process group.

]]

local function usage_text()
  local name = arg[0]:match("[^/]*$")
  return (usage:gsub("%u+", { NAME = name, VERSION = version }))
end

-- The licence of the original, by Thomas Orozco, which -l shows.
local license = [[
The MIT License (MIT)

Copyright (c) 2015 Thomas Orozco <thomas@orozco.fr>

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
]]

local function set_death_signal(name)
  local number
  for each, known in ipairs(signal.list()) do
    -- It does not know STKFLT, IO, POLL, PWR or the real-time signals.
    if "SIG" .. known == name and each < 32 and not (each == 16 or each == 29 or each == 30) then
      number = each
    end
  end
  if not number then
    say(0, "Not a valid option for -p: %s", name)
    finish(1)
  end
  death_signal = number
end

local function add_remapped(text)
  local status = cnumber.strtol(text)
  if not status or status < 0 or status > 255 then
    say(0, "Not a valid option for -e: %s", text)
    finish(1)
  end
  remapped[status] = true
end

local options = {
  s = function() subreaper = true end,
  p = set_death_signal,
  v = function() verbosity = verbosity + 1 end,
  w = function() warns_of_zombies = true end,
  g = function() whole_group = true end,
  e = add_remapped,
  h = function() put(usage_text()) finish(0) end,
  l = function() put(license) finish(0) end,
  ["?"] = function() io.stderr:write(usage_text()) finish(1) end,
}

local function parse_command()
  if #arg == 1 and arg[1] == "--version" then
    put(version .. "\n")
    finish(0)
  end
  local next_option, command = getopt(arg[0], arg, "p:hvwgle:s")
  for option, argument in next_option do
    options[option](argument)
  end
  if #command == 0 then
    options["?"]()
  end
  return command
end

local function parse_environment()
  subreaper = subreaper or os.getenv("TINI_SUBREAPER") ~= nil
  whole_group = whole_group or os.getenv("TINI_KILL_PROCESS_GROUP") ~= nil
  local level = os.getenv("TINI_VERBOSITY")
  if level then
    -- As atoi into an unsigned number, so a negative number becomes a very large one.
    verbosity = cnumber.int(level:match("^%s*([+-]?%d+)") or "0")
    verbosity = verbosity < 0 and math.maxinteger or verbosity
  end
end

local command = parse_command()
parse_environment()

local own = {
  ILL = true, TRAP = true, ABRT = true, BUS = true, FPE = true, SEGV = true, SYS = true,
  TTIN = true, TTOU = true, ["32"] = true, ["33"] = true,
}
local collected = {}
for _, name in ipairs(signal.list()) do
  if not own[name] then
    collected[#collected + 1] = name
  end
end

local mask = signal.setmask(collected)
local restore = {}
for _, name in ipairs({ "TTIN", "TTOU" }) do
  restore[name] = signal.disposition(name) == "ignored" and signal.ignore or signal.default
  signal.ignore(name)
end

if death_signal then
  process.parent_death_signal(death_signal)
end
if subreaper then
  process.subreaper(true)
  say(4, "Registered as child subreaper")
end
if process.pid() ~= 1 and not process.subreaper() then
  say(1, "%s", "Tini is not running as PID 1 and isn't registered as a child subreaper.\n"
    .. "Zombie processes will not be re-parented to Tini, so zombie reaping won't work.\n"
    .. "To fix the problem, use the -s option or set the environment variable TINI_SUBREAPER "
    .. "to register Tini as a child subreaper, or run Tini as PID 1.")
end

local function become_command()
  local set, _, reason = process.setpgid()
  if not set then
    say(0, "setpgid failed: %s", (process.strerror(reason)))
    finish(1)
  end
  set, _, reason = terminal.foreground(0, process.getpgid())
  if reason == "ENOTTY" then
    say(3, "tcsetpgrp failed: no tty (ok to proceed)")
  elseif reason == "ENXIO" then
    say(3, "tcsetpgrp failed: no such device (ok to proceed)")
  elseif not set then
    say(0, "tcsetpgrp failed: %s", (process.strerror(reason)))
    finish(1)
  end
  signal.setmask(mask)
  for name, as_before in pairs(restore) do
    as_before(name)
  end
  reason = execvp(command)
  say(0, "exec %s failed: %s", command[1], (process.strerror(reason)))
  finish(({ ENOENT = 127, EACCES = 126 })[reason] or 1)
end

local child, _, no_fork = process.fork(become_command)
if not child then
  say(0, "fork failed: %s", (process.strerror(no_fork)))
  finish(1)
end
say(2, "Spawned child process '%s' with pid '%d'", command[1], child)

local function take_signal()
  local info = signal.wait(collected, 1)
  if not info then
    return
  elseif info.name == "CHLD" then
    say(3, "Received SIGCHLD")
    return
  end
  say(3, "Passing signal: '%s'", signal.strsignal(info.signal))
  local sent, _, reason = signal.kill(whole_group and -child or child, info.signal)
  if reason == "ESRCH" then
    say(1, "Child was dead when forwarding signal")
  elseif not sent then
    say(0, "Unexpected error when forwarding signal: '%s'", (process.strerror(reason)))
    finish(1)
  end
end

--- Applies the remapping to an exit status: 0 if it is remapped. nil stays nil.
local function remap(status)
  return remapped[status] and 0 or status
end

--- Returns the exit status of the child.
local function note_end(ended)
  if ended.code then
    say(2, "Main child exited normally (with status '%d')", ended.code)
  else
    say(2, "Main child exited with signal (with signal '%s')", signal.strsignal(ended.signal))
  end
  return remap(ended.status)
end

--- Reaps. Returns the exit status if the child has ended.
local function reap()
  if verbosity < 2 and not warns_of_zombies then
    -- No message is needed, so all are reaped at once.
    return remap(process.reap("status")[child])
  end
  local status
  while true do
    local ended, _, reason = process.wait(-1, { nohang = true })
    if not ended then
      say(4, reason == "ECHILD" and "No child to wait" or "No child to reap")
      return status
    end
    say(3, "Reaped child with pid: '%d'", ended.pid)
    if ended.pid == child then
      status = note_end(ended)
    elseif warns_of_zombies then
      say(1, "Reaped zombie process with pid=%d", ended.pid)
    end
  end
end

while true do
  take_signal()
  local status = reap()
  if status then
    say(4, "Exiting: child has exited")
    finish(status)
  end
end
