-- Shows the output of scripts at a terminal.

local output = {}

--- Returns a text that is safe to print: control characters except newlines are made visible.
function output.harmless(text)
  local function code(control)
    return control ~= "\n" and control:gsub(".", function(byte)
      return ("\\x%02x"):format(byte:byte())
    end) or nil
  end
  text = text:gsub("\t", "    "):gsub(" +\n", "\n")
  return (text:gsub("%c", code):gsub("\xc2[\x80-\x9f]", code))
end

--- Returns the last lines of a box's output.
function output.last(box)
  local lines = {}
  for line in box:output():sub(-2000):gmatch("[^\n]+") do
    lines[#lines + 1] = "  " .. line
  end
  return table.concat(lines, "\n", math.max(1, #lines - 9))
end

return output
