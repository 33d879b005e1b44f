-- Reads the options of a command line, with the rules and messages of getopt_long(3) of glibc.
--
--   local next_option, operands = getopt(arg[0], arg, "+hr:", { { "rewrite", "r" } })
--   for option, argument in next_option do ... end
--
-- In the string of short options, a colon follows each option that takes an argument. With a + in
-- front, the first operand ends the options; otherwise options and operands can be mixed. For an
-- invalid option, a message is written to standard error and "?" is returned. At the end,
-- `operands` contains the operands.

--- Returns the long option that `name` is or abbreviates, or nil and, if it is ambiguous, a
--- message.
local function find_long(long, name)
  local found, candidates = nil, {}
  for _, option in ipairs(long) do
    if option[1] == name then
      return option
    elseif option[1]:sub(1, #name) == name then
      candidates[#candidates + 1] = "'--" .. option[1] .. "'"
      found = option
    end
  end
  if #candidates > 1 then
    return nil, "is ambiguous; possibilities: " .. table.concat(candidates, " ")
  end
  return found
end

--- Returns an iterator over the options, and the table that receives the operands.
return function(program, words, short, long)
  local operands = {}
  local index, cluster = 1, ""
  local ordered = short:sub(1, 1) == "+" or os.getenv("POSIXLY_CORRECT") ~= nil

  local function complain(message)
    io.stderr:write(program, ": ", message, "\n")
    return "?"
  end

  --- Returns the position of a letter in `short`, and whether the option takes an argument.
  local function find_short(letter)
    local place = letter ~= ":" and letter ~= "+" and short:find(letter, 1, true)
    return place, place and short:sub(place + 1, place + 1) == ":"
  end

  local function next_word()
    local word = words[index]
    index = index + 1
    return word
  end

  local function take_long(word)
    local name, argument = word:match("^%-%-([^=]*)=(.*)$")
    name = name or word:sub(3)
    local option, ambiguity = find_long(long, name)
    if not option then
      return complain(
        ambiguity and "option '" .. word .. "' " .. ambiguity
          or "unrecognized option '" .. word .. "'")
    end
    local _, takes_argument = find_short(option[2])
    if argument and not takes_argument then
      return complain("option '--" .. option[1] .. "' doesn't allow an argument")
    elseif takes_argument and not argument then
      argument = next_word()
      if not argument then
        return complain("option '--" .. option[1] .. "' requires an argument")
      end
    end
    return option[2], argument
  end

  local function take_short()
    local letter = cluster:sub(1, 1)
    cluster = cluster:sub(2)
    local place, takes_argument = find_short(letter)
    if not place then
      return complain("invalid option -- '" .. letter .. "'")
    elseif not takes_argument then
      return letter
    end
    local argument = cluster ~= "" and cluster or next_word()
    cluster = ""
    if not argument then
      return complain("option requires an argument -- '" .. letter .. "'")
    end
    return letter, argument
  end

  local function finish()
    table.move(words, index, #words, #operands + 1, operands)
    index = #words + 1
  end

  local function read()
    if cluster ~= "" then
      return take_short()
    end
    local word = words[index]
    if word == nil then
      return nil
    elseif word == "--" then
      index = index + 1
      return finish()
    elseif word:sub(1, 1) ~= "-" or word == "-" then
      if ordered then
        return finish()
      end
      operands[#operands + 1] = next_word()
      return read()
    end
    index = index + 1
    if long and word:sub(1, 2) == "--" then
      return take_long(word)
    end
    cluster = word:sub(2)
    return take_short()
  end

  return read, operands
end
