-- A small but complete init, which must pass the same checks as tini.

local function await(experiment, fn)
  pcall(experiment.eventually, fn, 3)
end

--- The pid of the command, which is the first child of PID 1.
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
This exercise puts everything together: the init that a container needs, in about thirty lines. It
starts one command, given by the script's arguments. Then it
  - forwards every signal that it gets to the command, real-time signals included, no matter who
    sent it,
  - lets the command take its time to end, and never ends before it,
  - reaps everything that ends below it, orphans included, even many at the same moment,
  - exits with the command's exit code, or with 128 plus the number of the signal that killed it,
  - exits with 127 if the command does not exist, and with 126 if it cannot be executed.

The command must not notice the init. The command starts with an empty signal mask, with no ignored
signals, and in its own process group. On a terminal, this group is in the foreground: Ctrl-C
reaches only the command, and Ctrl-Z stops it.

There are two ways to do this. You can set a handler for each signal. Or you can do as tini does:
block all signals, CHLD included, and accept them one at a time with signal.wait. A blocked signal
is kept, so none comes too early or between two steps. Leave the fault signals alone (ILL TRAP ABRT
BUS FPE SEGV SYS), and also TTIN and TTOU, which belong to the terminal.

tini passes the same checks. (require "sigbox.init" does all this in one line. Write your own.)]],
    zh = [[
把前面学到的合在一起，就是容器所需要的 init，大约三十行。
它启动一条命令，由脚本的参数给出。然后，它
  - 把收到的每个信号都转发给命令，包括实时信号，不论由谁发送；
  - 让命令从容结束，绝不先于命令结束；
  - 回收在它下面结束的所有进程，包括孤儿进程，即使许多进程同时结束；
  - 以命令的退出码退出，或者以 128 加上杀死命令的信号编号退出；
  - 命令不存在时以 127 退出，无法执行时以 126 退出。

命令不应察觉 init 的存在。命令启动时，信号掩码为空，没有被忽略的信号，并且自成一组。
有终端时，这个组处于前台：Ctrl-C 只到达命令，Ctrl-Z 会停止它。

有两种写法。一种是为每个信号设置处理函数。另一种和 tini 一样：阻塞所有信号（包括 CHLD），
再用 signal.wait 逐个接受。被阻塞的信号会保留下来，所以不会来得太早，也不会在两步之间漏掉。
故障信号（ILL TRAP ABRT BUS FPE SEGV SYS）以及属于终端的 TTIN 和 TTOU 不要去动。

tini 也能通过这些检查。（require "sigbox.init" 一行就能做到这一切。请自己动手写。）]],
  },
  read = { "sigbox show tini", "sigbox show dumb-init", "sigbox show sigbox.init" },
  predict = function(choose)
    local name = choose({ "TERM", "INT", "USR1", "WINCH", "CHLD", "RTMIN", "SEGV" })
    local init = choose({ "tini", "dumb-init" })
    return {
      question = {
        en = ("%s runs as PID 1 and has started `sleep 100`. PID 1 gets %s from inside. What is "
          .. "the effect on PID 1?"):format(init, name),
        zh = ("PID 1 是%s，它启动了 sleep 100。PID 1 收到盒子内发来的%s。它对 PID 1 的效果是什么？")
          :format(init, name),
      },
      choices = { "dropped", "handled", "exited", "killed" },
      truth = function(experiment)
        return experiment.box(init, { args = { "sleep", "100" } }):kill(name).verdict
      end,
      why = {
        en = "An init that forwards signals ends when its child ends. Most signals end sleep, but "
          .. "WINCH and CHLD do not. tini leaves the fault signals at their default, and "
          .. "dumb-init accepts all signals.",
        zh = "会转发信号的 init 随子进程一起结束。多数信号都会结束 sleep，WINCH 和 CHLD 除外。"
          .. "tini 让故障信号保持默认处置，dumb-init 则接受所有信号。",
      },
    }
  end,
  hints = {
    {
      en = "Start with the set of signals to accept: all of signal.list() except KILL, STOP, "
        .. "\"32\", \"33\" and those to leave alone. signal.block(set) returns the previous "
        .. "mask.",
      zh = "先确定要接受的信号集合：signal.list() 的全部，"
        .. "去掉 KILL、STOP、\"32\"、\"33\" 和那些不该动的信号。"
        .. "signal.block(set) 返回之前的信号掩码。",
    },
    {
      en = "`mask`, `group` and `foreground` are fields of the command's table. Set foreground "
        .. "only if terminal.is(0). Blocked signals that came before the spawn are still "
        .. "pending after it.",
      zh = "mask、group 和 foreground 都是命令表的字段。只有 terminal.is(0) 时才设置 foreground。"
        .. "spawn 之前到来的被阻塞信号，之后仍然未决。",
    },
    {
      en = "In a loop, call signal.wait(set), which may return nil. On CHLD, look through "
        .. "process.reap(), and return the status if the pid is your child's. On any other "
        .. "signal, call signal.kill(child, info.signal).",
      zh = "循环调用 signal.wait(set)，它可能返回 nil。收到 CHLD 时，遍历 process.reap() 的结果，"
        .. "如果 pid 是你的子进程，就返回它的状态。收到其他信号时，"
        .. "调用 signal.kill(child, info.signal)。",
    },
  },
  check = function(subject, experiment)
    it({ en = "forwards each signal to the command", zh = "把每个信号都转发给命令" }, function()
      for _, name in ipairs({ "HUP", "INT", "QUIT", "USR1", "ALRM", "TERM", "RTMIN+3" }) do
        local from = experiment.choose({ "inside", "host" })
        local box = subject.box({ args = { "sleep", "100" } })
        assert.effect("exited " .. 128 + signal.number(name), box:kill(name, from))
      end
    end)

    it({ en = "gives the command time to clean up", zh = "给命令留出清理的时间" }, function()
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
      en = "starts the command with an empty mask, in its own process group",
      zh = "命令启动时信号掩码为空，并且自成一组",
    }, function()
      local box = subject.box({ args = { "sleep", "100" } })
      local pid = command_of(box)
      local seen = box:exec(function()
        local status = process.status(pid)
        print(#status.SigBlk, #status.SigIgn, process.getpgid(pid) == pid)
      end)
      assert.equal(
        "0\t0\ttrue\n", seen.output, "blocked signals, ignored signals, in its own group")
    end)

    it({ en = "reaps orphans", zh = "回收孤儿进程" }, function()
      local box = subject.box({ args = { "sleep", "100" } })
      for _ = 1, 3 do
        assert.equal("reaped", box:orphan())
      end
      assert.alive(box)
    end)

    it({
      en = "reaps many orphans that end at the same moment",
      zh = "许多孤儿进程同时结束，也都会回收",
    }, function()
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

    it({ en = "exits with the command's status", zh = "以命令的退出状态退出" }, function()
      local code = experiment.choose({ 3, 42, 255 })
      assert.exited(0, run(subject, "sh", "-c", "exit 0"))
      assert.exited(code, run(subject, "sh", "-c", "exit " .. code))
      assert.exited(137, run(subject, "sh", "-c", "kill -KILL $$"))
      assert.exited(127, run(subject, "/no/such/command"))
      assert.exited(126, run(subject, "/etc"))
    end)

    it({
      en = "lets Ctrl-Z stop and Ctrl-C end the command",
      zh = "Ctrl-Z 停止命令，Ctrl-C 结束命令",
    }, function()
      local box = subject.box({ args = { "sleep", "100" }, terminal = true })
      local function state() return (box:ps()[2] or {}).state end
      box:type("\26")
      await(experiment, function() return state() == "stopped" end)
      assert.equal("stopped", state(), "state of the command after Ctrl-Z")
      box:send("CONT")
      await(experiment, function() return state() == "sleeping" end)
      assert.equal("sleeping", state(), "state of the command after CONT to PID 1")
      box:type("\3")
      assert.exited(130, box:wait(3))
    end)
  end,
  also = { tini = { "--" } },
}
