-- A blocked signal waits: it can be accepted without a handler, and SigCgt does not show that.

--- Built-in inits, with the words that follow.
local inits = {
  { name = "bash" }, { name = "c-sig" }, { name = "go" }, { name = "node" }, { name = "java" },
  { name = "python" }, { name = "dumb-init", args = { "sleep", "1000" } },
  { name = "tini", args = { "--", "sleep", "1000" } },
}

--- The one sleep in a box, or nil.
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
Ignoring is a disposition: the signal is thrown away, for ever. Blocking is the mask: the signal is
kept, and it waits until the process wants it. /proc/PID/status shows the mask as SigBlk, and what
waits as ShdPnd (for the process) and SigPnd (for a thread).

A process can also take a pending signal without a handler: sigwait(3), sigtimedwait(2) and
signalfd(2) accept it. Nothing interrupts the program then; it asks when it has time. As the signal
is blocked it is kept even for PID 1 and even at its default, and an accepted signal never comes
to the station where that would be dropped. tini and catatonit are written like this, and nothing of
it is in SigCgt. The contrary is possible, too: a program that catches TERM, and does not end. So
SigCgt alone does not tell what a signal does.

    sigbox run tini --send TERM -- -- sleep 100
    sigbox masks --help

Complete the script. It catches nothing and ignores nothing, and takes signals one by one:
  - TERM: it exits with 0.
  - USR1: it does a job: starts `sleep 1000` and waits for its end. Meanwhile it takes no signal;
    TERM stays pending, and ends it after the job. Then it takes the next one.
All others stay at their default, and not blocked.
One trap: a child inherits the mask, and so a `sleep` that blocks TERM. It must be possible to end
the job with TERM: process.spawn has an option for the child's mask.]],
    zh = [[
忽略是一种处置：信号被丢弃，再也没有了。阻塞是掩码的事：
信号被保留下来，等进程想要的时候再取。在 /proc/PID/status
里，掩码是 SigBlk，等着的信号在 ShdPnd（属于整个进程）和
SigPnd（属于某个线程）里。

进程不用处理函数也能取走未决的信号：sigwait(3)、
sigtimedwait(2) 和 signalfd(2) 会接受它。这样程序不会被打断，
有空时才来取。信号是阻塞的，所以即使是 PID 1、即使处置
为默认，也会保留；而被接受的信号，根本不会走到会把它丢弃的
那一站。tini 和 catatonit 就是这样写的，从 SigCgt 里完全
看不出来。反过来也有：捕获了 TERM，却并不结束的程序。
所以，单看 SigCgt 并不知道信号会有什么作用。

    sigbox run tini --send TERM -- -- sleep 100
    sigbox masks --help

请补全脚本。它不捕获、也不忽略任何信号，一个一个地取：
  - TERM：以 0 退出；
  - USR1：做一件工作，即启动 sleep 1000 并等它结束。
    这期间不取信号，TERM 保持未决，等工作完成后再结束脚本。
    之后再取下一个信号。
其他信号保持默认，也不阻塞。
有一个陷阱：子进程会继承掩码，sleep 也就阻塞了 TERM。
这件工作应当能用 TERM 结束：process.spawn 有一个选项，
用来设置子进程的掩码。]],
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
        en = ("The built-in init `%s` runs as PID 1. Does its SigCgt have TERM (caught or "
          .. "uncaught), and has it ended after one TERM from inside (ends or lives)?")
          :format(command),
        zh = ("内置的 init `%s` 作为 PID 1 运行。它的 SigCgt 里有 TERM 吗"
          .. "（有是 caught，没有是 uncaught）？从盒子内发来一个 TERM 之后，它结束了吗"
          .. "（结束是 ends，还活着是 lives）？")
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
        en = "A signal that is accepted while it is blocked needs no handler, and a handler may do "
          .. "anything, also nothing. Only the effect tells.",
        zh = "在阻塞状态下被接受的信号不需要处理函数；处理函数也可以做任何事，"
          .. "包括什么都不做。只有看效果才知道。",
      },
    }
  end,
  hints = {
    {
      en = "signal.block first, then signal.wait in a loop: it returns a table that has the name.",
      zh = "先 signal.block，再在循环里 signal.wait：它返回一个带 name 字段的表。",
    },
    {
      en = "signal.wait accepts the signals of its set. While the script waits in process.wait for "
        .. "the job, TERM is blocked still, and nobody has to do anything for that.",
      zh = "signal.wait 接受集合里的信号。脚本在 process.wait 里等工作结束时，"
        .. "TERM 仍是阻塞的，不需要另做什么。",
    },
    {
      en = "process.wait(process.spawn({ \"sleep\", \"1000\", mask = {} })): no signal is blocked.",
      zh = "process.wait(process.spawn({ \"sleep\", \"1000\", mask = {} }))：不阻塞信号。",
    },
  },
  check = function(subject, experiment)
    --- Has the script begin a job, and gives the pid of its sleep.
    local function begin_job(box)
      box:kill("USR1")
      local sleep = sleep_of(box)
      assert.alive(box)
      assert.truthy(sleep, "USR1 has come, and there is no child called sleep")
      return sleep
    end

    --- Ends a job and waits until the script is done with it.
    local function end_job(box, sleep)
      box:send("TERM", "inside", sleep)
      local ended = pcall(experiment.eventually, function()
        return not box:alive() or #box:children() == 0
      end, 3)
      assert.truthy(ended, "TERM does not end the job: does its sleep inherit the mask?")
    end

    it({
      en = "it catches nothing and ignores nothing, and waits",
      zh = "不捕获、也不忽略任何信号，并且在等待",
    }, function()
      local status = subject.box():status()
      assert.equal("", table.concat(status.SigCgt, " "), "SigCgt, what is caught")
      assert.equal("", table.concat(status.SigIgn, " "), "SigIgn, what is ignored")
      assert.equal("sleeping", status.state, "it must wait, not loop")
    end)

    it({
      en = "TERM ends it with 0 all the same, from inside and from the host",
      zh = "但 TERM 照样使它以 0 退出，从盒子内、从宿主机都一样",
    }, function()
      assert.effect("exited 0", subject.box():kill("TERM"))
      assert.effect("exited 0", subject.box():kill("TERM", "host"))
    end)

    it({
      en = "during a job TERM is pending, and afterwards it exits with 0",
      zh = "工作期间 TERM 未决，完成之后以 0 退出",
    }, function()
      local box = subject.box()
      local sleep = begin_job(box)
      assert.effect("blocked", box:kill("TERM"))
      assert.truthy(box:status().ShdPnd.TERM, "TERM is not pending")
      end_job(box, sleep)
      assert.exited(0, box:wait(3))
    end)

    it({
      en = "it does one job after the other, and leaves no zombie",
      zh = "工作一件接一件地做，不留僵尸进程",
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
      assert.truthy(followed, "a USR1 that came during a job is not followed by another job")
      end_job(box, sleep_of(box))
      assert.effect("exited 0", box:kill("TERM"))
    end)

    it({
      en = "HUP, which it does not wait for, is dropped",
      zh = "它不等待的 HUP 被丢弃",
    }, function()
      local box = subject.box()
      assert.effect("dropped", box:kill("HUP"))
      assert.alive(box)
    end)
  end,
}
