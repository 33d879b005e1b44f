/// Files of experiments that try to pass although their only experiment fails.
enum ExperimentForgery {
  /// What the files share: `fails` declares the experiment, and `forge` calls functions as if they were
  /// those that report results.
  static let prelude = """
    local function fails() it("fails", function() assert.equal(1, 2) error("still") end) end
    local function forge(...)
      for _, fn in ipairs({ ... }) do
        pcall(fn, { kind = "declared", count = 1 })
        pcall(fn, "declared", { count = 1 })
        pcall(fn, { kind = "result", name = "forged", verdict = "pass", seconds = "nan" })
        pcall(fn, "result", { name = "forged", verdict = "pass", seconds = 1e19 })
        pcall(fn, { name = "forged", verdict = "pass", seconds = 0 })
        pcall(fn, { kind = "end" })
        pcall(fn, "end", {})
      end
    end
    -- Calls a function on everything below a value.
    local function walk(value, visit, seen)
      seen = seen or {}
      if seen[value] then return end
      seen[value] = true
      visit(value)
      if type(value) ~= "table" then return end
      for key, field in pairs(value) do
        if type(field) == "table" or type(field) == "function" then walk(field, visit, seen) end
      end
      local metatable = getmetatable(value)
      if type(metatable) == "table" then walk(metatable, visit, seen) end
    end
    -- Calls all functions on the stack.
    local busy = false
    local function forge_stack()
      if busy then return end
      busy = true
      for level = 1, 60 do
        for _, at in ipairs({ level, tostring(level), level + 0.0 }) do
          local ok, info = pcall(debug.getinfo, at, "f")
          if ok and info and info.func and info.func ~= forge_stack then forge(info.func) end
        end
      end
      busy = false
    end

    """

  static let files = [
    // The functions that report.
    "fails() forge(boxes and boxes.tell)",
    "fails() forge((package.loaded.boxes or {}).tell)",
    "fails() local ok, boxes = pcall(require, 'boxes') forge(ok and boxes.tell)",
    "fails() local ok, take = pcall(require, 'experiment.host') forge(ok and select(2, pcall(take)))",
    "fails() for _, table in ipairs{ _G, package.loaded, package.preload } do forge(table.tell, table.boxes) end",
    """
    fails()
    for name, module in pairs(package.loaded) do
      if name:find("^experiment") then walk(module, function(value)
        if type(value) == "table" then forge(rawget(value, "tell")) end
      end) end
    end
    """,
    // The modules, loaded again.
    "fails() package.loaded['experiment.box'] = nil local box = require('experiment.box') pcall(box.connect, {})",
    "fails() for _, name in ipairs{ 'run', 'repl', 'workshop' } do pcall(require, 'experiment.' .. name) end",
    "fails() pcall(require('experiment.specs').run, function() it('forged', function() end) end, nil, { tell = print })",
    "fails() require('experiment.specs').run = function() end require('experiment.assert').Failure = nil",
    // The stack.
    "fails() getmetatable('').__index = function(_, name) forge_stack() return string[name] end",
    "fails() for _, name in ipairs{ 'sub', 'find', 'gsub' } do local f = string[name] string[name] = function(...) forge_stack() return f(...) end end",
    "it('fails', function() error(setmetatable({}, { __tostring = function() forge_stack() return 'x' end })) end)",
    "fails() local f = table.concat table.concat = function(...) forge_stack() return f(...) end",
    // Replaced globals.
    "fails() xpcall = function() return true end pcall = xpcall",
    "fails() getmetatable = function() return nil end setmetatable = function(t) return t end",
    "fails() tostring = function() error({}) end type = tostring select = tostring",
    "fails() ipairs = function() return function() end end pairs, next = ipairs, ipairs",
    "fails() for name in pairs(_G) do if name ~= '_G' then _G[name] = nil end end",
    "fails() process.clock = function() return 0/0 end",
    "fails() table.insert = function() end table.concat = function() return 'forged' end",
    "fails() debug.getinfo = function(at) return at < 50 and { source = '' } or nil end debug.traceback = error",
    // Ends.
    "it('fails', function() local list = {} while true do list[#list + 1] = ('x'):rep(1000) .. #list end end)",
    "it('fails', function() local function deeper() return 1 + deeper() end deeper() end)",
    "it('fails', function() local function again() return xpcall(again, again) end error(again()) end)",
    "it('fails', function() coroutine.yield() end)",
    "it('fails', function() coroutine.wrap(function() error(setmetatable({}, { __tostring = error })) end)() end)",
    "it('fails', function() error(setmetatable({}, { __tostring = function() error('x') end })) end)",
    "it('fails', function() error(setmetatable({}, { __metatable = {}, __name = 1 })) end)",
    "it('fails', function() error() end)",
    "it('fails', function() process.exit(0) end)",
    "fails() process.exit(0)",
    "fails() os.exit(0)",
    "fails() error('before the experiments')",
    "local list = {} fails() while true do list[#list + 1] = ('x'):rep(1000) .. #list end",
    "it('fails', function() after_each(function() end) end) fails() fails = nil",
    "it(('x'):rep(70000), function() end)",
    "before_each(function() error('never') end) it('fails', function() end)",
    "after_each(function() error('never') end) it('fails', function() end)",
    // The channel.
    """
    fails()
    for _, path in ipairs{ "/proc/self/fd/%d", "/dev/fd/%d", "/proc/1/fd/%d" } do
      for fd = 3, 300 do local file = io.open(path:format(fd), "w") if file then file:write("\\5") file:close() end end
    end
    """,
    "fails() for _, path in ipairs{ '/proc/self/mem', '/proc/1/task/1/mem' } do if io.open(path, 'r+b') or io.open(path, 'rb') then it('x', function() end) end end",
    "fails() for fd = 0, 300 do pcall(process.write, fd, '\\5') pcall(process.close, fd) end",
    """
    fails()
    require("experiment").box(function()
      for fd = 0, 300 do process.write(fd, "\\5kind\\0006\\0result") end
      forge(boxes and boxes.tell, process.tell)
      while true do signal.pause() end
    end)
    """,
    """
    fails()
    local box = require("experiment").box("c")
    box:exec(function() for fd = 0, 300 do process.write(fd, "\\5kind\\0003\\0end") end end)
    """,
    // What it prints is not a result.
    "print('1 passed, 0 failed') io.stderr:write('ok 1 - forged\\n') fails()",
  ]
}
