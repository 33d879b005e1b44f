-- What the workshop does with an exercise: shows it, asks, checks a script, and proves itself.
--
-- The arguments are what to do, the exercise's name, the learner's seed, the language, and for a
-- check the script's name and text; verify takes the start script and the solution.

local action, name, seed, language, first, second = ...

local experiment = require("experiment")
local specs = require("experiment.specs")
local exercise = require("workshop." .. name)

--- A text in the learner's language, else in English.
local function say(text)
  return type(text) == "table" and (text[language] or text.en) or text
end

local function tell(kind, fields)
  fields.kind = kind
  boxes.tell(fields)
end

--- The exercise's question for a seed.
local function question(of)
  math.randomseed(of)
  return exercise.predict(experiment.choose)
end

--- Runs the checks on a script; tells each result, and returns how many did not pass.
local function check(subject_name, program, options_before, tell_result)
  local subject = { source = options_before.source }
  function subject.box(options)
    local all = { source = options_before.source, args = {} }
    for key, value in pairs(options or {}) do
      all[key] = value
    end
    all.args = table.move(options_before.args or {}, 1, #(options_before.args or {}), 1, {})
    for _, word in ipairs(options and options.args or {}) do
      all.args[#all.args + 1] = word
    end
    return experiment.box(program or subject_name, all)
  end
  local failures, count = 0, 0
  specs.run(function()
    local declare = it
    function _G.it(title, fn)
      declare(say(title), fn)
    end
    exercise.check(subject, experiment)
  end, nil, {
    stops = true,
    tell = function(result)
      count = count + 1
      failures = failures + (result.verdict == "pass" and 0 or 1)
      tell_result(result)
    end,
  })
  return failures, count
end

--- The kernel's answer to a question.
local function find_truth(asked)
  local ok, truth = pcall(asked.truth, experiment)
  require("experiment.box").close_all()
  return ok and truth or nil, truth
end

local actions = {}

function actions.title()
  tell("title", { title = say(exercise.title) })
end

function actions.show()
  local asked = question(seed)
  tell("show", {
    title = say(exercise.title), text = say(exercise.text), hints = #exercise.hints,
    read = table.concat(exercise.read, ", "),
    question = say(asked.question), choices = table.concat(asked.choices, " "),
  })
end

function actions.hint()
  local number = math.tointeger(first)
  tell("hint", { text = say(exercise.hints[number]), count = #exercise.hints })
end

function actions.check()
  local syntax, problem = load(second:gsub("^#[^\n]*", ""), "@" .. first, "t")
  if not syntax then
    tell("result", { name = "Lua", verdict = "fail", message = problem, seconds = 0 })
    return
  end
  check(first, nil, { source = second }, function(result)
    tell("result", result)
  end)
  local asked = question(seed)
  local truth, problem_of_truth = find_truth(asked)
  tell("prediction", {
    question = say(asked.question), truth = truth or "", why = say(asked.why),
    message = truth and "" or tostring(problem_of_truth),
  })
end

-- What is wrong with the exercise itself, if anything.
function actions.verify()
  local function wrong(...)
    tell("wrong", { message = string.format(...) })
  end
  local function first_failure(program, options)
    local message
    local failures, count = check(name .. ".lua", program, options, function(result)
      message = message or result.verdict ~= "pass" and result.name .. ": " .. result.message
    end)
    return failures, count, message
  end
  if first_failure(nil, { source = first }) == 0 then
    wrong("the start script passes: there is nothing to do")
  end
  local failures, count, message = first_failure(nil, { source = second })
  if failures > 0 then
    wrong("the solution fails: %s", message)
  elseif count == 0 then
    wrong("it checks nothing")
  end
  for program, words in pairs(exercise.also or {}) do
    local failed, _, why = first_failure(program, { args = words })
    if failed > 0 then
      wrong("%s fails: %s", program, why)
    end
  end
  local questions, different = {}, 0
  for other = 1, 24 do
    local asked = question(other)
    if not questions[asked.question.en] then
      questions[asked.question.en] = true
      different = different + 1
      local truth, problem = find_truth(asked)
      if not table.concat(asked.choices, " "):find(tostring(truth), 1, true) then
        wrong("the truth of '%s' is none of its choices: %s", asked.question.en, tostring(problem))
      end
    end
  end
  if different < 2 then
    wrong("all learners get the same question")
  end
  for _, text in ipairs({ exercise.title, exercise.text, table.unpack(exercise.hints) }) do
    if not (text.en and text.zh) then
      wrong("a text is missing in English or Chinese")
    end
  end
  if #exercise.hints < 2 then
    wrong("it has fewer than two hints")
  end
  tell("verified", { checks = count })
end

seed = math.tointeger(seed)
actions[action]()
return 0
