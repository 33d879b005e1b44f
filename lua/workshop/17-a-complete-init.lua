-- A complete small init, held against the same checks as tini.

local function await(experiment, fn)
  pcall(experiment.eventually, fn, 3)
end

--- The first child of PID 1: the command.
local function command_of(box)
  return assert.truthy(box:children()[1], "PID 1 has no child: it has not started the command")
end

local function run(subject, ...)
  return subject.box({ args = { ... }, wait = false }):wait(5)
end

return {
  title = { en = "A complete init", zh = "一个完整的 init" },
  text = {
    en = [[
All of it together: the init that a container needs, in some thirty lines. It starts one command
(the script's arguments), and then
  - forwards each signal that it gets to the command, real-time ones too, from wherever they come;
  - gives the command the time that it needs to end, and never ends before it;
  - reaps whatever ends below it, orphans too, also many at the same moment;
  - exits with the command's code, or 128 and the signal that killed it, or 127 or 126 where the
    command cannot be started (there is none, it cannot be run).

The command must not notice the init. It starts with an empty mask and nothing ignored, in a group
of its own, which on a terminal has the foreground: Ctrl-C reaches it alone, and Ctrl-Z stops it.

Two ways lead there. A handler for each signal; or, as tini does, all signals blocked and taken one
by one with signal.wait, CHLD among them: a blocked signal is kept, and none comes too early or
between two steps. Leave the signals of faults alone (ILL TRAP ABRT BUS FPE SEGV SYS), and TTIN and
TTOU, which are the terminal's.

The checks are those that tini passes, too. (require "sigbox.init" would do it in one line. Write
it yourself.)]],
    zh = [[
把前面的一切合在一起：容器所需的 init，三十来行。它启动一条命令（脚本的参数），然后
  - 把收到的每个信号都转发给命令，包括实时信号，不论来自哪里；
  - 让命令从容地结束，绝不先于它退出；
  - 回收下面结束的一切进程，包括孤儿，哪怕许多进程同时结束；
  - 以命令的退出码退出，或者以 128 加上杀死它的信号编号退出；
    命令无法启动时以 127（不存在）或 126（无法执行）退出。

命令不应察觉到 init 的存在：启动时信号掩码为空，没有被忽略的信号，自成一组；
有终端时这个组处于前台：Ctrl-C 只到达它，Ctrl-Z 让它停止。

有两条路可走：给每个信号设一个处理函数；或者像 tini 那样，阻塞所有信号（包括 CHLD），
用 signal.wait 一个一个地取：被阻塞的信号会保留下来，不会来得太早，也不会落在两步之间的空隙里。
表示故障的信号（ILL TRAP ABRT BUS FPE SEGV SYS）以及属于终端的 TTIN 和 TTOU 不要去动。

这些检查 tini 也能全部通过。（require "sigbox.init" 一行就能做到。请自己动手写。）]],
  },
  read = { "sigbox show tini", "sigbox show dumb-init", "sigbox show sigbox.init" },
  predict = function(choose)
    local name = choose({ "TERM", "INT", "USR1", "WINCH", "CHLD", "RTMIN", "SEGV" })
    local init = choose({ "tini", "dumb-init" })
    return {
      question = {
        en = ("%s runs as PID 1, below it `sleep 100`. PID 1 gets %s from inside. What does that "
          .. "do to PID 1?"):format(init, name),
        zh = ("PID 1 是%s，它运行 sleep 100。PID 1 从盒子内收到%s。PID 1 会怎样？")
          :format(init, name),
      },
      choices = { "dropped", "handled", "exited", "killed" },
      truth = function(experiment)
        return experiment.box(init, { args = { "sleep", "100" } }):kill(name).verdict
      end,
      why = {
        en = "An init that forwards ends with its child, which most signals end; not WINCH and "
          .. "CHLD. tini leaves the signals of faults at their default, dumb-init takes all.",
        zh = "会转发的 init 随子进程一起结束，而多数信号都会让 sleep 结束，WINCH 和 CHLD 除外。"
          .. "tini 让表示故障的信号保持默认处置，dumb-init 则全部接收。",
      },
    }
  end,
  hints = {
    {
      en = "Begin with the set of signals that you take: all of signal.list() without KILL, STOP, "
        .. "\"32\", \"33\" and those that are to be left alone. signal.block(set) returns the mask "
        .. "from before.",
      zh = "先确定要接收的信号集合：signal.list() 的全部，去掉 KILL、STOP、\"32\"、"
        .. "\"33\" 和那些不该动的信号。signal.block(set) 会返回之前的掩码。",
    },
    {
      en = "The command gets mask, group and foreground as fields; foreground only where "
        .. "terminal.is(0). Blocked signals that came before the spawn are still there after it.",
      zh = "mask、group、foreground 都是命令表的字段；只有 terminal.is(0) 时才设 foreground。"
        .. "spawn 之前来的被阻塞信号，之后仍然在。",
    },
    {
      en = "The loop: signal.wait(set), which may give nil. At CHLD go through process.reap(), and "
        .. "return the status where the pid is the child's. Any other signal: signal.kill(child, "
        .. "info.signal).",
      zh = "循环：signal.wait(set)，它可能返回 nil。收到 CHLD 时遍历 process.reap() 的结果，"
        .. "pid 是子进程时返回它的状态。其他信号：signal.kill(child, info.signal)。",
    },
  },
  check = function(subject, experiment)
    it({ en = "each signal goes on to the command", zh = "每个信号都转发给命令" }, function()
      for _, name in ipairs({ "HUP", "INT", "QUIT", "USR1", "ALRM", "TERM", "RTMIN+3" }) do
        local from = experiment.choose({ "inside", "host" })
        local box = subject.box({ args = { "sleep", "100" } })
        assert.effect("exited " .. 128 + signal.number(name), box:kill(name, from))
      end
    end)

    it({ en = "the command gets the time that it needs", zh = "命令能得到所需的时间" }, function()
      local box = subject.box({ args = { "sh", "-c", [[
        trap 'echo tidies up' TERM; trap 'exit 5' USR1
        echo ready; while :; do sleep 100 & wait $!; done]] } })
      box:expect("ready", 3)
      box:send("TERM", "host")
      box:expect("tidies up", 3)
      assert.alive(box)
      box:send("USR1", "host")
      assert.exited(5, box:wait(3))
    end)

    it({
      en = "the command has a clean mask and a group of its own",
      zh = "命令的信号掩码干净，并且自成一组",
    }, function()
      local box = subject.box({ args = { "sleep", "100" } })
      local pid = command_of(box)
      local seen = box:exec(function()
        local status = process.status(pid)
        print(#status.SigBlk, #status.SigIgn, process.getpgid(pid) == pid)
      end)
      assert.equal("0\t0\ttrue\n", seen.output, "signals blocked, ignored, own group")
    end)

    it({ en = "orphans are reaped", zh = "孤儿进程被回收" }, function()
      local box = subject.box({ args = { "sleep", "100" } })
      for _ = 1, 3 do
        assert.equal("reaped", box:orphan())
      end
      assert.alive(box)
    end)

    it({ en = "also many that end at the same moment", zh = "许多孤儿同时结束也一样" }, function()
      local box = subject.box({ args = { "sleep", "100" } })
      local command = command_of(box)
      box:exec(function()
        for _ = 1, 5 do
          process.fork(function() process.sleep(100) end)
        end
      end)
      await(experiment, function() return #box:children() == 6 end)
      box:kill("STOP", "host")
      for _, pid in ipairs(box:children()) do
        if pid ~= command then box:send("KILL", "inside", pid) end
      end
      experiment.eventually(function() return box:zombies() == 5 end)
      box:send("CONT", "host")
      await(experiment, function() return box:zombies() == 0 end)
      assert.equal(0, box:zombies(), "zombies")
      assert.alive(box)
    end)

    it({ en = "it exits as the command did", zh = "与命令同样退出" }, function()
      local code = experiment.choose({ 3, 42, 255 })
      assert.exited(0, run(subject, "sh", "-c", "exit 0"))
      assert.exited(code, run(subject, "sh", "-c", "exit " .. code))
      assert.exited(137, run(subject, "sh", "-c", "kill -KILL $$"))
      assert.exited(127, run(subject, "/no/such/command"))
      assert.exited(126, run(subject, "/etc"))
    end)

    it({ en = "the keys of a terminal are the command's", zh = "终端上的按键属于命令" }, function()
      local box = subject.box({ args = { "sleep", "100" }, terminal = true })
      local function state() return (box:ps()[2] or {}).state end
      box:type("\26")
      await(experiment, function() return state() == "stopped" end)
      assert.equal("stopped", state(), "the command after Ctrl-Z")
      box:send("CONT")
      await(experiment, function() return state() == "sleeping" end)
      assert.equal("sleeping", state(), "the command after CONT to PID 1")
      box:type("\3")
      assert.exited(130, box:wait(3))
    end)
  end,
  also = { tini = { "--" } },
}
