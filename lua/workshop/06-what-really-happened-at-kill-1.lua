-- The stages of a signal. For PID 1, the kernel drops a signal at its default when it is generated.
-- If the signal is blocked, the kernel keeps it, and drops it when it is delivered.

local roles = {
  { en = "PID 1", zh = "PID 1" },
  { en = "an ordinary process", zh = "普通进程", ordinary = true },
}
local dispositions = {
  { en = "at its default", zh = "默认", set = signal.default },
  { en = "caught by a handler that returns", zh = "捕获（处理函数会返回）",
    set = function(name) signal.handle(name, function() end) end },
  { en = "ignored", zh = "忽略", set = signal.ignore },
}

local function forever()
  while true do
    signal.pause()
  end
end

--- Asks for the effect of TERM while it is blocked.
local function ask_while_blocked(role, disposition)
  return {
    question = {
      en = ("In %s, TERM is blocked and %s. TERM is sent. What is the effect?")
        :format(role.en, disposition.en),
      zh = ("%s阻塞了 TERM，对它的处置是%s。这时发来 TERM，效果是什么？")
        :format(role.zh, disposition.zh),
    },
    choices = { "handled", "ignored", "dropped", "blocked", "killed" },
    truth = function(experiment)
      return experiment.box(function()
        disposition.set("TERM")
        signal.block("TERM")
        forever()
      end, { ordinary = role.ordinary }):kill("TERM").verdict
    end,
    why = {
      en = "The kernel always keeps a blocked signal, because its disposition may change before "
        .. "it is unblocked.",
      zh = "内核总会保留被阻塞的信号，因为在解除阻塞之前，它的处置还可能改变。",
    },
  }
end

--- Asks for the effect of a pending TERM when it is unblocked.
local function ask_when_unblocked(role, disposition)
  return {
    question = {
      en = ("In %s, TERM is blocked and %s. TERM was sent and is pending. Now the process "
        .. "unblocks it. What is the effect?"):format(role.en, disposition.en),
      zh = ("%s阻塞了 TERM，对它的处置是%s。TERM 已经发来，处于未决状态。现在进程解除阻塞，"
        .. "效果是什么？"):format(role.zh, disposition.zh),
    },
    choices = { "handled", "killed", "nothing" },
    truth = function(experiment)
      local box = experiment.box(function()
        disposition.set("TERM")
        signal.block("TERM")
        signal.handle("USR1", function() end)
        signal.pause()
        signal.unblock("TERM")
        forever()
      end, { ordinary = role.ordinary })
      box:kill("TERM")
      if box:kill("USR1").verdict == "killed" then
        return "killed"
      end
      return box:handled("TERM") > 0 and "handled" or "nothing"
    end,
    why = {
      en = "The disposition at the moment of delivery counts. At its default, TERM kills an "
        .. "ordinary process. For PID 1, the kernel checks again and drops it.",
      zh = "起作用的是递送那一刻的处置。处置为默认时，TERM 会杀死普通进程；对 PID 1，"
        .. "内核会再检查一次，把它丢弃。",
    },
  }
end

