-- The module `experiment`; lua/meta/experiment.lua documents each function.

local box = require("experiment.box")
local words = require("experiment.words")

local experiment = { box = box.new }

function experiment.clock()
  return process.clock()
end

function experiment.eventually(fn, seconds)
  return box.eventually(fn, seconds, function()
    return words.translate("the condition did not become true in time")
  end)
end

function experiment.choose(list)
  return list[math.random(#list)]
end

return experiment
