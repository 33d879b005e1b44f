-- Rules for the workshop's Chinese: one translation for each term, spacing, and punctuation.

local glossary = {}

-- Each term in English and in Chinese, then translations of it that must not be used.
local terms = {
  { "PID 1", "PID 1", "1 号进程", "一号进程", "进程 1" },
  { "pending", "未决", "挂起", "待处理", "待决" },
  { "blocked", "阻塞", "屏蔽", "堵塞" },
  { "mask", "信号掩码", "信号遮罩" },
  { "disposition", "处置", "处理方式", "处于默认动作" },
  { "default action", "默认动作", "缺省", "默认行为", "预设" },
  { "caught", "捕获", "捕捉", "截获" },
  { "ignored", "忽略", "无视" },
  { "handler", "处理函数", "处理程序", "句柄" },
  { "delivered", "递送", "送达", "投递", "传送" },
  { "dropped", "丢弃", "丢掉", "抛弃" },
  { "real-time signal", "实时信号", "即时信号" },
  { "namespace", "命名空间", "namespace", "名字空间", "名称空间" },
  { "orphan", "孤儿进程", "孤立进程" },
  { "zombie", "僵尸进程", "僵死" },
  { "reap", "回收", "收割", "收尸" },
  { "process group", "进程组", "进程群" },
  { "foreground process group", "前台进程组", "前台组", "前景进程组" },
  { "adopt", "收养", "领养", "过继" },
  { "the host", "宿主机", "宿主" },
  { "box", "盒子", "箱子", "沙盒", "沙箱" },
  { "grace period", "宽限期", "宽限时间" },
  { "exit code", "退出码", "退出代码", "返回码" },
  { "exit status", "退出状态", "退出状态码" },
  { "forward", "转发", "转送", "透传" },
  { "raise an error", "抛出", "引发错误", "引发异常" },
}

local function kind(code)
  if code >= 0x3400 and code <= 0x9fff then
    return "ideograph"
  elseif code < 0x80 and string.char(code):find("[%w`]") then
    return "word"
  end
  return code == 0x20 and "space" or "other"
end

--- Puts a space between Chinese characters and Latin words, and none between Chinese characters.
---@param text string
---@return string
function glossary.spaced(text)
  local parts, last, before = {}, nil, nil
  for _, code in utf8.codes(text) do
    local this = kind(code)
    if last == "ideograph" and this == "word" or last == "word" and this == "ideograph" then
      parts[#parts + 1] = " "
    elseif before == "ideograph" and last == "space" and this == "ideograph" then
      parts[#parts] = nil
    end
    parts[#parts + 1] = utf8.char(code)
    before, last = last, this
  end
  return table.concat(parts)
end

--- Returns the problems of a line. A line without Chinese characters has none.
---@param line string
---@return string[]
function glossary.problems(line)
  local wrong, last, has_ideograph = {}, nil, false
  for _, code in utf8.codes(line) do
    has_ideograph = has_ideograph or kind(code) == "ideograph"
    local beside = last and (kind(last) == "ideograph" or kind(code) == "ideograph")
    local mark = beside and (kind(last) == "ideograph" and code or last)
    if mark and mark < 0x80 and string.char(mark):find("[,;:!?()]") then
      wrong[#wrong + 1] = "ASCII '" .. string.char(mark) .. "' next to a Chinese character"
    end
    last = code
  end
  if not has_ideograph then
    return {}
  end
  for _, term in ipairs(terms) do
    for index = 3, #term do
      -- A wrong term that is part of the right one counts only outside the right one.
      local isPart = term[2]:find(term[index], 1, true)
      local text = isPart and line:gsub(term[2], "") or line
      if text:find(term[index], 1, true) then
        wrong[#wrong + 1] = ("'%s' for %s: use '%s'"):format(term[index], term[1], term[2])
      end
    end
  end
  return wrong
end

return glossary
