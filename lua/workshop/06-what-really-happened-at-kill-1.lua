-- The stations of a signal: what is at its default is dropped for PID 1 when it is generated,
-- kept while it is blocked, and dropped at its delivery after all.

local roles = {
  { en = "PID 1", zh = "PID 1" },
  { en = "an ordinary process", zh = "普通进程", ordinary = true },
}
local dispositions = {
  { en = "the default", zh = "默认", set = signal.default },
  { en = "a handler, which returns", zh = "捕获（处理函数会返回）",
    set = function(name) signal.handle(name, function() end) end },
  { en = "to be ignored", zh = "忽略", set = signal.ignore },
}

local function forever()
  while true do
    signal.pause()
  end
end

--- What becomes of TERM while it is blocked.
local function ask_while_blocked(role, disposition)
  return {
    question = {
      en = ("In %s TERM is blocked. Its disposition is %s. It comes. What becomes of it?")
        :format(role.en, disposition.en),
      zh = ("%s阻塞了 TERM，对它的处置是%s。这时发来 TERM，结果如何？")
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
      en = "A blocked signal is always kept: nobody knows what its disposition will be later.",
      zh = "阻塞的信号总会保留下来：谁也不知道以后它的处置会变成什么。",
    },
  }
end

--- What becomes of a TERM that was kept, once it is let go.
local function ask_when_unblocked(role, disposition)
  return {
    question = {
      en = ("In %s TERM is blocked. Its disposition is %s. It has come and is pending. Now the "
        .. "process unblocks it. What becomes of it?"):format(role.en, disposition.en),
      zh = ("%s阻塞了 TERM，对它的处置是%s。TERM 已经到来，处于未决状态。"
        .. "现在进程解除阻塞，结果如何？"):format(role.zh, disposition.zh),
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
      en = "At its delivery the disposition of that moment counts. At the default an ordinary "
        .. "process ends; for PID 1 the kernel looks a second time, and drops it.",
      zh = "递送时，看的是那一刻的处置。处置为默认时普通进程会结束；"
        .. "对 PID 1，内核会再检查一次，把它丢弃。",
    },
  }
end

