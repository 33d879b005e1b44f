---@meta _

--- Spies, stubs, mocks and matchers of experiments.

--- A function that records its calls.
---@class luassert.Spy
---@field calls table[] the arguments of each call
---@field returnvals table[] the values that each call returned
---@field callback function the function that it calls
---@field revert fun(self: luassert.Spy): function puts the original function back
---@field clear fun(self: luassert.Spy): luassert.Spy forgets the calls
---@field returns fun(...: any): luassert.Spy a stub only: sets what it returns
---@field invokes fun(fn: function): luassert.Spy a stub only: sets what it calls
---@overload fun(...: any): any

--- Makes spies: functions that record their calls.
---@overload fun(callback?: function): luassert.Spy
spy = {}

--- Returns a spy that calls a function.
---@param callback? function default: a function that does nothing
---@return luassert.Spy
function spy.new(callback) end

--- Replaces a function of a table with a spy that calls it.
---@param target table
---@param key any
---@return luassert.Spy
function spy.on(target, key) end

--- Returns whether a value is a spy.
---@param value any
---@return boolean
function spy.is_spy(value) end

--- Makes stubs: spies that do not call the original function.
---@overload fun(target: table, key: any, ...: any): luassert.Spy
stub = {}

--- Replaces a function of a table with a stub.
---@param target table
---@param key any
---@param ... any what the stub returns
---@return luassert.Spy
function stub.new(target, key, ...) end

--- Replaces all functions of a table with spies or stubs.
---@overload fun(target: table, stubs?: boolean): table
mock = {}

--- Replaces all functions of a table, and of tables in it, with spies.
---@param target table
---@param stubs? boolean use stubs; default false
---@return table target
function mock.new(target, stubs) end

--- Forgets the calls of all spies of a table.
---@param target table
---@return table target
function mock.clear(target) end

--- Puts the original functions of a table back.
---@param target table
---@return table target
function mock.revert(target) end

--- Makes matchers for the arguments of spies. `match._` matches any value. The matchers have the
--- names of assertions: `match.is_number()`, `match.is_not_same({ 1 })`, `match.has_match("^a")`.
---@class luassert.Match
---@field _ table matches any value
---@field [string] fun(...: any): table
match = {}

--- Starts a matcher, as `match.is` does.
---@return table
function match.state() end

--- Returns whether a value is a matcher.
---@param value any
---@return boolean
function match.is_matcher(value) end

--- Returns whether a value is a matcher that compares by reference.
---@param value any
---@return boolean
function match.is_ref_matcher(value) end

return assert
