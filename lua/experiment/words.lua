-- The words of messages, which the workshop replaces by those of the learner's language.

local words = {}

--- Translates a format or a label; the identity outside the workshop.
function words.translate(text)
  return text
end

--- Translates why the kernel did something.
function words.reason(text)
  return text
end

--- A message in the reader's language.
---@param format string as string.format takes it
function words.say(format, ...)
  return words.translate(format):format(...)
end

return words