return {
  title = {
    en = "Inside the kernel: what happens on kill 1",
    zh = "内核里的 kill 1：信号的五个阶段",
  },
  text = {
    en = [[
A signal passes through five stages in the kernel (kernel/signal.c). For TERM to PID 1, they are:
  1. Send. kill(2) checks that the process exists and that the sender has permission. For `kill 1`
     both are true, so kill returns 0. The sender learns nothing more.
  2. Generate (prepare_signal, sig_ignored). If the signal is blocked, the kernel keeps it, whatever
     its disposition; sigbox calls this effect `blocked`. Otherwise, if it is at its default and the
     process is unkillable (SIGNAL_UNKILLABLE), the kernel drops it here and leaves no trace. This
     is what happened on `kill 1`. An ignored signal is discarded here, too.
  3. Pending. The signal is kept in ShdPnd of /proc/1/status until it is unblocked. A second TERM
     adds nothing.
  4. Deliver (get_signal). If there is a handler, it runs. If not, the kernel checks again: if the
     process is unkillable and the signal is not KILL or STOP, the kernel drops it here.
  5. Effect. A handler ran, the process ended or stopped, or nothing happened.

So blocking does not help an init that has no handler: the signal is dropped when it is delivered.
Write a script that shows all of this:
  - At the start, TERM is blocked and at its default.
  - On USR2, the script sets a handler for TERM that exits with code 7. It must not do so earlier.
  - On the first USR1, the script unblocks TERM for good. If TERM does not end the script, it keeps
    running.
The checks send TERM, USR2 and USR1 in different orders, to PID 1 and to an ordinary process.

    sigbox run FILE --send TERM --send USR1 --send TERM
    sigbox run FILE --send TERM --send USR2 --send USR1]],
    zh = [[
信号在内核里要经过五个阶段（kernel/signal.c）。发给 PID 1 的 TERM 是这样的：
  1. 发送。kill(2) 检查进程是否存在、发送者是否有权限。对 kill 1 来说，
     两项都满足，所以 kill 返回 0。发送者知道的只有这些。
  2. 产生（prepare_signal、sig_ignored）。如果信号被阻塞，内核就保留它，
     不管处置是什么；sigbox 把这种效果叫作 blocked。否则，如果处置是默认，
     而进程带有不可杀死的标志（SIGNAL_UNKILLABLE），内核就在这里丢弃它，不留任何痕迹。
     kill 1 时发生的就是这件事。被忽略的信号也在这里消失。
  3. 未决。信号保留在 /proc/1/status 的 ShdPnd 里，直到解除阻塞。
     再来一个 TERM，也还是只有一个。
  4. 递送（get_signal）。有处理函数就运行它。没有的话，内核再检查一次：
     如果进程带有不可杀死的标志，信号又不是 KILL 或 STOP，就在这里丢弃。
  5. 效果。处理函数运行了，进程结束或停止了，或者什么都没有发生。

所以，没有处理函数的 init 即使阻塞信号也没有用：信号在递送时还是会被丢弃。
请写一个脚本，展示上面的过程：
  - 开始时，TERM 被阻塞，处置是默认；
  - 收到 USR2 时，脚本为 TERM 设置处理函数，它以退出码 7 退出；不能提前设置；
  - 第一次收到 USR1 时，脚本解除对 TERM 的阻塞，以后也不再阻塞。
    如果 TERM 没有结束脚本，脚本就继续运行。
检查会以不同的顺序发送 TERM、USR2 和 USR1，PID 1 和普通进程都会试。

    sigbox run FILE --send TERM --send USR1 --send TERM
    sigbox run FILE --send TERM --send USR2 --send USR1]],
  },
  read = {
    "signal(7)", "sigprocmask(2)", "pid_namespaces(7)",
    "kernel/signal.c: sig_task_ignored, get_signal",
  },
  predict = function(choose)
    local ask = choose({ ask_while_blocked, ask_when_unblocked })
    return ask(choose(roles), choose(dispositions))
  end,
  hints = {
    {
      en = "Start with signal.block(\"TERM\"). The USR2 handler may call signal.handle.",
      zh = "首先调用 signal.block(\"TERM\")。USR2 的处理函数里可以调用 signal.handle。",
    },
    {
      en = "When a handler returns, the signal mask is restored, as in C. If the USR1 handler "
        .. "unblocks TERM, TERM is blocked again as soon as the handler returns.",
      zh = "处理函数返回时，信号掩码会恢复原样，和 C 一样。如果在 USR1 的处理函数里解除阻塞，"
        .. "它一返回，TERM 就又被阻塞了。",
    },
    {
      en = "The USR1 handler only sets a variable: let_go = true. The main program runs repeat "
        .. "signal.pause() until let_go, calls signal.unblock(\"TERM\"), and then waits "
        .. "forever.",
      zh = "USR1 的处理函数只设置一个变量：let_go = true。"
        .. "主程序先执行 repeat signal.pause() until let_go，再调用 signal.unblock(\"TERM\")，"
        .. "然后一直等待。",
    },
  },
  check = function(subject)
    it({
      en = "blocks TERM, leaves it at its default, and waits",
      zh = "阻塞 TERM，处置保持默认，然后等待",
    }, function()
      local status = subject.box():status()
      assert.truthy(status.SigBlk.TERM, "TERM is not blocked")
      assert.truthy(not status.SigCgt.TERM, "TERM is caught before USR2 is sent")
      assert.truthy(not status.SigIgn.TERM, "TERM is ignored, not at its default")
      assert.equal("sleeping", status.state, "process state (it must wait, not busy-loop)")
    end)

    it({ en = "keeps TERM pending (ShdPnd)", zh = "TERM 保持未决（ShdPnd）" }, function()
      local box = subject.box()
      assert.effect("blocked", box:kill("TERM"))
      assert.truthy(box:status().ShdPnd.TERM, "TERM is not pending")
      assert.alive(box)
    end)

    it({
      en = "survives when USR1 unblocks TERM at its default: TERM is dropped",
      zh = "TERM 处置为默认时，USR1 解除阻塞不会结束它：内核丢弃 TERM",
    }, function()
      local box = subject.box()
      assert.effect("blocked", box:kill("TERM"))
      assert.effect("handled", box:kill("USR1"))
      assert.alive(box)
      local status = box:status()
      assert.truthy(not status.SigBlk.TERM, "TERM is still blocked after USR1")
      assert.truthy(not status.ShdPnd.TERM, "TERM is still pending")
      assert.effect("dropped", box:kill("TERM"))
      assert.alive(box)
    end)

    it({
      en = "is killed at that moment as an ordinary process",
      zh = "作为普通进程，会在那一刻被杀死",
    }, function()
      local box = subject.box({ ordinary = true })
      assert.effect("blocked", box:kill("TERM"))
      assert.effect("killed TERM", box:kill("USR1"))
    end)

    it({
      en = "runs a handler that was set while TERM was pending: exit code 7",
      zh = "TERM 未决期间设置的处理函数会运行：退出码 7",
    }, function()
      local box = subject.box()
      assert.effect("blocked", box:kill("TERM"))
      assert.effect("handled", box:kill("USR2"))
      assert.truthy(box:status().SigCgt.TERM, "TERM has no handler after USR2")
      assert.effect("exited 7", box:kill("USR1"))
    end)

    it({
      en = "survives USR1 and USR2 without TERM, and exits on a later TERM",
      zh = "没有 TERM 时，USR1 和 USR2 不会结束它；之后 TERM 会",
    }, function()
      local box = subject.box()
      assert.effect("handled", box:kill("USR1"))
      assert.effect("handled", box:kill("USR2"))
      assert.alive(box)
      assert.effect("exited 7", box:kill("TERM"))
    end)
  end,
}
