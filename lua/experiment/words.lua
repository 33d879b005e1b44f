-- The texts of messages. The workshop replaces them with texts in the learner's language.

local words = { language = "en" }

--- Translates a format or a label. Outside the workshop, returns it unchanged.
function words.translate(text)
  return text
end

--- Translates the reason for what the kernel did.
function words.reason(text)
  return text
end

--- Formats a message in the reader's language.
---@param format string as string.format takes it
function words.say(format, ...)
  return words.translate(format):format(...)
end

return words
