-- Three dispositions: ignore a signal, catch it, or leave it at its default. /proc shows them.

local choices = {
  { en = "ignored", zh = "忽略", set = signal.ignore },
  { en = "caught by a handler that does nothing", zh = "捕获（处理函数什么也不做）",
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
A signal is a notification to a process, identified by a number. There are 64 signals. Numbers 1 to
31 are the standard signals; each has a name and a conventional meaning. Numbers 32 to 64 are the
real-time signals, which programs may use as they like. (The C library keeps the first two or three
for itself.) `kill -l` and `sigbox signals` list all of them.

A process chooses how it treats each signal. The choice is called the signal's disposition:
  - Ignore: the kernel discards the signal.
  - Catch: the kernel runs a function of the program, the handler.
  - Default: the kernel takes the signal's default action. Most default actions kill the process.
    TSTP stops the process, CONT continues it, and CHLD, WINCH and URG do nothing.
KILL and STOP are exceptions: their disposition is always the default.

Dispositions are stored in the kernel, not in the program, so you can look at them from outside:

    grep Sig /proc/self/status
    sigbox masks PID

The first command prints sets of signals as hexadecimal bit masks. SigIgn is the set of ignored
signals, and SigCgt the set of caught signals; bit n-1 stands for signal n. The second command
prints the same sets by name. A signal that is in neither set is at its default.

sigbox describes the effect of a signal in one word, for example:
  - handled: a handler ran.
  - exited: a handler ran, and then the process exited.
  - ignored: the process ignores the signal.
  - killed: the signal killed the process.
  - dropped: the kernel discarded the signal, although the process does not ignore it.

The start script ignores two signals. Complete it, so that
  - INT is ignored,
  - USR1 is caught, and the script keeps running however often USR1 comes,
  - HUP is at its default again, and all other signals stay as they are.
The checks run the script as PID 1 and as an ordinary process. Watch HUP: the same disposition has a
different effect in each case.]],
    zh = [[
信号是发给进程的通知，用编号区分，一共有 64 个。1 到 31 是标准信号，各有名字和约定俗成的含义。
32 到 64 是实时信号，程序可以自由使用（C 库把最前面的两三个留给了自己）。
kill -l 和 sigbox signals 可以列出所有信号。

进程可以选择怎样对待每个信号，这个选择叫作信号的处置（disposition）：
  - 忽略：信号就此消失，什么也不发生；
  - 捕获：内核运行程序里的一个函数，即处理函数；
  - 默认：内核执行这个信号的默认动作。多数信号的默认动作是杀死进程；
    TSTP 停止进程，CONT 让它继续运行；CHLD、WINCH、URG 什么也不做。
KILL 和 STOP 是例外：它们的处置永远是默认。

处置保存在内核里，而不是程序里，所以从外面就能查看：

    grep Sig /proc/self/status
    sigbox masks PID

第一条命令用十六进制位掩码显示信号集合：SigIgn 是被忽略的信号，SigCgt 是被捕获的信号，
第 n-1 位代表信号 n。第二条命令用名字显示同样的内容。不在这两个集合里的信号，处置就是默认。

sigbox 用一个词描述信号的效果，例如：
  - handled：处理函数运行了；
  - exited：处理函数运行了，然后进程退出；
  - ignored：进程忽略这个信号；
  - killed：信号杀死了进程；
  - dropped：进程并没有忽略这个信号，但内核把它丢弃了。

初始脚本忽略了两个信号。请补全它，使得
  - INT 被忽略；
  - USR1 被捕获，不论来多少次，脚本都继续运行；
  - HUP 恢复默认，其他信号保持不变。
检查时，脚本会作为 PID 1 运行，也会作为普通进程运行。
注意 HUP：处置相同，两种情况下的效果却不同。]],
  },
  read = { "signal(7)", "sigaction(2)", "proc_pid_status(5)", "sigbox show signal" },
  predict = function(choose)
    local choice, role = choose(choices), choose(roles)
    local name = choose({ "HUP", "TERM", "USR1" })
    return {
      question = {
        en = ("In %s, %s is %s. Another process in the box sends the signal. What is the effect?")
          :format(role.en, name, choice.en),
        zh = ("在%s里，%s的处置是：%s。盒子里的另一个进程发来%s，效果是什么？")
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
        en = ("An ignored signal is discarded, and a caught one runs its handler. At its default, "
          .. "%s kills an ordinary process, but for PID 1 the kernel drops it. The next "
          .. "exercise explains why.")
          :format(name),
        zh = ("被忽略的信号就此消失，被捕获的信号会运行处理函数。处置为默认时，%s会杀死普通进程；"
          .. "但对 PID 1，内核会丢弃它。原因见下一个练习。"):format(name),
      },
    }
  end,
  hints = {
    {
      en = "Each disposition has its function: signal.ignore, signal.handle and signal.default.",
      zh = "每种处置各有一个函数：signal.ignore、signal.handle 和 signal.default。",
    },
    {
      en = "A new disposition replaces the old one: a signal that you catch is no longer ignored. "
        .. "signal.pause() returns after a handler has run, so call it again.",
      zh = "新的处置会取代旧的：信号一旦被捕获，就不再被忽略。处理函数运行之后，"
        .. "signal.pause() 会返回，所以要再次调用它。",
    },
    {
      en = "signal.ignore(\"INT\"), signal.handle(\"USR1\", function() end), "
        .. "signal.default(\"HUP\"), then while true do signal.pause() end.",
      zh = "先 signal.ignore(\"INT\")、signal.handle(\"USR1\", function() end)、"
        .. "signal.default(\"HUP\")，再 while true do signal.pause() end。",
    },
  },
  check = function(subject, experiment)
    it({ en = "ignores INT and nothing else (SigIgn)", zh = "只忽略 INT（SigIgn）" }, function()
      local box = subject.box()
      assert.equal("INT", table.concat(box:status().SigIgn, " "), "SigIgn (ignored signals)")
      assert.effect("ignored", box:kill("INT"))
      assert.effect("ignored", box:kill("INT", "host"))
    end)

    it({ en = "catches USR1 and nothing else (SigCgt)", zh = "只捕获 USR1（SigCgt）" }, function()
      local box = subject.box()
      assert.equal("USR1", table.concat(box:status().SigCgt, " "), "SigCgt (caught signals)")
      assert.effect("handled", box:kill("USR1"))
      assert.effect("handled", box:kill("USR1"))
      assert.equal(2, box:handled("USR1"), "how many times the handler ran")
      -- The handler has run, but the script may not be back in its wait yet.
      pcall(experiment.eventually, function() return box:status().state == "sleeping" end, 3)
      assert.equal("sleeping", box:status().state, "process state (it must keep waiting)")
    end)

    it({
      en = "leaves HUP at its default, which is dropped for PID 1",
      zh = "HUP 的处置是默认，对 PID 1 会被丢弃",
    }, function()
      local box = subject.box()
      assert.effect("dropped", box:kill("HUP"))
      assert.alive(box)
    end)

    it({
      en = "is killed by HUP as an ordinary process, but not by INT or USR1",
      zh = "作为普通进程，HUP 会杀死它，INT 和 USR1 不会",
    }, function()
      local box = subject.box({ ordinary = true })
      assert.effect("ignored", box:kill("INT"))
      assert.effect("handled", box:kill("USR1"))
      assert.effect("killed HUP", box:kill("HUP"))
    end)
  end,
}
