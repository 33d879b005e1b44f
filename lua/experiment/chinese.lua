-- The Chinese texts of the messages that a check prints, keyed by the English text.

local texts = {
  -- experiment.box
  ["the program ended before it was ready, with status %s; its output: %s"]
    = "程序在就绪之前就结束了，状态是 %s；它的输出：%s",
  ["the signal was %s"] = "信号没有发出：%s",
  ["it did not end within %g s"] = "它在 %g 秒内没有结束",
  ["PID 1 did not end within %g s; its output: %s"] = "PID 1 在 %g 秒内没有结束；它的输出：%s",
  ["PID 1 ended, and its output does not match '%s': %s"]
    = "PID 1 已经结束，它的输出不匹配 '%s'：%s",
  ["the output did not match '%s' in time: %s"] = "输出没有按时匹配 '%s'：%s",
  ["nothing"] = "什么都没有",
  ["the condition did not become true in time"] = "等待的条件没有按时成立",
  -- The workshop itself
  ["What the script wrote last:"] = "脚本最后的输出：",
  -- The exercises
  ["its own pid and its parent's pid"] = "它自己的 pid 和父进程的 pid",
  ["number of children named sleep"] = "名为 sleep 的子进程数",
  ["process state (it must wait, not busy-loop)"] = "进程状态（应当等待，而不是空转）",
  ["it has not started two children named sleep"] = "它没有启动两个名为 sleep 的子进程",
  ["it has not started a child named sleep"] = "它没有启动名为 sleep 的子进程",
  ["SigIgn (ignored signals)"] = "SigIgn（被忽略的信号）",
  ["SigCgt (caught signals)"] = "SigCgt（被捕获的信号）",
  ["how many times the handler ran"] = "处理函数运行的次数",
  ["process state (it must keep waiting)"] = "进程状态（应当继续等待）",
  ["it must have exactly one child named sleep"] = "它应当恰好有一个名为 sleep 的子进程",
  ["its sleep has ended, and it has not started another"]
    = "它的 sleep 已经结束，却没有启动下一个",
  ["zombies (children that it has not waited for)"] = "僵尸进程数（它没有等待过的子进程）",
  ["parent of its sleep"] = "它的 sleep 的父进程",
  ["killed after the grace period"] = "宽限期过后被 KILL 杀死",
  ["signals that should be caught but are not"] = "应当捕获却没有捕获的信号",
  ["TERM is not blocked"] = "TERM 没有被阻塞",
  ["TERM is caught before USR2 is sent"] = "USR2 还没有来，TERM 就已经被捕获",
  ["TERM is ignored, not at its default"] = "TERM 被忽略了，处置不是默认",
  ["TERM is not pending"] = "TERM 没有处于未决状态",
  ["TERM is still blocked after USR1"] = "USR1 之后，TERM 仍被阻塞",
  ["TERM is still pending"] = "TERM 仍处于未决状态",
  ["TERM has no handler after USR2"] = "USR2 之后，TERM 还没有处理函数",
  ["signals that can be caught but are not"] = "可以捕获却没有捕获的信号",
  ["number of caught signals"] = "捕获的信号数",
  ["there is no child named sleep after USR1"] = "USR1 之后，没有名为 sleep 的子进程",
  ["TERM does not end the job: is TERM blocked in its sleep?"]
    = "TERM 结束不了这项工作：sleep 是不是阻塞了 TERM？",
  ["USR1 was sent during a job, but no other job followed"]
    = "工作期间发来了 USR1，之后却没有开始下一项工作",
  ["children of PID 1 after one USR1"] = "一个 USR1 之后 PID 1 的子进程数",
  ["children of PID 1 after two USR1"] = "两个 USR1 之后 PID 1 的子进程数",
  ["zombies"] = "僵尸进程数",
  ["children of PID 1"] = "PID 1 的子进程数",
  ["processes that the command left running"] = "命令留下的进程数",
  ["parent of a process that the command left running"] = "命令留下的进程的父进程",
  ["zombies after the command has ended"] = "命令结束之后的僵尸进程数",
  ["zombies after the orphans have ended"] = "孤儿进程结束之后的僵尸进程数",
  ["zombies after the supervisor has ended"] = "supervisor 结束之后的僵尸进程数",
  ["remaining processes (PID 1 and the supervisor)"] = "剩下的进程数（PID 1 和 supervisor）",
  ["remaining processes (PID 1)"] = "剩下的进程数（PID 1）",
  ["commands running at the start"] = "开始时运行的命令",
  ["commands still running after TERM"] = "TERM 之后还在运行的命令",
  ["commands still running after HUP"] = "HUP 之后还在运行的命令",
  ["commands still running after HUP and TERM"] = "HUP 和 TERM 之后还在运行的命令",
  ["command alive after HUP"] = "HUP 之后命令还活着",
  ["child of PID 1 (PID 1 must stay the shell)"] = "PID 1 的子进程（PID 1 应当始终是 shell）",
  ["output while queueing the jobs"] = "任务入队时的输出",
  ["jobs in the order in which they were done"] = "按完成顺序排列的任务",
  ["it was killed after %.2f s, before the grace period of %g s was over"]
    = "它在 %.2f 秒后就被杀死，而 %g 秒的宽限期还没有到",
  ["state of the command"] = "命令的状态",
  ["foreground group after the stop"] = "停止之后的前台进程组",
  ["the command is in PID 1's own group"] = "命令在 PID 1 自己的进程组里",
  ["foreground group of the terminal"] = "终端的前台进程组",
  ["foreground group after USR1"] = "USR1 之后的前台进程组",
  ["PID 1 has no child: it has not started the command"] = "PID 1 没有子进程：它没有启动命令",
  ["blocked signals, ignored signals, in its own group"]
    = "被阻塞的信号数、被忽略的信号数、是否自成一组",
  ["state of the command after Ctrl-Z"] = "Ctrl-Z 之后命令的状态",
  ["state of the command after CONT to PID 1"] = "向 PID 1 发送 CONT 之后命令的状态",
}

