-- Three choices for a signal: ignore it, catch it, leave it at its default; seen in /proc.

local choices = {
  { en = "ignored", zh = "忽略", set = signal.ignore },
  { en = "caught, by a handler that does nothing", zh = "捕获（处理函数什么也不做）",
    set = function(name) signal.handle(name, function() end) end },
  { en = "at its default", zh = "默认", set = signal.default },
}
local roles = {
  { en = "PID 1 of a box", zh = "盒子的 PID 1" },
  { en = "an ordinary process", zh = "普通进程", ordinary = true },
}

return {
  title = { en = "64 signals, three choices", zh = "64 个信号，三种选择" },
  text = {
    en = [[
A signal is a notice to a process, and says nothing but its number. There are 64: 1 to 31 have
names and a meaning by tradition, and 32 to 64 are the real-time signals, free for programs to use
(the C library keeps the first two or three to itself). `kill -l` and `sigbox signals` list them.

For each of them, but for KILL and STOP, a process has three choices, its disposition:
  - ignore: the kernel throws the signal away;
  - catch: the kernel runs a function of the program, the handler;
  - default: the kernel does what is laid down for this signal. Most end the process, some stop it
    (TSTP), CONT continues it, some do nothing (CHLD, WINCH, URG).
The choice is kept in the kernel, not in the program, and anyone can see it:

    grep Sig /proc/self/status
    sigbox masks PID

The first shows sets as numbers: SigIgn has the signals that are ignored and SigCgt those that are
caught; bit n-1 stands for signal n. The second shows the same in words. A signal that is in neither
set is at its default.

Whoever wrote the beginning of the script ignored two signals. Complete it, so that
  - INT is ignored,
  - USR1 is caught, as often as it comes, and the script lives on,
  - HUP is at its default again, and no other signal is touched.
It runs as PID 1 and as an ordinary process. Watch HUP: the default is not the same for both.]],
    zh = [[
信号是发给进程的一个通知，除了编号什么都不带。一共有
64 个：1 到 31 有名字，含义由传统规定；32 到 64 是实时信号，
供程序自由使用（C 库把头两三个留给了自己）。kill -l 和
sigbox signals 可以列出它们。

除了 KILL 和 STOP，进程对每个信号都有三种选择，
称为信号的处置（disposition）：
  - 忽略：内核把信号扔掉；
  - 捕获：内核运行程序里的一个函数，即处理函数；
  - 默认：内核按这个信号的规定行事。多数会结束进程，
    有的会停止它（TSTP），CONT 让它继续，
    还有的什么都不做（CHLD、WINCH、URG）。
选择保存在内核里，不在程序里，谁都可以查看：

    grep Sig /proc/self/status
    sigbox masks PID

前者用数字显示集合：SigIgn 是被忽略的信号，SigCgt 是被捕获的信号，第 n-1 位代表信号 n。
后者用名字显示同样的内容。两个集合里都没有的信号，处置就是默认。

脚本开头不知被谁忽略了两个信号。请补全脚本，使得
  - INT 被忽略；
  - USR1 被捕获，不论来几次，脚本都继续运行；
  - HUP 恢复默认，其他信号不去动。
检查时它会作为 PID 1，也会作为普通进程运行。
注意 HUP：同样是默认，结果却不一样。]],
  },
  read = { "signal(7)", "sigaction(2)", "proc_pid_status(5)", "sigbox show signal" },
  predict = function(choose)
    local choice, role = choose(choices), choose(roles)
    local name = choose({ "HUP", "TERM", "USR1" })
    return {
      question = {
        en = ("In %s %s is %s. It comes from inside. What becomes of it?")
          :format(role.en, name, choice.en),
        zh = ("%s对%s的处置是：%s。从盒子内发来一个%s，结果如何？")
          :format(role.zh, name, choice.zh, name),
      },
      choices = { "handled", "ignored", "dropped", "killed" },
      truth = function(experiment)
        local box = experiment.box(function()
          choice.set(name)
          while true do
            signal.pause()
          end
        end, { ordinary = role.ordinary })
        return box:kill(name).verdict
      end,
      why = {
        en = ("An ignored signal is thrown away, and a caught one runs its handler. At its "
          .. "default %s ends an ordinary process, but for PID 1 the kernel drops it: see the next "
          .. "exercise.")
          :format(name),
        zh = ("被忽略的信号会被扔掉，被捕获的信号会运行处理函数。处置为默认时，%s会结束普通进程；"
          .. "但对 PID 1，内核会丢弃它：见下一个练习。"):format(name),
      },
    }
  end,
  hints = {
    {
      en = "signal.ignore, signal.handle and signal.default are the three choices.",
      zh = "三种选择就是 signal.ignore、signal.handle 和 signal.default。",
    },
    {
      en = "A choice is undone by another choice: what is caught is no longer ignored. And the "
        .. "script must go on waiting after a handler ran: signal.pause() returns then.",
      zh = "新的选择会取代旧的：被捕获的信号就不再被忽略。另外，处理函数运行之后 "
        .. "signal.pause() 会返回，脚本要接着等待。",
    },
    {
      en = "signal.ignore(\"INT\"), signal.handle(\"USR1\", function() end), "
        .. "signal.default(\"HUP\"), then while true do signal.pause() end.",
      zh = "signal.ignore(\"INT\")，signal.handle(\"USR1\", function() end)，"
        .. "signal.default(\"HUP\")，然后 while true do signal.pause() end。",
    },
  },
  check = function(subject, experiment)
    it({ en = "INT alone is ignored: SigIgn", zh = "只有 INT 被忽略：SigIgn" }, function()
      local box = subject.box()
      assert.equal("INT", table.concat(box:status().SigIgn, " "), "SigIgn, what is ignored")
      assert.effect("ignored", box:kill("INT"))
      assert.effect("ignored", box:kill("INT", "host"))
    end)

    it({ en = "USR1 alone is caught: SigCgt", zh = "只有 USR1 被捕获：SigCgt" }, function()
      local box = subject.box()
      assert.equal("USR1", table.concat(box:status().SigCgt, " "), "SigCgt, what is caught")
      assert.effect("handled", box:kill("USR1"))
      assert.effect("handled", box:kill("USR1"))
      assert.equal(2, box:handled("USR1"), "how often the handler ran")
      -- The handler has run, but may still be on its way back to the wait.
      pcall(experiment.eventually, function() return box:status().state == "sleeping" end, 3)
      assert.equal("sleeping", box:status().state, "it must go on waiting")
    end)

    it({
      en = "HUP is at its default, and dropped for PID 1",
      zh = "HUP 的处置是默认，对 PID 1 会被丢弃",
    }, function()
      local box = subject.box()
      assert.effect("dropped", box:kill("HUP"))
      assert.alive(box)
    end)

    it({
      en = "as an ordinary process it is killed by HUP, and not by the others",
      zh = "作为普通进程，HUP 会杀死它，另两个不会",
    }, function()
      local box = subject.box({ ordinary = true })
      assert.effect("ignored", box:kill("INT"))
      assert.effect("handled", box:kill("USR1"))
      assert.effect("killed HUP", box:kill("HUP"))
    end)
  end,
}
