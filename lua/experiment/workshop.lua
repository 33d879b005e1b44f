-- What the workshop does with an exercise: shows it, asks, checks a script, and proves itself.
--
-- The arguments are what to do, the exercise's name, the learner's seed, the language, and for a
-- check the script's name and text; verify takes the start script, the solution and the exercise's
-- own text.

local action, name, seed, language, first, second, own_text = ...

local chinese = require("experiment.chinese")
local glossary = require("experiment.glossary")
local words = require("experiment.words")
if language == "zh" then
  words.translate, words.reason = chinese.translate, chinese.reason
end
local experiment = require("experiment")
local box_module = require("experiment.box")
local specs = require("experiment.specs")
local exercise = require("workshop." .. name)

--- A text in the learner's language, else in English.
local function say(text)
  local said = type(text) == "table" and (text[language] or text.en) or text
  return language == "zh" and glossary.spaced(said) or said
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

--- A text that does nothing to a terminal: control characters but newlines are made visible.
local function harmless(text)
  local function code(control)
    return control ~= "\n" and control:gsub(".", function(byte)
      return ("\\x%02x"):format(byte:byte())
    end) or nil
  end
  text = text:gsub("\t", "    "):gsub(" +\n", "\n")
  return (text:gsub("%c", code):gsub("\xc2[\x80-\x9f]", code))
end

--- The last lines that a box has written.
local function last_words(box)
  local lines = {}
  for line in box:output():sub(-2000):gmatch("[^\n]+") do
    lines[#lines + 1] = "  " .. line
  end
  return table.concat(lines, "\n", math.max(1, #lines - 9))
end

--- Runs the checks on a script; tells each result, and returns how many did not pass.
local function check(subject_name, program, options_before, tell_result)
  local subject = { source = options_before.source }
  local last_box, wrote
  function subject.box(options)
    local all = { source = options_before.source, args = {} }
    for key, value in pairs(options or {}) do
      all[key] = value
    end
    all.args = table.move(options_before.args or {}, 1, #(options_before.args or {}), 1, {})
    for _, word in ipairs(options and options.args or {}) do
      all.args[#all.args + 1] = word
    end
    last_box = experiment.box(program or subject_name, all)
    return last_box
  end
  local failures, count = 0, 0
  specs.run(function()
    local declare = it
    function _G.it(title, fn)
      declare(say(title), function()
        last_box = nil
        local ok, problem = pcall(fn)
        if not ok then
          wrote = last_box and last_words(last_box) or ""
          error(problem, 0)
        end
      end)
    end
    exercise.check(subject, experiment)
  end, nil, {
    stops = true,
    tell = function(result)
      count = count + 1
      failures = failures + (result.verdict == "pass" and 0 or 1)
      -- Some messages have it already.
      if result.verdict ~= "pass" and wrote ~= "" and not result.message:find("\n", 1, true) then
        result.message = table.concat({
          result.message, words.translate("What the script wrote last:"), wrote,
        }, "\n")
      end
      result.message = result.message and harmless(result.message)
      tell_result(result)
    end,
  })
  return failures, count
end

--- The kernel's answer to a question.
local function find_truth(asked)
  local ok, truth = pcall(asked.truth, experiment)
  box_module.close_all()
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
    read = table.concat(exercise.read, language == "zh" and "；" or "; "),
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
  box_module.be_patient()
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

local function wrong(...)
  tell("wrong", { message = string.format(...) })
end

--- Checks that labels of assertions have a Chinese text, also where none fails.
local function verify_labels()
  local assertions = require("experiment.assert").table
  for assertion, place in pairs({ equal = 3, truthy = 2 }) do
    local original = assertions[assertion]
    assertions[assertion] = function(...)
      local label = select(place, ...)
      if label and chinese.translate(label) == label and not label:find("%d") then
        wrong("'%s' is missing in experiment.chinese", label)
      end
      return original(...)
    end
  end
end

--- Checks the exercise's Chinese, line by line, and what sigbox itself says.
local function verify_chinese()
  local lines = {}
  for line in own_text:gmatch("[^\n]+") do
    -- What is put in the place of %s is spaced when it is known.
    lines[#lines + 1] = line:gsub("%%[%d.]*[sdg]", ""):gsub("\\n", " ")
  end
  for _, texts in pairs({ chinese.texts, chinese.reasons }) do
    for _, text in pairs(texts) do
      lines[#lines + 1] = text
    end
  end
  for _, line in ipairs(lines) do
    for _, problem in ipairs(glossary.problems(line)) do
      wrong("%s, in: %s", problem, line)
    end
  end
end

-- What is wrong with the exercise itself, if anything.
function actions.verify()
  box_module.be_patient()
  verify_labels()
  verify_chinese()
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
  for program, arguments in pairs(exercise.also or {}) do
    local failed, _, why = first_failure(program, { args = arguments })
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
