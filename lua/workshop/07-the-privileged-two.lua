-- KILL and STOP cannot be caught, ignored or blocked. From an ancestor namespace, the kernel forces
-- them on PID 1.

local roles = {
  { en = "PID 1, which catches every signal that it can", zh = "捕获了所有可捕获信号的 PID 1" },
  { en = "an ordinary process, which catches every signal that it can", zh = "捕获了所有可捕获信号的普通进程",
    ordinary = true },
}
local places = { { en = "inside", zh = "盒子内" }, { en = "the host", zh = "宿主机" } }

local function catch_all()
  for number in ipairs(signal.list()) do
    pcall(signal.handle, number, function() end)
  end
  while true do
    signal.pause()
  end
end

return {
  title = { en = "KILL and STOP: the two exceptions", zh = "KILL 和 STOP：两个例外" },
  text = {
    en = [[
Two of the 64 signals leave a process no choice. KILL and STOP cannot be caught or ignored:
sigaction(2) fails with EINVAL. Blocking them does not fail, but the kernel silently leaves them out
of the mask. So an administrator can always kill or stop a program.

For PID 1 this is true only from outside. If the sender is in PID 1's own namespace, the kernel
drops KILL and STOP like any other signal at its default. If the sender is in an ancestor namespace,
such as `docker kill` on the host, the kernel forces KILL and STOP on PID 1. It forces only these
two, not TERM. (The machine's own PID 1 has no ancestor namespace, so KILL never reaches it.)

How does a handler know where a signal comes from? The kernel passes it the sender's pid, as
numbered in the receiver's namespace. A sender in an ancestor namespace has no pid there, so si_pid
is 0.

Complete the script, so that
  - it catches all 62 signals that can be caught,
  - it exits with code 0 on TERM from the host,
  - it keeps running on every other signal, and on TERM from inside.
signal.list() returns the names of the 64 signals, indexed by number. For KILL and STOP,
signal.handle raises an error that contains EINVAL. Skip these two, or catch the error.

    sigbox run FILE --send KILL --send STOP --send TERM \
      --send host:STOP --send host:CONT --send host:TERM]],
    zh = [[
64 个信号里，有两个不让进程选择。KILL 和 STOP 不能捕获，也不能忽略：
sigaction(2) 返回 EINVAL。阻塞它们不会报错，但内核会悄悄地把它们排除在信号掩码之外。
所以，管理员总能杀死或停止一个程序。

对 PID 1 来说，这只在命名空间之外才成立。如果发送者就在 PID 1 的命名空间里，
内核会像对待其他默认处置的信号一样，丢弃 KILL 和 STOP。如果发送者在祖先命名空间里，
比如宿主机上的 docker kill，KILL 和 STOP 会对 PID 1 强制生效。
强制生效的只有这两个，TERM 不行。（整台机器的 PID 1 没有祖先命名空间，所以 KILL 到不了它。）

处理函数怎么知道信号从哪里来？内核会把发送者的 pid 告诉它，这个 pid 按接收者所在的
命名空间编号。祖先命名空间里的发送者在这里没有 pid，所以 si_pid 是 0。

请补全脚本，使得
  - 捕获所有能捕获的信号，共 62 个；
  - 收到宿主机发来的 TERM 时，以退出码 0 退出；
  - 收到其他信号，或者盒子内发来的 TERM 时，继续运行。
signal.list() 返回 64 个信号的名字，下标就是编号。对 KILL 和 STOP，
signal.handle 会抛出含有 EINVAL 的错误：跳过这两个信号，或者捕获这个错误。

    sigbox run FILE --send KILL --send STOP --send TERM \
      --send host:STOP --send host:CONT --send host:TERM]],
  },
  read = {
    "signal(7)", "sigaction(2): EINVAL, si_pid", "pid_namespaces(7)", "sigbox show signal",
  },
  predict = function(choose)
    local role, place = choose(roles), choose(places)
    local name = choose({ "KILL", "STOP", "TERM" })
    return {
      question = {
        en = ("%s is sent from %s to %s. What is the effect?"):format(name, place.en, role.en),
        zh = ("从%s向%s发送%s。效果是什么？"):format(place.zh, role.zh, name),
      },
      choices = { "handled", "dropped", "stopped", "killed" },
      truth = function(experiment)
        local box = experiment.box(catch_all, { ordinary = role.ordinary })
        return box:kill(name, place.en == "inside" and "inside" or "host").verdict
      end,
      why = {
        en = "KILL and STOP cannot be caught. They always take effect on an ordinary process, but "
          .. "on PID 1 only from an ancestor namespace. A TERM handler runs no matter who "
          .. "sends TERM.",
        zh = "KILL 和 STOP 不能捕获。它们对普通进程总是生效；对 PID 1，"
          .. "只有来自祖先命名空间时才生效。不论由谁发送 TERM，它的处理函数都会运行。",
      },
    }
  end,
  hints = {
    {
      en = "Loop over signal.list(): for number, name in ipairs(signal.list()) do ... end. Use "
        .. "the numbers, because 32 and 33 have no names.",
      zh = "遍历 signal.list()：for number, name in ipairs(signal.list()) do ... end。请使用编号，"
        .. "因为 32 和 33 没有名字。",
    },
    {
      en = "If the kernel refuses, pcall(signal.handle, number, handler) returns false and the "
        .. "message. The handler gets a table with the fields name and pid.",
      zh = "如果内核拒绝，pcall(signal.handle, number, handler) 返回 false 和错误信息。"
        .. "处理函数会得到一个表，里面有 name 和 pid 两个字段。",
    },
    {
      en = "In the handler: if info.name == \"TERM\" and info.pid == 0 then process.exit(0) end.",
      zh = "处理函数里写 if info.name == \"TERM\" and info.pid == 0 then process.exit(0) end。",
    },
  },
  check = function(subject)
    it({
      en = "catches all signals but KILL and STOP, and waits",
      zh = "捕获 KILL 和 STOP 之外的所有信号，然后等待",
    }, function()
      local status = subject.box():status()
      local missing = {}
      for number, name in ipairs(signal.list()) do
        if not status.SigCgt[name] and number ~= 9 and number ~= 19 then
          missing[#missing + 1] = name
        end
      end
      assert.equal("", table.concat(missing, " "), "signals that can be caught but are not")
      assert.equal(62, #status.SigCgt, "number of caught signals")
      assert.equal("sleeping", status.state, "process state (it must wait, not busy-loop)")
    end)

    it({
      en = "survives all signals from inside",
      zh = "盒子内发来的信号都结束不了它",
    }, function()
      local box = subject.box()
      for _, name in ipairs({ "HUP", "SEGV", "CHLD", "TSTP", "RTMAX", "TERM" }) do
        assert.effect("handled", box:kill(name))
      end
      assert.effect("dropped", box:kill("KILL"))
      assert.effect("dropped", box:kill("STOP"))
      assert.alive(box)
    end)

    it({
      en = "exits with code 0 on TERM from the host, whose sender has no pid inside",
      zh = "收到宿主机发来的 TERM 时以退出码 0 退出：发送者在里面没有 pid",
    }, function()
      local box = subject.box()
      assert.effect("handled", box:kill("HUP", "host"))
      assert.effect("exited 0", box:kill("TERM", "host"))
    end)

    it({
      en = "is stopped by STOP and killed by KILL from the host",
      zh = "宿主机发来的 STOP 会停止它，KILL 会杀死它",
    }, function()
      local box = subject.box()
      assert.effect("stopped", box:kill("STOP", "host"))
      assert.effect("continued", box:kill("CONT", "host"))
      assert.effect("killed KILL", box:kill("KILL", "host"))
    end)

    it({
      en = "is killed by KILL from inside as an ordinary process",
      zh = "作为普通进程，盒子内发来的 KILL 会杀死它",
    }, function()
      local box = subject.box({ ordinary = true })
      assert.effect("handled", box:kill("TERM"))
      assert.effect("killed KILL", box:kill("KILL"))
    end)
  end,
}
