-- A blocked signal stays pending. It can be accepted without a handler, which SigCgt does not show.

--- Built-in inits and their arguments.
local inits = {
  { name = "bash" }, { name = "c-sig" }, { name = "go" }, { name = "node" }, { name = "java" },
  { name = "python" }, { name = "dumb-init", args = { "sleep", "1000" } },
  { name = "tini", args = { "--", "sleep", "1000" } },
}

--- The pid of the sleep process in a box, or nil.
local function sleep_of(box)
  for _, entry in ipairs(box:ps()) do
    if entry.name == "sleep" and entry.state ~= "zombie" then
      return entry.pid
    end
  end
end

return {
  title = { en = "Blocked is not ignored", zh = "阻塞不等于忽略" },
  text = {
    en = [[
Ignoring is a disposition: the kernel discards the signal for good. Blocking is done with the signal
mask: the kernel keeps the signal until the process unblocks it or accepts it. In /proc/PID/status,
SigBlk is the mask. Pending signals are in ShdPnd (for the process) and SigPnd (for one thread).

A process can accept a pending signal without a handler, with sigwait(3), sigtimedwait(2) or
signalfd(2). No signal then interrupts the program; it asks for signals when it is ready. This works
for PID 1, too: the kernel keeps a blocked signal even at its default. An accepted signal is never
delivered, so it cannot be dropped on delivery.

tini and catatonit work like this, and their SigCgt does not show it. The opposite also exists: a
program that catches TERM but does not end. So SigCgt alone does not tell you what a signal does.

    sigbox run tini --send TERM -- -- sleep 100
    sigbox masks --help

Complete the script. It catches and ignores nothing, and accepts signals one at a time:
  - On TERM, it exits with code 0.
  - On USR1, it does a job: it starts `sleep 1000` and waits until sleep has ended. During the job
    it accepts no signals. TERM stays pending and ends the script after the job.
  - After a job, it accepts the next signal.
All other signals stay at their default and are not blocked.

One thing can go wrong: a child inherits the signal mask, so TERM is blocked in `sleep`, too. It
must be possible to end the job with TERM. process.spawn has an option for the child's mask.]],
    zh = [[
忽略是一种处置：信号就此消失，再也找不回来。阻塞则由信号掩码实现：
内核保留信号，直到进程解除阻塞或接受它。在 /proc/PID/status 里，SigBlk 是信号掩码，
未决的信号在 ShdPnd（属于整个进程）和 SigPnd（属于某个线程）里。

进程不用处理函数也能接受未决的信号，办法是 sigwait(3)、sigtimedwait(2) 或 signalfd(2)。
这样信号不会打断程序，程序准备好了才来取。这对 PID 1 也有效：即使处置为默认，
内核也会保留被阻塞的信号；而被接受的信号不再递送，也就不会在递送时被丢弃。

tini 和 catatonit 就是这样工作的，从 SigCgt 里看不出来。
反过来，也有捕获了 TERM 却不结束的程序。所以，单看 SigCgt 并不知道信号会有什么作用。

    sigbox run tini --send TERM -- -- sleep 100
    sigbox masks --help

请补全脚本。它不捕获、也不忽略任何信号，而是逐个接受信号：
  - 收到 TERM：以退出码 0 退出；
  - 收到 USR1：做一项工作，即启动 sleep 1000 并等它结束。
    工作期间不接受信号。TERM 保持未决，工作完成之后再结束脚本；
  - 一项工作完成后，接受下一个信号。
其他信号都保持默认，也不阻塞。

有一处容易出错：子进程会继承信号掩码，所以 sleep 也阻塞了 TERM。
而这项工作必须能用 TERM 结束。process.spawn 有一个选项，用来设置子进程的信号掩码。]],
  },
  read = {
    "sigtimedwait(2)", "signalfd(2)", "sigprocmask(2)", "sigbox show tini",
    "sigbox show signal.wait",
  },
  predict = function(choose)
    local init = choose(inits)
    local command = table.concat({ init.name, table.unpack(init.args or {}) }, " ")
    return {
      question = {
        en = ("The built-in init `%s` runs as PID 1. Is TERM in its SigCgt (caught or uncaught)? "
          .. "TERM is sent once from inside. Does PID 1 end (ends or lives)?")
          :format(command),
        zh = ("内置的 init `%s` 作为 PID 1 运行。它的 SigCgt 里有 TERM 吗（有：caught；"
          .. "没有：uncaught）？从盒子内发来一个 TERM，PID 1 会结束吗（会：ends；不会：lives）？")
          :format(command),
      },
      choices = { "caught-ends", "caught-lives", "uncaught-ends", "uncaught-lives" },
      truth = function(experiment)
        local box = experiment.box(init.name, { args = init.args })
        local seen = box:status().SigCgt.TERM and "caught" or "uncaught"
        box:kill("TERM")
        return seen .. (box:alive() and "-lives" or "-ends")
      end,
      why = {
        en = "A signal that is accepted while it is blocked needs no handler. A handler can do "
          .. "anything, or nothing. Only the effect tells you what a signal does.",
        zh = "信号在阻塞状态下被接受，不需要处理函数；而处理函数可以做任何事，也可以什么都不做。"
          .. "信号有什么作用，只能看效果。",
      },
    }
  end,
  hints = {
    {
      en = "Call signal.block first, then signal.wait in a loop. It returns a table with the "
        .. "field name.",
      zh = "先调用 signal.block，再在循环里调用 signal.wait。它返回一个表，里面有 name 字段。",
    },
    {
      en = "signal.wait accepts only the signals that you pass to it. While the script waits for "
        .. "the job in process.wait, TERM is still blocked. There is nothing to do for that.",
      zh = "signal.wait 只接受你传给它的信号。脚本在 process.wait 里等待工作完成时，"
        .. "TERM 仍是阻塞的，不需要额外处理。",
    },
    {
      en = "process.wait(process.spawn({ \"sleep\", \"1000\", mask = {} })): the child starts "
        .. "with an empty mask.",
      zh = "process.wait(process.spawn({ \"sleep\", \"1000\", mask = {} }))："
        .. "子进程启动时信号掩码为空。",
    },
  },
  check = function(subject, experiment)
    --- Makes the script start a job, and returns the pid of its sleep.
    local function begin_job(box)
      box:kill("USR1")
      local sleep = sleep_of(box)
      assert.alive(box)
      assert.truthy(sleep, "there is no child named sleep after USR1")
      return sleep
    end

    --- Ends a job, and waits until the script has reaped it.
    local function end_job(box, sleep)
      box:send("TERM", "inside", sleep)
      local ended = pcall(experiment.eventually, function()
        return not box:alive() or #box:children() == 0
      end, 3)
      assert.truthy(ended, "TERM does not end the job: is TERM blocked in its sleep?")
    end

    it({
      en = "catches and ignores nothing, and waits",
      zh = "不捕获、也不忽略任何信号，然后等待",
    }, function()
      local status = subject.box():status()
      assert.equal("", table.concat(status.SigCgt, " "), "SigCgt (caught signals)")
      assert.equal("", table.concat(status.SigIgn, " "), "SigIgn (ignored signals)")
      assert.equal("sleeping", status.state, "process state (it must wait, not busy-loop)")
    end)

    it({
      en = "exits with code 0 on TERM, from inside and from the host",
      zh = "收到 TERM 时以退出码 0 退出，不论来自盒子内还是宿主机",
    }, function()
      assert.effect("exited 0", subject.box():kill("TERM"))
      assert.effect("exited 0", subject.box():kill("TERM", "host"))
    end)

    it({
      en = "keeps TERM pending during a job, and exits with code 0 after it",
      zh = "工作期间 TERM 保持未决，完成之后以退出码 0 退出",
    }, function()
      local box = subject.box()
      local sleep = begin_job(box)
      assert.effect("blocked", box:kill("TERM"))
      assert.truthy(box:status().ShdPnd.TERM, "TERM is not pending")
      end_job(box, sleep)
      assert.exited(0, box:wait(3))
    end)

    it({
      en = "does one job after the other, and leaves no zombie",
      zh = "逐项完成工作，不留僵尸进程",
    }, function()
      local box = subject.box()
      end_job(box, begin_job(box))
      local second = begin_job(box)
      assert.effect("blocked", box:kill("USR1"))
      box:send("TERM", "inside", second)
      local followed = pcall(experiment.eventually, function()
        local third = sleep_of(box)
        return not box:alive() or third and third ~= second
      end, 3)
      assert.alive(box)
      assert.truthy(followed, "USR1 was sent during a job, but no other job followed")
      end_job(box, sleep_of(box))
      assert.effect("exited 0", box:kill("TERM"))
    end)

    it({
      en = "does not accept HUP, so the kernel drops it",
      zh = "不接受 HUP，所以内核丢弃它",
    }, function()
      local box = subject.box()
      assert.effect("dropped", box:kill("HUP"))
      assert.alive(box)
    end)
  end,
}
