-- What a check says to a learner whose language is Chinese, by the English text.

local texts = {
  -- experiment.assert
  ["%s: expected %s, got %s"] = "%s：期望是 %s，实际是 %s",
  ["expected %s, got %s"] = "期望是 %s，实际是 %s",
  [": two tables are equal only if they are one: use assert.same"]
    = "：两个表只有是同一个表时才相等，请用 assert.same",
  ["expected something true, got %s"] = "期望为真，实际是 %s",
  ["expected a text with '%s', got %s"] = "期望文本中有 '%s'，实际是 %s",
  ["expected a text without '%s', got %s"] = "期望文本中没有 '%s'，实际是 %s",
  ["expected at most %s, got %s"] = "期望不超过 %s，实际是 %s",
  ["expected an error, none was raised"] = "期望引发错误，实际没有",
  ["expected %s, the kernel did: %s (%s)"] = "期望是 %s，内核的结果是 %s（%s）",
  ["expected PID 1 to live, it has %s"] = "期望 PID 1 活着，实际它已经结束：%s",
  ["expected PID 1 to have ended, it lives"] = "期望 PID 1 已经结束，实际它还活着",
  -- experiment.box
  ["the program ended before it was ready, with status %s; it wrote %s"]
    = "程序在就绪之前就结束了，状态是 %s；它的输出：%s",
  ["the signal was %s"] = "信号没有发出：%s",
  ["it has not ended within %g s"] = "它在 %g 秒内没有结束",
  ["PID 1 has not ended within %g s; it wrote %s"] = "PID 1 在 %g 秒内没有结束；它的输出：%s",
  ["PID 1 has ended, and '%s' is not in what it wrote: %s"]
    = "PID 1 已经结束，它的输出里没有 '%s'：%s",
  ["'%s' did not come; it wrote %s"] = "没有等到 '%s'；它的输出：%s",
  ["nothing"] = "什么都没有",
  ["it has not become true in time"] = "等待的条件没有按时成立",
  -- The workshop itself
  ["What the script wrote last:"] = "脚本最后的输出：",
  -- The exercises
  ["its pid, and its parent's"] = "它自己和父进程的 pid",
  ["children that are called sleep"] = "名为 sleep 的子进程数",
  ["it must wait, not loop"] = "它应当等待，而不是空转",
  ["it has not started two children that are called sleep"] = "它没有启动两个名为 sleep 的子进程",
  ["it has not started a child that is called sleep"] = "它没有启动名为 sleep 的子进程",
  ["SigIgn, what is ignored"] = "SigIgn，即被忽略的信号",
  ["SigCgt, what is caught"] = "SigCgt，即被捕获的信号",
  ["how often the handler ran"] = "处理函数运行的次数",
  ["it must go on waiting"] = "它应当继续等待",
  ["it must have one child called sleep, not none and not several"]
    = "它应当恰好有一个名为 sleep 的子进程",
  ["its sleep has ended, and no other has followed"] = "它的 sleep 已经结束，却没有启动下一个",
  ["zombies, children that it has not waited for"] = "僵尸进程数，即它没有等待过的子进程",
  ["the parent of its sleep"] = "它的 sleep 的父进程",
  ["it has outlived the grace, and KILL was sent"] = "过了宽限期它还活着，于是发送了 KILL",
  ["not caught, though it should be"] = "应当捕获却没有捕获的信号",
  ["TERM is not blocked"] = "TERM 没有被阻塞",
  ["TERM is caught already: that is USR2's to do"] = "TERM 已经被捕获：这应当由 USR2 来做",
  ["TERM is ignored, not at its default"] = "TERM 被忽略了，处置不是默认",
  ["TERM is not pending"] = "TERM 没有处于未决状态",
  ["USR1 has come, and TERM is still blocked"] = "USR1 已经到来，TERM 却仍被阻塞",
  ["TERM is still pending"] = "TERM 仍处于未决状态",
  ["USR2 has come, and TERM has no handler"] = "USR2 已经到来，TERM 却没有处理函数",
  ["what is not caught, though it could be"] = "可以捕获却没有捕获的信号",
  ["how many are caught"] = "捕获的信号数",
  ["USR1 has come, and there is no child called sleep"] = "USR1 已经到来，却没有名为 sleep 的子进程",
  ["TERM does not end the job: does its sleep inherit the mask?"]
    = "TERM 结束不了这件工作：sleep 是不是继承了信号掩码？",
  ["a USR1 that came during a job is not followed by another job"]
    = "工作期间到来的 USR1，之后没有引出下一件工作",
  ["children of PID 1 after one USR1"] = "一个 USR1 之后 PID 1 的子进程数",
  ["children of PID 1 after two USR1"] = "两个 USR1 之后 PID 1 的子进程数",
  ["zombies"] = "僵尸进程数",
  ["children of PID 1"] = "PID 1 的子进程数",
  ["processes that the command left behind"] = "命令留下的进程数",
  ["the parent of what was left behind"] = "留下的进程的父进程",
  ["zombies when the command has ended"] = "命令结束之后的僵尸进程数",
  ["zombies when the orphans have ended"] = "孤儿进程结束之后的僵尸进程数",
  ["zombies when the supervisor has ended"] = "supervisor 结束之后的僵尸进程数",
  ["processes left: PID 1 and the supervisor"] = "剩下的进程数：PID 1 和 supervisor",
  ["processes left: PID 1"] = "剩下的进程数：PID 1",
  ["what runs at the start"] = "开始时运行的命令",
  ["what is left after TERM"] = "TERM 之后还在运行的命令",
  ["what is left after HUP"] = "HUP 之后还在运行的命令",
  ["what is left after HUP and TERM"] = "HUP 和 TERM 之后还在运行的命令",
  ["whether the command lives on after HUP"] = "HUP 之后命令是否还活着",
  ["the child of PID 1, which stays the shell"] = "PID 1 的子进程，而 PID 1 始终是 shell",
  ["whether KILL was needed after the grace"] = "过了宽限期是否还需要 KILL",
  ["what came of queueing the jobs"] = "任务入队时的输出",
  ["the jobs in the order in which they were done"] = "按完成次序排列的任务",
  ["it was killed after %.2f s, before the grace of %g s was over"]
    = "它在 %.2f 秒后就被杀死，而 %g 秒的宽限期还没有到",
  ["the command"] = "命令的状态",
  ["the foreground group after the stop"] = "停止之后的前台进程组",
  ["the command is in PID 1's own group"] = "命令在 PID 1 自己的进程组里",
  ["the foreground group of the terminal"] = "终端的前台进程组",
  ["the foreground group after USR1"] = "USR1 之后的前台进程组",
  ["PID 1 has no child: it has not started the command"] = "PID 1 没有子进程：它没有启动命令",
  ["signals blocked, ignored, own group"] = "被阻塞、被忽略的信号数，是否自成一组",
  ["the command after Ctrl-Z"] = "Ctrl-Z 之后命令的状态",
  ["the command after CONT to PID 1"] = "向 PID 1 发送 CONT 之后命令的状态",
}

