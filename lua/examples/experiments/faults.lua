-- raise, abort, and a real fault: which of them ends PID 1, and how.

local experiment = require("experiment")

--- Runs a function as PID 1 or as an ordinary process. Returns how the process ended.
local function end_of(fn, options)
  return experiment.box(fn, options or { wait = false }):wait()
end

local ordinary = { ordinary = true, wait = false }

local function raise()
  signal.raise("SEGV")
  return 42
end

local function abort()
  signal.fault("ABRT")
end

describe("raise(SEGV)", function()
  it("kills an ordinary process", function()
    assert.killed("SEGV", end_of(raise, ordinary))
  end)

  it("is dropped for PID 1, which continues", function()
    assert.exited(42, end_of(raise))
  end)
end)

describe("abort", function()
  it("kills an ordinary process with ABRT: 134", function()
    assert.equal(134, assert.killed("ABRT", end_of(abort, ordinary)).status)
  end)

  it("kills PID 1 with SEGV: 139, because ABRT is dropped and abort(3) causes a fault", function()
    assert.equal(139, assert.killed("SEGV", end_of(abort)).status)
  end)
end)

describe("a real fault", function()
  for _, name in ipairs({ "SEGV", "BUS", "FPE", "ILL", "TRAP" }) do
    it(name .. " kills PID 1: for faults, the kernel removes its protection", function()
      assert.killed(name, end_of(function() signal.fault(name) end))
    end)
  end

  it("kills PID 1 even if it ignores or blocks the signal", function()
    assert.killed("SEGV", end_of(function()
      signal.ignore("SEGV")
      signal.fault("SEGV")
    end))
    assert.killed("SEGV", end_of(function()
      signal.block("SEGV")
      signal.fault("SEGV")
    end))
  end)

  it("can be caught: the handler gets the kernel as origin, and the address", function()
    local box = experiment.box(function()
      signal.handle("SEGV", function(info)
        print(info.cause, info.origin, math.type(info.address))
        process.exit(3)
      end)
      signal.fault("SEGV")
    end, { wait = false })
    assert.exited(3, box:wait())
    assert.equal("fault\tkernel\tinteger\n", box:output())
  end)
end)

describe("kill -SEGV", function()
  it("is not a fault, and is dropped for PID 1", function()
    assert.effect("dropped", experiment.box("c"):kill("SEGV"))
  end)

  it("is dropped for PID 1 from the host, too", function()
    assert.effect("dropped", experiment.box("c"):kill("SEGV", "host"))
  end)
end)
