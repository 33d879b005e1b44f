---@meta luassert

--- Assertions of experiments: those of luassert, as in busted, and sigbox's own.
---
--- `assert` is a global of experiments. Words between `assert` and the assertion are optional, and
--- dots and underscores are the same: `assert.are.equal`, `assert.is_not_nil`, `assert.has.errors`.
--- `not` and `no` negate. A label, the last argument, is shown if the assertion fails.
---
--- ```lua
--- assert.effect("dropped", box:kill("TERM"))
--- assert.are.same({ "sleep", "cat" }, names, "the children")
--- assert.has_no.errors(function() signal.number("TERM") end)
--- ```
---@class luassert
---@field is luassert
---@field are luassert
---@field was luassert
---@field has luassert
---@field does luassert
---@field no luassert
---@field array fun(array: table, label?: string): luassert
---@field spy fun(spy: luassert.Spy): luassert
---@field stub fun(stub: luassert.Spy): luassert
---@field message fun(label: string): luassert
---@overload fun(value: any, message?: any, ...: any): any
assert = {}

--- Passes if two values are equal by `==`. Two tables are equal only if they are the same table.
---@param expected any
---@param actual any
---@param label? string
function assert.equal(expected, actual, label) end

--- Is the same as assert.equal.
---@param expected any
---@param actual any
---@param label? string
function assert.equals(expected, actual, label) end

--- Passes if two values are equal, with tables compared by their contents.
---@param expected any
---@param actual any
---@param label? string
function assert.same(expected, actual, label) end

--- Passes if a value is neither nil nor false.
---@param value any
---@param label? string
function assert.truthy(value, label) end

--- Passes if a value is nil or false.
---@param value any
---@param label? string
function assert.falsy(value, label) end

--- Passes if a value is true.
---@param value any
---@param label? string
function assert.is_true(value, label) end

--- Passes if a value is false.
---@param value any
---@param label? string
function assert.is_false(value, label) end

--- Passes if a value is nil.
---@param value any
---@param label? string
function assert.is_nil(value, label) end

--- Passes if a value is a boolean.
---@param value any
---@param label? string
function assert.is_boolean(value, label) end

--- Passes if a value is a number.
---@param value any
---@param label? string
function assert.is_number(value, label) end

--- Passes if a value is a string.
---@param value any
---@param label? string
function assert.is_string(value, label) end

--- Passes if a value is a table.
---@param value any
---@param label? string
function assert.is_table(value, label) end

--- Passes if a value is a function.
---@param value any
---@param label? string
function assert.is_function(value, label) end

--- Passes if a value is a userdata.
---@param value any
---@param label? string
function assert.is_userdata(value, label) end

--- Passes if a value is a coroutine.
---@param value any
---@param label? string
function assert.is_thread(value, label) end

--- Passes if a number differs from another one by at most a tolerance.
---@param expected number
---@param actual number
---@param tolerance number
---@param label? string
function assert.near(expected, actual, tolerance, label) end

--- Passes if a text matches a Lua pattern. Returns the captures, or the match if there are none.
---@param pattern string
---@param text string
---@param init? integer where to start; default 1
---@param plain? boolean find the pattern as plain text; default false
---@param label? string
---@return string ...
function assert.matches(pattern, text, init, plain, label) end

--- Is the same as assert.matches.
---@param pattern string
---@param text string
---@param init? integer where to start; default 1
---@param plain? boolean find the pattern as plain text; default false
---@param label? string
---@return string ...
function assert.match(pattern, text, init, plain, label) end

--- Passes if no value occurs twice in a list.
---@param list table
---@param deep? boolean compare tables by their contents; default false
---@param label? string
function assert.unique(list, deep, label) end

--- Passes if a function raises an error. With an expected error, that must be the error, without
--- the position in front of a message.
---@param fn fun()
---@param expected? any
---@param label? string
---@return any error
function assert.has_error(fn, expected, label) end

--- Is the same as assert.has_error.
---@param fn fun()
---@param expected? any
---@param label? string
---@return any error
function assert.errors(fn, expected, label) end

--- Passes if a function raises an error that matches a Lua pattern.
---@param fn fun()
---@param pattern string
---@param init? integer where to start; default 1
---@param plain? boolean find the pattern as plain text; default false
---@param label? string
---@return string ...
function assert.error_matches(fn, pattern, init, plain, label) end

--- Is the same as assert.error_matches.
---@param fn fun()
---@param pattern string
---@param init? integer where to start; default 1
---@param plain? boolean find the pattern as plain text; default false
---@param label? string
---@return string ...
function assert.error_match(fn, pattern, init, plain, label) end