-- What the kernel's rule says, with the signal's name in the place of NAME.
local reasons = {
  ["NAME is caught (SigCgt): its handler runs"] = "NAME 被捕获（SigCgt）：运行它的处理函数",
  ["NAME is ignored (SigIgn)"] = "NAME 被忽略（SigIgn）",
  ["NAME is at its default, which is to do nothing"] = "NAME 的处置是默认，默认动作是什么也不做",
  ["NAME is at its default (no handler), and the kernel drops that for PID 1"]
    = "NAME 的处置是默认（没有处理函数），发给 PID 1 会被内核丢弃",
  ["; any other process would end"] = "；换成其他进程就会结束",
  ["; any other process would stop"] = "；换成其他进程就会停止",
  ["; any other process would take no notice either"] = "；其他进程同样不受影响",
  [" even when it comes from the host; only KILL and STOP are forced"]
    = "，即使来自宿主机也一样；只有 KILL 和 STOP 会强制生效",
  ["NAME from inside its namespace never reaches PID 1: only the kernel or a process of an "
    .. "ancestor namespace can force KILL and STOP on it"]
    = "从命名空间之内发来的 NAME 到不了 PID 1：只有内核，或祖先命名空间里的进程，才能用 KILL 和 "
    .. "STOP 强制它",
  ["NAME is blocked (SigBlk), and a blocked signal is never thrown away: it stays pending until "
    .. "it is unblocked or accepted"]
    = "NAME 被阻塞（SigBlk），被阻塞的信号从不扔掉：它保持未决，直到解除阻塞或被接受",
  ["NAME is accepted: the process waits for it (sigtimedwait)"]
    = "NAME 被接受：进程正在等待它（sigtimedwait）",
  ["NAME is at its default: the process ends"] = "NAME 的处置是默认：进程结束",
  ["NAME is at its default: the process stops"] = "NAME 的处置是默认：进程停止",
  ["NAME from the host is forced on PID 1: the process ends"]
    = "宿主机发来的 NAME 对 PID 1 强制生效：进程结束",
  ["NAME from the host is forced on PID 1: the process stops"]
    = "宿主机发来的 NAME 对 PID 1 强制生效：进程停止",
  ["CONT wakes a stopped process, whatever its disposition and whoever sends it"]
    = "CONT 唤醒停止的进程，不论它的处置是什么，也不论是谁发送的",
  ["NAME was kept while it was blocked, and is thrown away when it is delivered: at its default "
    .. "it does nothing to PID 1"]
    = "NAME 在阻塞期间被保留，递送时被丢弃：处置为默认的信号对 PID 1 不起作用",
}

local endings = {
  { "^(.*), and it ended with exit code (%d+)$", "%s；它以退出码 %s 结束" },
  { "^(.*), and it was killed by (%w+)$", "%s；它被 %s 杀死" },
  { "^(.*), and it then stopped(.*)$", "%s；它随后停止了自己" },
}

local chinese = { texts = texts, reasons = reasons }

--- A reason of the kernel's rule; in English where it is one that no exercise meets.
---@param reason string
---@return string
function chinese.reason(reason)
  for _, ending in ipairs(endings) do
    local before, what = reason:match(ending[1])
    if before then
      return ending[2]:format(chinese.reason(before), what)
    end
  end
  local name = reason:match("^(RTM%u+[+-]?%d*)") or reason:match("^(%u[%u%d]+)") or ""
  local rest = reason
  if name ~= "" and not reasons[reason] then
    rest = "NAME" .. reason:sub(#name + 1)
  end
  local known = reasons[rest]
  if not known then
    local first, last = rest:match("^(.-PID 1)([; ].*)$")
    known = first and reasons[first] and reasons[last] and reasons[first] .. reasons[last]
  end
  return known and known:gsub("NAME", (name:gsub("%%", "%%%%"))) or reason
end

--- A format or a label.
---@param text string
---@return string
function chinese.translate(text)
  return texts[text] or text
end

return chinese
