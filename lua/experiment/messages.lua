-- The messages of failed assertions, in English and in Chinese.
--
-- The arguments of a message come in a fixed order, which is the same in both languages.

local words = require("experiment.words")

-- By the key of say, without `assertion.`.
local assertions = {
  ["equals.positive"] = { "expected %s, got %s", "期望是 %s，实际是 %s" },
  ["equals.negative"] = { "expected something other than %s", "期望不是 %s，实际却是" },
  ["same.positive"] = { "expected %s, got %s", "期望是 %s，实际是 %s" },
  ["same.negative"] = { "expected something other than %s", "期望不是 %s，实际却是" },
  ["near.positive"] = { "expected %s, got %s (tolerance %s)", "期望是 %s，实际是 %s（容差 %s）" },
  ["near.negative"] = {
    "expected something other than %s, got %s (tolerance %s)",
    "期望不接近 %s，实际是 %s（容差 %s）",
  },
  ["matches.positive"] = {
    "expected a text that matches %s, got %s", "期望文本匹配 %s，实际是 %s",
  },
  ["matches.negative"] = {
    "expected a text that does not match %s, got %s", "期望文本不匹配 %s，实际是 %s",
  },
  ["unique.positive"] = { "expected unique values, got %s", "期望值各不相同，实际是 %s" },
  ["unique.negative"] = { "expected a repeated value, got %s", "期望有重复的值，实际是 %s" },
  ["error.positive"] = { "expected error: %s; raised: %s", "期望的错误：%s；实际抛出的错误：%s" },
  ["error.negative"] = { "expected no error; raised: %s", "期望不抛出错误；实际抛出的错误：%s" },
  ["truthy.positive"] = { "expected a true value, got %s", "期望为真，实际是 %s" },
  ["truthy.negative"] = { "expected false or nil, got %s", "期望是 false 或 nil，实际是 %s" },
  ["falsy.positive"] = { "expected false or nil, got %s", "期望是 false 或 nil，实际是 %s" },
  ["falsy.negative"] = { "expected a true value, got %s", "期望为真，实际是 %s" },
  ["called.positive"] = { "expected calls: %s, counted: %s", "期望的调用次数：%s，实际：%s" },
  ["called.negative"] = {
    "expected a number of calls other than %s", "期望的调用次数不是 %s，实际却是",
  },
  ["called_at_least.positive"] = {
    "expected at least %s calls, counted %s", "期望至少调用 %s 次，实际 %s 次",
  },
  ["called_at_most.positive"] = {
    "expected at most %s calls, counted %s", "期望至多调用 %s 次，实际 %s 次",
  },
  ["called_more_than.positive"] = {
    "expected more than %s calls, counted %s", "期望调用多于 %s 次，实际 %s 次",
  },
  ["called_less_than.positive"] = {
    "expected fewer than %s calls, counted %s", "期望调用少于 %s 次，实际 %s 次",
  },
  ["called_with.positive"] = {
    "no call had the expected arguments: the last call was %s, expected %s",
    "没有一次调用的参数符合期望：最后一次是 %s，期望是 %s",
  },
  ["called_with.negative"] = {
    "a call had arguments that were not expected: %s", "有一次调用的参数是不应出现的：%s",
  },
  ["returned_with.positive"] = {
    "no call returned the expected values: the last call returned %s, expected %s",
    "没有一次调用的返回值符合期望：最后一次是 %s，期望是 %s",
  },
  ["returned_with.negative"] = {
    "a call returned values that were not expected: %s", "有一次调用的返回值是不应出现的：%s",
  },
  ["returned_arguments.positive"] = {
    "expected %s values, got %s", "期望有 %s 个值，实际有 %s 个",
  },
  ["returned_arguments.negative"] = {
    "expected a number of values other than %s", "期望值的个数不是 %s，实际却是",
  },
  ["array_holes.positive"] = { "expected an array with a hole", "期望数组有空洞，实际没有" },
  ["array_holes.negative"] = {
    "expected an array without holes; index %s is nil", "期望数组没有空洞；下标 %s 处是 nil",
  },
  ["internal.argtolittle"] = {
    "'%s' takes at least %s arguments, got %s", "'%s' 至少需要 %s 个参数，实际有 %s 个",
  },
  ["internal.badargtype"] = {
    "bad argument #%s to '%s' (%s expected, got %s)", "参数 #%s 不适用于 '%s'（应为 %s，实际是 %s）",
  },
  ["effect.positive"] = {
    "expected %s, the kernel did: %s (%s)", "期望的效果是 %s，内核的结果是 %s（%s）",
  },
  ["effect.negative"] = {
    "expected an effect other than %s, the kernel did: %s (%s)",
    "期望的效果不是 %s，内核的结果是 %s（%s）",
  },
  ["exited.positive"] = { "expected %s, got %s", "期望是 %s，实际是 %s" },
  ["exited.negative"] = { "expected an end other than %s", "期望的结果不是 %s，实际却是" },
  ["killed.positive"] = { "expected %s, got %s", "期望是 %s，实际是 %s" },
  ["killed.negative"] = { "expected an end other than %s", "期望的结果不是 %s，实际却是" },
  ["alive.positive"] = {
    "expected PID 1 to be alive, it has ended: %s", "期望 PID 1 活着，实际它已经结束：%s",
  },
  ["alive.negative"] = {
    "expected PID 1 to have ended, it is alive", "期望 PID 1 已经结束，实际它还活着",
  },
  ["ended.positive"] = {
    "expected PID 1 to have ended, it is alive", "期望 PID 1 已经结束，实际它还活着",
  },
  ["ended.negative"] = {
    "expected PID 1 to be alive, it has ended: %s", "期望 PID 1 活着，实际它已经结束：%s",
  },
  ["at_most.positive"] = { "expected at most %s, got %s", "期望不超过 %s，实际是 %s" },
  ["at_most.negative"] = { "expected more than %s, got %s", "期望大于 %s，实际是 %s" },
}

-- Parts of messages.
local parts = {
  label = { "%s: %s", "%s：%s" },
  none = { "none", "无" },
  any = { "any", "任意" },
  identity = {
    "%s: these are different tables, use assert.same to compare their contents",
    "%s：这是两个不同的表，要比较内容请用 assert.same",
  },
}

local columns = { en = 1, zh = 2 }

local messages = {}

--- Returns the messages of assertions by language and by the key of say.
---@return table<string, table<string, string>>
function messages.assertions()
  local result = {}
  for language, column in pairs(columns) do
    result[language] = {}
    for key, texts in pairs(assertions) do
      result[language][key] = texts[column]
    end
  end
  return result
end

--- Returns a part of a message in the reader's language.
---@param key string
---@return string
function messages.text(key)
  return parts[key][columns[words.language]]
end

return messages
