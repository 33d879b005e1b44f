---@meta experiment

--- Experiments: boxes to try signals on, and what the kernel did to them.
---
--- A file of experiments runs under `sigbox test`, in a box of its own whose PID namespace is the
--- "host" of the boxes that it makes. `describe`, `it`, `before_each`, `after_each`, `pending` and
--- `assert` are globals, as in busted. Boxes that are left at the end of an `it` are ended.
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
experiment = {}

--- What runs as PID 1: a built-in init or the path of a Lua script; a command as a list of words;
--- or a function, which has the modules signal, process and terminal. A function runs in a copy of
--- the experiment: what it changes outside itself, the experiment does not see.
---@alias experiment.Program string|string[]|fun(...: string): integer?

---@class experiment.BoxOptions
---@field args? string[] the arguments of a script or function
---@field source? string the text of the script, instead of a file's
---@field env? table<string, string> variables of the environment
---@field ordinary? boolean the program is an ordinary process below a PID 1 that only reaps
---@field terminal? boolean PID 1 gets a terminal of its own
---@field ready? string wait until this pattern is in its output, instead of until it rests
---@field wait? boolean false: do not wait until it is ready

--- What a signal did, as seen, and what the kernel's rule says.
---@class experiment.Effect
---@field verdict string handled, caught, ignored, dropped, blocked, killed, exited, stopped or
---  continued
---@field code? integer of exited: the exit code
---@field signal? string of killed: the signal that ended it
---@field reason string why, in the words of the rule
---@field predicted boolean whether the rule had said so
---@field seconds number how long it took to be sure

--- How a process ended.
---@class experiment.End
---@field code? integer its exit code, where it exited
---@field signal? string the signal that killed it, where one did
---@field status integer as a shell has it: the code, or 128 and the signal's number
---@field seconds number how long that took
---@field output? string what it wrote, of a command that ran in a box
---@field killed? boolean of `stop`: whether the grace was over and KILL was sent

--- A process of a box.
---@class experiment.Process
---@field pid integer its pid in the box
---@field parent integer its parent's pid in the box; 0 for one from outside
---@field name string
---@field state string running, sleeping, stopped, zombie and so on
---@field command string its command line

---@class experiment.Box
local Box = {}

--- Makes a box and waits until its PID 1 is ready for signals.
--- Errors: raised, with what the box or the program said, where it cannot be made.
---@param program experiment.Program
---@param options? experiment.BoxOptions
---@return experiment.Box
function experiment.box(program, options) end

--- Seconds on a clock that never jumps.
---@return number
function experiment.clock() end

--- Calls a function until it returns something true, and returns that; an error after some seconds.
---@generic T
---@param fn fun(): T
---@param seconds? number 10 if not given
---@return T
function experiment.eventually(fn, seconds) end

--- One of a list, at random; the same for the same `--seed`.
---@generic T
---@param list T[]
---@return T
function experiment.choose(list) end

--- Sends a signal and waits until its effect is over.
---@param signal signal.Which
---@param from? "inside"|"host" inside if not given
---@return experiment.Effect
function Box:kill(signal, from) end

--- Sends a signal and does not wait, to PID 1 or another process of the box.
---@param signal signal.Which
---@param from? "inside"|"host" inside if not given
---@param pid? integer its pid in the box, 1 if not given
function Box:send(signal, from, pid) end

--- Runs a command or a function in the box, as `docker exec`, to its end.
---@param program string[]|fun(): integer?
---@param seconds? number an error after so many, 10 if not given
---@return experiment.End
function Box:exec(program, seconds) end

--- Starts a command or a function in the box and does not wait; `:wait([seconds])` on what it
--- returns does.
---@param program string[]|fun(): integer?
---@return experiment.Job
function Box:start(program) end

--- Makes a process in the box that loses its parent and ends, and says what became of it.
---@return "reaped"|"zombie"|"ended" ended: PID 1 has ended
function Box:orphan() end

--- Asks PID 1 to end, as `docker stop`, and kills it after the grace.
---@param options? { signal?: signal.Which, grace?: number } TERM and 10 seconds if not given
---@return experiment.End
function Box:stop(options) end

--- Waits for the end of PID 1; an error after some seconds.
---@param seconds? number 10 if not given
---@return experiment.End
function Box:wait(seconds) end

--- Whether PID 1 lives.
---@return boolean
function Box:alive() end

--- What /proc says of PID 1, as process.status; nil once it has ended.
---@return process.Status?
function Box:status() end

--- How often PID 1, a script or function, has handled a signal; all signals by name without one.
---@param signal? signal.Which
---@return integer|table<string, integer>
function Box:handled(signal) end

--- All processes of the box by their pids.
---@return experiment.Process[]
function Box:ps() end

--- The pids of PID 1's children, zombies included.
---@return integer[]
function Box:children() end

--- How many zombies there are in the box.
---@return integer
function Box:zombies() end

--- What PID 1 and its children have written so far.
---@return string
function Box:output() end

--- Waits until a Lua pattern is in the output; its captures, or the match. An error after some
--- seconds.
---@param pattern string
---@param seconds? number 10 if not given
---@return string ...
function Box:expect(pattern, seconds) end

--- Types at the box's terminal: "\3" is Ctrl-C, "\26" Ctrl-Z, "\28" Ctrl-\, "\4" Ctrl-D.
---@param text string
function Box:type(text) end

--- Changes the size of the box's terminal.
---@param rows integer
---@param columns integer
function Box:resize(rows, columns) end

--- Ends the box.
function Box:close() end
