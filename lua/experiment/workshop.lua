-- Runs one action of the workshop on an exercise: show it, give a hint, check a script, verify it.
--
-- The arguments are the action, the exercise's name, the learner's seed, and the language. check
-- also takes the script's name and its text. verify also takes the start script, the solution, and
-- the source of the exercise.

local action, name, seed, language, first, second, own_text = ...

local tell_host = require("experiment.host")()
local chinese = require("experiment.chinese")
local glossary = require("experiment.glossary")
local output = require("experiment.output")
local words = require("experiment.words")
if language == "zh" then
  words.translate, words.reason = chinese.translate, chinese.reason
  words.language = "zh"
end
local experiment = require("experiment")
local box_module = require("experiment.box")
local specs = require("experiment.specs")
local exercise = require("workshop." .. name)

--- Returns a text in the learner's language, or in English if there is no translation.
local function say(text)
  local said = type(text) == "table" and (text[language] or text.en) or text
  return language == "zh" and glossary.spaced(said) or said
end

local function tell(kind, fields)
  fields.kind = kind
  tell_host(fields)
end

--- Returns the exercise's question for a seed.
local function question(of)
  math.randomseed(of)
  return exercise.predict(experiment.choose)
end

--- Makes what the checks of an exercise get: `box` makes boxes that run the script, and `last` is
--- the last of them.
local function subject_of(program, before)
  local subject = { source = before.source }
  function subject.box(options)
    local all = { source = before.source, args = {} }
    for key, value in pairs(options or {}) do
      all[key] = value
    end
    all.args = table.move(before.args or {}, 1, #(before.args or {}), 1, {})
    for _, word in ipairs(options and options.args or {}) do
      all.args[#all.args + 1] = word
    end
    subject.last = experiment.box(program, all)
    return subject.last
  end
  return subject
end

--- Declares the checks of an exercise. A check that fails keeps the script's output.
local function declare_checks(subject)
  local declare = it
  function _G.it(title, fn)
    declare(say(title), function()
      subject.last = nil
      local ok, problem = pcall(fn)
      if not ok then
        subject.wrote = subject.last and output.last(subject.last) or ""
        error(problem, 0)
      end
    end)
  end
  exercise.check(subject, experiment)
end

--- Runs the checks on a script and reports each result. Returns the number of checks that did not
--- pass, and the number of all.
local function check(subject_name, program, options_before, tell_result, declare)
  local subject = subject_of(program or subject_name, options_before)
  local failures, count = 0, 0
  specs.run(function()
    declare_checks(subject)
  end, nil, {
    stops = true,
    declare = declare,
    tell = function(result)
      count = count + 1
      failures = failures + (result.verdict == "pass" and 0 or 1)
      -- Some messages already contain the output.
      if (subject.wrote or "") ~= "" and not result.message:find("\n", 1, true) then
        result.message = table.concat({
          result.message, words.translate("What the script wrote last:"), subject.wrote,
        }, "\n")
      end
      result.message = result.message and output.harmless(result.message)
      tell_result(result)
    end,
  })
  return failures, count
end

--- Runs a question on the kernel. Returns the answer, or nil and the error.
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
    tell("declared", { count = 1 })
    tell("result", { name = "Lua", verdict = "fail", message = problem, seconds = 0 })
    tell("end", {})
    return
  end
  box_module.be_patient()
  check(first, nil, { source = second }, function(result)
    tell("result", result)
  end, function(count)
    tell("declared", { count = count })
  end)
  tell("end", {})
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

--- Checks that every label of an assertion has a Chinese text, even if the assertion passes.
local function verify_labels()
  local luassert = require("experiment.luassert")
  function luassert.check_label(label)
    if chinese.translate(label) == label and not label:find("%d") then
      wrong("no Chinese text for '%s' in experiment.chinese", label)
    end
  end
end

--- Checks the Chinese of the exercise, line by line, and of the messages.
local function verify_chinese()
  local lines = {}
  for line in own_text:gmatch("[^\n]+") do
    -- The value of a %s is spaced when it is inserted.
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

--- Checks that learners get different questions, and that each answer is one of the choices.
local function verify_questions()
  local questions, different = {}, 0
  for other = 1, 24 do
    local asked = question(other)
    if not questions[asked.question.en] then
      questions[asked.question.en] = true
      different = different + 1
      local truth, problem = find_truth(asked)
      if not table.concat(asked.choices, " "):find(tostring(truth), 1, true) then
        wrong("the kernel's answer to '%s' is not one of the choices: %s",
          asked.question.en, tostring(problem))
      end
    end
  end
  if different < 2 then
    wrong("all learners get the same question")
  end
end

local function verify_texts()
  for _, text in ipairs({ exercise.title, exercise.text, table.unpack(exercise.hints) }) do
    if not (text.en and text.zh) then
      wrong("a text is missing in English or Chinese")
    end
  end
  if #exercise.hints < 2 then
    wrong("there are fewer than two hints")
  end
  verify_chinese()
end

-- Reports everything that is wrong with the exercise.
function actions.verify()
  box_module.be_patient()
  verify_labels()
  local function first_failure(program, options)
    local message
    local failures, count = check(name .. ".lua", program, options, function(result)
      message = message or result.verdict ~= "pass" and result.name .. ": " .. result.message
    end)
    return failures, count, message
  end
  if first_failure(nil, { source = first }) == 0 then
    wrong("the start script passes all checks")
  end
  local failures, count, message = first_failure(nil, { source = second })
  if failures > 0 then
    wrong("the solution fails: %s", message)
  elseif count == 0 then
    wrong("there are no checks")
  end
  for program, arguments in pairs(exercise.also or {}) do
    local failed, _, why = first_failure(program, { args = arguments })
    if failed > 0 then
      wrong("%s fails: %s", program, why)
    end
  end
  verify_questions()
  verify_texts()
  tell("verified", { checks = count })
end

seed = math.tointeger(seed)
actions[action]()
return 0
