-- KILL and STOP cannot be caught, ignored or blocked, and an ancestor forces them on PID 1.

local roles = {
  { en = "PID 1, which catches all that it can", zh = "捕获了所有可捕获信号的 PID 1" },
  { en = "an ordinary process, which catches all that it can", zh = "捕获了所有可捕获信号的普通进程",
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
  title = { en = "The privileged two: KILL and STOP", zh = "享有特权的两个信号：KILL 和 STOP" },
  text = {
    en = [[
Two of the 64 leave no choice. A handler for KILL or STOP, and ignoring them, is refused by the
kernel: sigaction(2) gives EINVAL. Blocking them is not refused, but left out of the mask without a
word. They are the last means of the administrator against any program.

But against PID 1 they are the means of the outside only. The kernel drops them, as any signal
at its default, when the sender is in the namespace of the init or below. When the sender is in an
ancestor namespace, as `docker kill` is on the host, KILL and STOP are forced: these two alone, and
TERM is not. (The machine's own PID 1 has no ancestor: nobody can send it KILL.)

How does a handler know where a signal comes from? The kernel tells it the sender's pid, as the
receiver's namespace numbers it. A sender in an ancestor namespace has no number there: si_pid is 0.

Complete the script, so that
  - it catches every signal that can be caught, all 62, and lives on whichever comes;
  - but at TERM from the host it exits with 0. TERM from inside it only notes.
It uses signal.list(), the names of the 64 at their numbers. It is misuse to ask for a handler of
KILL or STOP, so signal.handle raises an error, that has EINVAL in it: leave them out or catch it.

    sigbox run FILE --send KILL --send STOP --send TERM \
      --send host:STOP --send host:CONT --send host:TERM]],
    zh = [[
64 个信号里有两个不给任何选择。给 KILL 或 STOP 装处理函数，
或者忽略它们，内核都会拒绝：sigaction(2) 返回 EINVAL。
阻塞它们倒不会被拒绝，只是悄悄地不放进掩码里。
这是管理员对付任何程序的最后手段。

可是对 PID 1 来说，只有命名空间之外才有这个手段。发送者在 init 的
命名空间里（或更下层）时，内核会像其他默认处置的信号一样
把它们丢弃。发送者在祖先命名空间里时，比如宿主机上的
docker kill，KILL 和 STOP 会强制生效：只有这两个，TERM 不行。
（整台机器的 PID 1 没有祖先，谁也不能用 KILL 杀它。）

处理函数怎么知道信号从哪里来？内核会告诉它发送者的 pid，
按接收者所在命名空间的编号。祖先命名空间里的发送者
在这里没有编号：si_pid 是 0。

请补全脚本，使得
  - 凡是能捕获的信号都捕获，共 62 个，来哪个都继续运行；
  - 只有宿主机发来的 TERM 使它以 0 退出；
    盒子内发来的 TERM 只记一笔。
signal.list() 给出 64 个信号的名字，下标就是编号。
给 KILL 和 STOP 装处理函数属于误用，signal.handle 会引发
含有 EINVAL 的错误：跳过它们，或者接住这个错误。

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
        en = ("%s comes from %s, for %s. What becomes of it?"):format(name, place.en, role.en),
        zh = ("从%s向%s发送%s。结果如何？"):format(place.zh, role.zh, name),
      },
      choices = { "handled", "dropped", "stopped", "killed" },
      truth = function(experiment)
        local box = experiment.box(catch_all, { ordinary = role.ordinary })
        return box:kill(name, place.en == "inside" and "inside" or "host").verdict
      end,
      why = {
        en = "KILL and STOP are never caught. For PID 1 they count from an ancestor namespace "
          .. "only; for an ordinary process always. A handler of TERM runs from anywhere.",
        zh = "KILL 和 STOP 永远不能捕获。对 PID 1，只有来自祖先命名空间才有效；"
          .. "对普通进程总是有效。TERM 的处理函数则不论来源都会运行。",
      },
    }
  end,
  hints = {
    {
      en = "A loop over signal.list(): for number, name in ipairs(signal.list()) do ... end. The "
        .. "numbers are safest, for 32 and 33 have no names.",
      zh = "循环 signal.list()：for number, name in ipairs(signal.list()) do ... end。"
        .. "用编号最稳妥，因为 32 和 33 没有名字。",
    },
    {
      en = "pcall(signal.handle, number, handler) gives false and the message where the kernel "
        .. "refuses. The handler gets a table, with the fields name and pid.",
      zh = "被内核拒绝时，pcall(signal.handle, number, handler) 返回 false 和错误信息。"
        .. "处理函数得到一个表，里面有 name 和 pid 两个字段。",
    },
    {
      en = "In the handler: if info.name == \"TERM\" and info.pid == 0 then process.exit(0) end.",
      zh = "处理函数里写 if info.name == \"TERM\" and info.pid == 0 then process.exit(0) end。",
    },
  },
  check = function(subject)
    it({
      en = "all but KILL and STOP are caught, and it waits",
      zh = "除 KILL 和 STOP 之外全部捕获，并且在等待",
    }, function()
      local status = subject.box():status()
      local missing = {}
      for number, name in ipairs(signal.list()) do
        if not status.SigCgt[name] and number ~= 9 and number ~= 19 then
          missing[#missing + 1] = name
        end
      end
      assert.equal("", table.concat(missing, " "), "what is not caught, though it could be")
      assert.equal(62, #status.SigCgt, "how many are caught")
      assert.equal("sleeping", status.state, "it must wait, not loop")
    end)

    it({
      en = "it lives on, whatever comes from inside",
      zh = "盒子内发来什么，它都继续运行",
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
      en = "TERM from the host ends it with 0: its sender has no pid inside",
      zh = "宿主机发来的 TERM 使它以 0 退出：发送者在里面没有 pid",
    }, function()
      local box = subject.box()
      assert.effect("handled", box:kill("HUP", "host"))
      assert.effect("exited 0", box:kill("TERM", "host"))
    end)

    it({
      en = "STOP and KILL from the host are forced on it",
      zh = "宿主机发来的 STOP 和 KILL 强制生效",
    }, function()
      local box = subject.box()
      assert.effect("stopped", box:kill("STOP", "host"))
      assert.effect("continued", box:kill("CONT", "host"))
      assert.effect("killed KILL", box:kill("KILL", "host"))
    end)

    it({
      en = "an ordinary process has no such protection: KILL from inside",
      zh = "普通进程没有这种保护：盒子内发来的 KILL",
    }, function()
      local box = subject.box({ ordinary = true })
      assert.effect("handled", box:kill("TERM"))
      assert.effect("killed KILL", box:kill("KILL"))
    end)
  end,
}