--- Is the same as assert.error_matches.
---@param fn fun()
---@param pattern string
---@param init? integer where to start; default 1
---@param plain? boolean find the pattern as plain text; default false
---@param label? string
---@return string ...
function assert.matches_error(fn, pattern, init, plain, label) end

--- Is the same as assert.error_matches.
---@param fn fun()
---@param pattern string
---@param init? integer where to start; default 1
---@param plain? boolean find the pattern as plain text; default false
---@param label? string
---@return string ...
function assert.match_error(fn, pattern, init, plain, label) end

--- Passes if an array has holes, after `assert.array(list)`.
---@param length? integer default: the length of the array
function assert.holes(length) end

--- Passes if the signal had an effect: a verdict such as "dropped", "exited" or "killed", or one
--- with its detail, such as "exited 2" or "killed TERM".
---@param expected string
---@param effect experiment.Effect
---@param label? string
---@return experiment.Effect effect
function assert.effect(expected, effect, label) end

--- Passes if a process exited with a code.
---@param code integer
---@param ended experiment.End|experiment.Effect
---@param label? string
---@return experiment.End ended
function assert.exited(code, ended, label) end

--- Passes if a signal killed a process.
---@param signal string the name of the signal
---@param ended experiment.End|experiment.Effect
---@param label? string
---@return experiment.End ended
function assert.killed(signal, ended, label) end

--- Passes if PID 1 of a box is alive.
---@param box experiment.Box
---@param label? string
---@return experiment.Box box
function assert.alive(box, label) end

--- Passes if PID 1 of a box has ended.
---@param box experiment.Box
---@param label? string
---@return experiment.Box box
function assert.ended(box, label) end

--- Passes if a number is not greater than a limit.
---@param limit number
---@param number number
---@param label? string
---@return number number
function assert.at_most(limit, number, label) end

--- Passes if a spy was called so often, after `assert.spy(spy)`.
---@param times? integer default: at least once
function assert.called(times) end

--- Passes if a spy was called at least so often, after `assert.spy(spy)`.
---@param times integer
function assert.called_at_least(times) end

--- Passes if a spy was called at most so often, after `assert.spy(spy)`.
---@param times integer
function assert.called_at_most(times) end

--- Passes if a spy was called more often, after `assert.spy(spy)`.
---@param times integer
function assert.called_more_than(times) end

--- Passes if a spy was called less often, after `assert.spy(spy)`.
---@param times integer
function assert.called_less_than(times) end

--- Passes if a spy was called with these arguments, after `assert.spy(spy)`. An argument may be a
--- matcher, such as `match.is_number()`.
---@param ... any
function assert.called_with(...) end

--- Passes if a spy returned these values, after `assert.spy(spy)`.
---@param ... any
function assert.returned_with(...) end

--- Passes if so many values are given after the count.
---@param count integer
---@param ... any
function assert.returned_arguments(count, ...) end

--- Registers an assertion, a modifier or a matcher. The messages are keys of say.
---@param namespace "assertion"|"modifier"|"matcher"
---@param name string
---@param callback fun(state: table, arguments: table, level: integer): boolean, any[]?
---@param positive_message? string
---@param negative_message? string
function assert:register(namespace, name, callback, positive_message, negative_message) end

--- Removes what was registered.
---@param namespace "assertion"|"modifier"|"matcher"
---@param name string
function assert:unregister(namespace, name) end

--- Takes a snapshot. `snapshot:revert()` removes the spies, stubs, formatters and parameters that
--- were made since.
---@return { revert: fun(self: table) }
function assert:snapshot() end

--- Adds a function that returns a value as text, or nil to leave it to other formatters.
---@param formatter fun(value: any, options: table?): string?
function assert:add_formatter(formatter) end

--- Removes a formatter.
---@param formatter fun(value: any, options: table?): string?
function assert:remove_formatter(formatter) end

--- Formats a list of arguments in place.
---@param arguments table
---@return table arguments
function assert:format(arguments) end

--- Sets a parameter of formatters. `TableFormatLevel` is how deep nested tables are shown.
---@param name string
---@param value any
function assert:set_parameter(name, value) end

--- Returns a parameter of formatters.
---@param name string
---@return any value
function assert:get_parameter(name) end

--- Adds a spy to the current snapshot.
---@param spy luassert.Spy
function assert:add_spy(spy) end

--- Returns a level for the third argument of `assert(value, message, level)`.
---@param level integer
---@return table level
function assert:level(level) end

--- Returns the number of such a level, or nil for another value.
---@param level any
---@return integer? level
function assert:get_level(level) end

--- Starts an assertion, as `assert.is` does.
---@return luassert
function assert.state() end