return {
  title = { en = "What really happened at kill 1", zh = "kill 1 时究竟发生了什么" },
  text = {
    en = [[
A signal passes five stations (kernel/signal.c). Here is what each does with TERM for PID 1:
  1. Sent. kill(2) checks that the process exists and that the sender may. For `kill 1` that is so,
     and hence kill returns 0: the sender learns no more than this.
  2. Generated (prepare_signal, sig_ignored). Is it blocked? Then it is kept, whatever its
     disposition. Else: at its default, and the process is unkillable? It is thrown away here, and
     leaves no trace. That is what happened at `kill 1`. (Ignored: thrown away, too.)
  3. Pending: kept in ShdPnd of /proc/1/status, until it is unblocked. A second TERM adds nothing.
  4. Delivered (get_signal). A handler runs; else the default is due, and the kernel looks again:
     unkillable, and not KILL or STOP? It is thrown away here as well.
  5. The effect: a handler ran, the process ended, stopped, or nothing.

So blocking does not help an init that has no handler. See all of it in one script:
  - TERM is blocked and at its default from the beginning.
  - USR2 gives TERM a handler, which exits with 7. Not earlier.
  - The first USR1 lets TERM go: unblocks it, for good. The script lives on, if TERM lets it.
The checks send TERM, USR2 and USR1 in several orders, to PID 1 and to an ordinary process.

    sigbox run FILE --send TERM --send USR1 --send TERM
    sigbox run FILE --send TERM --send USR2 --send USR1]],
    zh = [[
信号要经过五站（kernel/signal.c）。下面是每一站对 PID 1 的
TERM 做的事：
  1. 发送。kill(2) 检查进程存在、发送者有权限。kill 1 两条都
     满足，所以返回 0：发送者知道的仅此而已。
  2. 产生（prepare_signal、sig_ignored）。它被阻塞了吗？
     是，就保留下来，不管处置是什么。否则：处置是默认、
     而且进程“杀不死”？那就在这里丢弃，不留痕迹。
     kill 1 时发生的就是这件事。（被忽略的也在这里丢弃。）
  3. 未决。保留在 /proc/1/status 的 ShdPnd 里，直到解除阻塞。
     再来一个 TERM 也不会增加什么。
  4. 递送（get_signal）。有处理函数就运行；否则轮到默认动作，
     这时内核再检查一次：进程“杀不死”，信号又不是 KILL 或
     STOP？在这里也丢弃。
  5. 效果。处理函数运行了，进程结束或停止了，或者什么都没有。

所以，没有处理函数的 init，阻塞信号也没有用。
请用一个脚本把这些都看到：
  - 一开始 TERM 就被阻塞，处置是默认；
  - USR2 给 TERM 装上处理函数，它以 7 退出；不能提前装；
  - 第一个 USR1 放行 TERM：解除阻塞，不再恢复。
    如果 TERM 没有结束脚本，脚本就继续运行。
检查会以不同的次序发送 TERM、USR2 和 USR1，
PID 1 和普通进程都会试。

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
      en = "signal.block(\"TERM\") comes first. A handler of USR2 may call signal.handle itself.",
      zh = "首先是 signal.block(\"TERM\")。USR2 的处理函数里可以调用 signal.handle。",
    },
    {
      en = "When a handler returns, the mask is again what it was before, as in C: to unblock TERM "
        .. "inside the handler of USR1 lasts no longer than the handler.",
      zh = "处理函数返回时，信号掩码会恢复成原来的样子，和 C 一样：在 USR1 的处理函数里"
        .. "解除阻塞，处理函数一返回就失效了。",
    },
    {
      en = "The handler of USR1 sets a variable: let_go = true. The main part waits for it, repeat "
        .. "signal.pause() until let_go, calls signal.unblock(\"TERM\"), and waits for ever.",
      zh = "USR1 的处理函数只设变量 let_go = true。主程序先等它："
        .. "repeat signal.pause() until let_go，再 signal.unblock(\"TERM\")，然后一直等待。",
    },
  },
  check = function(subject)
    it({
      en = "TERM is blocked and at its default, and it waits",
      zh = "TERM 被阻塞，处置为默认，脚本在等待",
    }, function()
      local status = subject.box():status()
      assert.truthy(status.SigBlk.TERM, "TERM is not blocked")
      assert.truthy(not status.SigCgt.TERM, "TERM is caught already: that is USR2's to do")
      assert.truthy(not status.SigIgn.TERM, "TERM is ignored, not at its default")
      assert.equal("sleeping", status.state, "it must wait, not loop")
    end)

    it({ en = "TERM is kept: ShdPnd", zh = "TERM 被保留：ShdPnd" }, function()
      local box = subject.box()
      assert.effect("blocked", box:kill("TERM"))
      assert.truthy(box:status().ShdPnd.TERM, "TERM is not pending")
      assert.alive(box)
    end)

    it({
      en = "let go at its default it is dropped, at its delivery",
      zh = "处置为默认时放行：在递送时被丢弃",
    }, function()
      local box = subject.box()
      assert.effect("blocked", box:kill("TERM"))
      assert.effect("handled", box:kill("USR1"))
      assert.alive(box)
      local status = box:status()
      assert.truthy(not status.SigBlk.TERM, "USR1 has come, and TERM is still blocked")
      assert.truthy(not status.ShdPnd.TERM, "TERM is still pending")
      assert.effect("dropped", box:kill("TERM"))
      assert.alive(box)
    end)

    it({
      en = "an ordinary process is killed by it in that moment",
      zh = "换成普通进程，就在那一刻被杀死",
    }, function()
      local box = subject.box({ ordinary = true })
      assert.effect("blocked", box:kill("TERM"))
      assert.effect("killed TERM", box:kill("USR1"))
    end)

    it({
      en = "a handler that was set while it was pending runs: exit code 7",
      zh = "未决期间装上的处理函数会运行：退出码 7",
    }, function()
      local box = subject.box()
      assert.effect("blocked", box:kill("TERM"))
      assert.effect("handled", box:kill("USR2"))
      assert.truthy(box:status().SigCgt.TERM, "USR2 has come, and TERM has no handler")
      assert.effect("exited 7", box:kill("USR1"))
    end)

    it({
      en = "without TERM, USR1 and USR2 do not end it; TERM then does",
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
