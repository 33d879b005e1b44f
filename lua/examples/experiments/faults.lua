-- raise, abort and a real fault: which of them ends PID 1, and how.

local experiment = require("experiment")

--- How PID 1, or an ordinary process, ends that runs a function.
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

  it("is dropped for PID 1, which goes on", function()
    assert.exited(42, end_of(raise))
  end)
end)

describe("abort", function()
  it("kills an ordinary process by ABRT: 134", function()
    assert.equal(134, assert.killed("ABRT", end_of(abort, ordinary)).status)
  end)

  it("kills PID 1 by SEGV: 139, for the ABRT is dropped and abort(3) then makes a fault", function()
    assert.equal(139, assert.killed("SEGV", end_of(abort)).status)
  end)
end)

describe("a real fault", function()
  for _, name in ipairs({ "SEGV", "BUS", "FPE", "ILL", "TRAP" }) do
    it(name .. " kills PID 1: the kernel takes its protection away", function()
      assert.killed(name, end_of(function() signal.fault(name) end))
    end)
  end

  it("kills PID 1 although it ignores or blocks the signal", function()
    assert.killed("SEGV", end_of(function()
      signal.ignore("SEGV")
      signal.fault("SEGV")
    end))
    assert.killed("SEGV", end_of(function()
      signal.block("SEGV")
      signal.fault("SEGV")
    end))
  end)

  it("can be caught, and tells that the kernel sent it, and where it happened", function()
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

describe("kill -SEGV from inside", function()
  it("is no fault: PID 1 does not notice", function()
    assert.effect("dropped", experiment.box("c"):kill("SEGV"))
  end)

  it("is none from the host either", function()
    assert.effect("dropped", experiment.box("c"):kill("SEGV", "host"))
  end)
end)