-- The reasons that the signal model gives. NAME stands for the signal's name.
local reasons = {
  ["NAME is caught (SigCgt): its handler runs"] = "NAME 被捕获（SigCgt）：运行它的处理函数",
  ["NAME is ignored (SigIgn)"] = "NAME 被忽略（SigIgn）",
  ["NAME has the default disposition, which is to do nothing"] = "NAME 的处置是默认，默认动作是什么也不做",
  ["NAME has the default disposition (no handler), so the kernel drops it for PID 1"]
    = "NAME 的处置是默认（没有处理函数），发给 PID 1 会被内核丢弃",
  ["; any other process would end"] = "；换成其他进程就会结束",
  ["; any other process would stop"] = "；换成其他进程就会停止",
  ["; it does nothing to any other process either"] = "；其他进程同样不受影响",
  [", even if it comes from the host; only KILL and STOP are forced"]
    = "，即使来自宿主机也一样；只有 KILL 和 STOP 会强制生效",
  ["NAME from inside is not forced, so the kernel drops it for PID 1: only the kernel and "
    .. "processes outside its namespace force KILL and STOP"]
    = "从命名空间之内发来的 NAME 不会强制生效，内核替 PID 1 把它丢弃："
    .. "只有内核和该命名空间之外的进程，才能让 KILL 和 STOP 强制生效",
  ["NAME is blocked (SigBlk), so it is not discarded: it stays pending until it is unblocked or "
    .. "accepted"]
    = "NAME 被阻塞（SigBlk），所以不会被丢弃：它保持未决，直到解除阻塞或被接受",
  ["NAME is accepted: the process is waiting for it (sigtimedwait)"]
    = "NAME 被接受：进程正在等待它（sigtimedwait）",
  ["NAME has the default disposition: the process ends"] = "NAME 的处置是默认：进程结束",
  ["NAME has the default disposition: the process stops"] = "NAME 的处置是默认：进程停止",
  ["NAME from the host is forced on PID 1: the process ends"]
    = "宿主机发来的 NAME 对 PID 1 强制生效：进程结束",
  ["NAME from the host is forced on PID 1: the process stops"]
    = "宿主机发来的 NAME 对 PID 1 强制生效：进程停止",
  ["CONT resumes a stopped process, regardless of disposition and sender"]
    = "CONT 让停止的进程继续运行，不论它的处置是什么，也不论由谁发送",
  ["NAME was kept while it was blocked, and is dropped on delivery: with the default disposition "
    .. "it does nothing to PID 1"]
    = "NAME 在阻塞期间被保留，递送时被丢弃：处置为默认的信号对 PID 1 不起作用",
}

local endings = {
  { "^(.*), and it ended with exit code (%d+)$", "%s；它以退出码 %s 结束" },
  { "^(.*), and it was killed by (%w+)$", "%s；它被 %s 杀死" },
  { "^(.*), and it then stopped(.*)$", "%s；它随后停止了" },
}

local chinese = { texts = texts, reasons = reasons }

--- Translates a reason of the signal model. A reason that no exercise meets stays in English.
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
    local first, last = rest:match("^(.-PID 1)([;,].*)$")
    known = first and reasons[first] and reasons[last] and reasons[first] .. reasons[last]
  end
  return known and known:gsub("NAME", (name:gsub("%%", "%%%%"))) or reason
end

--- Translates a format or a label.
---@param text string
---@return string
function chinese.translate(text)
  return texts[text] or text
end

return chinese
