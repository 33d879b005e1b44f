---@meta experiment

--- Experiments: tests that run programs in boxes, send signals, and check what the kernel did.
---
--- `sigbox test` runs each file of experiments in an outer box. The PID namespace of the outer box
--- is the "host" of the boxes that the file makes. As in busted, `describe`, `it`, `before_each`,
--- `after_each`, `pending`, `assert`, `spy`, `stub`, `mock` and `match` are globals. Boxes that are
--- open at the end of an `it` are closed.
---
--- ```lua
--- local experiment = require("experiment")
---
--- describe("a bash script as PID 1", function()
---   it("does not notice TERM", function()
---     local box = experiment.box("bash")
---     assert.effect("dropped", box:kill("TERM"))
---     assert.alive(box)
---     assert.effect("killed KILL", box:kill("KILL", "host"))
---   end)
--- end)
--- ```
local experiment = {}

--- What runs as PID 1: the name of a built-in init, the path of a Lua script, a command as a list
--- of words, or a function. A function can use the modules signal, process and terminal. It runs in
--- a copy of the experiment, so the experiment does not see changes that the function makes.
---@alias experiment.Program string|string[]|fun(...: string): integer?

---@class experiment.BoxOptions
---@field args? string[] arguments of a script or function
---@field source? string text of the script, instead of reading a file
---@field env? table<string, string> environment variables
---@field ordinary? boolean run the program as a child of a PID 1 that only reaps
---@field terminal? boolean give PID 1 a terminal
---@field nest? boolean allow the program to make namespaces, and a function to make boxes
---@field ready? string wait for this Lua pattern in the output, instead of until the program sleeps
---@field wait? boolean false: do not wait until the program is ready; default true

---@alias experiment.Verdict "handled"|"caught"|"ignored"|"dropped"|"blocked"|"killed"|"exited"
---|"stopped"|"continued"|"refused"|"unknown"

--- The observed effect of a signal, and the prediction of the signal model.
---@class experiment.Effect
---@field verdict experiment.Verdict what the kernel did
---@field code? integer the exit code, if the verdict is exited
---@field signal? string the signal that ended it, if the verdict is killed
---@field reason string the explanation of the signal model
---@field predicted boolean whether the signal model predicted this verdict
---@field seconds number how long the observation took

--- How a process ended.
---@class experiment.End
---@field code? integer its exit code, if it exited
---@field signal? string the signal that killed it, if any
---@field status integer as in a shell: the exit code, or 128 plus the signal number
---@field seconds number how long it took to end
---@field output? string the output, for a command that ran in a box
---@field killed? boolean `stop` only: whether the grace period passed and KILL was sent

--- A process of a box.
---@class experiment.Process
---@field pid integer its pid in the box
---@field host_pid integer its pid in the PID namespace of the experiment
---@field parent integer pid of its parent in the box; 0 if the parent is outside
---@field name string
---@field state string running, sleeping, stopped, zombie and so on
---@field command string its command line

--- A box with a program as PID 1.
---@class experiment.Box
local Box = {}

--- A process that runs in a box.
---@class experiment.Job
local Job = {}

--- Makes a box and waits until its PID 1 is ready for signals. Raises an error with the message of
--- the box or the program if that fails.
---@param program experiment.Program
---@param options? experiment.BoxOptions
---@return experiment.Box
function experiment.box(program, options) end

--- Returns the seconds of a monotonic clock.
---@return number
function experiment.clock() end

--- Calls a function until it returns a true value, and returns that value. Raises an error if the
--- time is over.
---@generic T
---@param fn fun(): T
---@param seconds? number default 10
---@return T
function experiment.eventually(fn, seconds) end

--- Returns a random item of a list. The choice depends only on `--seed`.
---@generic T
---@param list T[]
---@return T
function experiment.choose(list) end

--- Sends a signal to PID 1, waits until its effect is complete, and returns the effect.
---@param signal signal.Which
---@param from? "inside"|"host" default inside
---@return experiment.Effect
function Box:kill(signal, from) end

--- Sends a signal to PID 1 or another process of the box, without waiting.
---@param signal signal.Which
---@param from? "inside"|"host" default inside
---@param pid? integer its pid in the box; default 1
function Box:send(signal, from, pid) end

--- Runs a command or a function in the box, like `docker exec`, and waits until it ends.
---@param program string[]|fun(): integer?
---@param seconds? number time limit, after which an error is raised; default 10
---@return experiment.End
function Box:exec(program, seconds) end

--- Starts a command or a function in the box, without waiting.
---@param program string[]|fun(): integer?
---@return experiment.Job
function Box:start(program) end

--- Waits until the process ends, and returns how it ended.
---@param seconds? number time limit, after which an error is raised; default 10
---@return experiment.End
function Job:wait(seconds) end

--- Makes an orphan in the box that ends at once, and returns what became of it.
---@return "reaped"|"zombie"|"ended" "zombie": PID 1 left it for 2 s; "ended": PID 1 ended
function Box:orphan() end

--- Stops the box like `docker stop`: sends a signal to PID 1, and KILL after the grace period.
---@param options? { signal?: signal.Which, grace?: number } default TERM and 10 seconds
---@return experiment.End
function Box:stop(options) end

--- Waits until PID 1 ends. Raises an error if the time is over.
---@param seconds? number default 10
---@return experiment.End
function Box:wait(seconds) end

--- Returns whether PID 1 is alive.
---@return boolean
function Box:alive() end

--- Returns the /proc status of PID 1, as `process.status` does, or nil if PID 1 has ended.
---@return process.Status?
function Box:status() end

--- Returns how often PID 1, a script or function, has handled a signal. Without a signal, returns
--- the counts of all signals by name.
---@param signal? signal.Which
---@return integer|table<string, integer>
function Box:handled(signal) end

--- Returns all processes of the box, sorted by pid.
---@return experiment.Process[]
function Box:ps() end

--- Returns the pids of PID 1's children, including zombies.
---@return integer[]
function Box:children() end

--- Returns the number of zombies in the box.
---@return integer
function Box:zombies() end

--- Returns what PID 1 and its children have written so far.
---@return string
function Box:output() end

--- Waits until the output matches a Lua pattern. Returns the captures, or the match if there are
--- none. Raises an error if the time is over.
---@param pattern string
---@param seconds? number default 10
---@return string ...
function Box:expect(pattern, seconds) end

--- Types text at the box's terminal: "\3" is Ctrl-C, "\26" Ctrl-Z, "\28" Ctrl-\, "\4" Ctrl-D.
---@param text string
function Box:type(text) end

--- Changes the size of the box's terminal.
---@param rows integer
---@param columns integer
function Box:resize(rows, columns) end

--- Closes the box: kills PID 1 and with it all processes of the box.
function Box:close() end

--- Declares a group of experiments. Groups can be nested.
---
--- ```lua
--- describe("a bash script as PID 1", function()
---   it("does not notice TERM", function() end)
--- end)
--- ```
---@param name string
---@param fn fun() declares the experiments of the group
function describe(name, fn) end

--- Declares an experiment. It fails if an assertion fails, and is broken if it raises another
--- error.
---@overload fun(name: exercise.Text, fn: fun())
---@param name string
---@param fn fun()
function it(name, fn) end

--- Declares an experiment that is skipped. Inside of an experiment, skips the rest of it.
---@param name string the name, or the reason inside of an experiment
---@param reason? string|fun() the reason; a function is not called
function pending(name, reason) end

--- Calls a function before each experiment of the group.
---@param fn fun()
function before_each(fn) end

--- Calls a function after each experiment of the group, even if it failed.
---@param fn fun()
function after_each(fn) end

return experiment
