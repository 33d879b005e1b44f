-- Stopping: TERM, a grace period, then KILL.

local words = require("experiment.words")

--- The pid of PID 1's only child.
local function command_of(box)
  local children = box:children()
  assert.equal(1, #children, "children of PID 1")
  return children[1]
end

return {
  title = { en = "Stopping within the grace period", zh = "在宽限期内停止" },
  text = {
    en = [[
docker stop sends TERM to PID 1, waits ten seconds, and then sends KILL from the host. PID 1 cannot
escape this KILL. What it has not done by then will not be done.

So an init gives its child a shorter grace period: it sends TERM to the child, waits for that time,
and then sends KILL. This leaves the init enough time to clean up, and to exit with a status that
says what happened.

How can an init wait for a child and for a time limit at once? signal.alarm(seconds) makes the
kernel send ALRM after that time. The ALRM handler runs even while process.wait is waiting.

The script's first argument is the grace period in seconds. The other arguments are the command that
it runs. Complete it, so that
  - on TERM, it sends TERM to the command, and sends KILL when the grace period is over, not
    earlier,
  - it ends as soon as the command has ended, without waiting for the rest of the grace period,
  - it exits with the command's status: its exit code, or 128 plus the signal number.]],
    zh = [[
docker stop 向 PID 1 发送 TERM，等待十秒，然后从宿主机发送 KILL。
PID 1 躲不过这个 KILL，到那时还没做完的事，就再也做不了了。

所以，init 给子进程的宽限期要更短：先发送 TERM，等待这段时间，再发送 KILL。
这样 init 还来得及做清理，并以能说明情况的状态退出。

怎样才能同时等待子进程和时间？signal.alarm(seconds) 让内核在这段时间之后发送 ALRM。
即使 process.wait 正在等待，ALRM 的处理函数也会运行。

脚本的第一个参数是宽限期的秒数，其余参数是它要运行的命令。请补全它，使得
  - 收到 TERM 时向命令发送 TERM，宽限期到了再发送 KILL，不能提前；
  - 命令一结束，脚本就结束，不必等满宽限期；
  - 以命令的状态退出：它的退出码，或者 128 加信号编号。]],
  },
  read = { "alarm(2)", "wait(2)", "sigbox show docker-stop" },
  predict = function(choose)
    local init = choose({ "bash", "c", "c-sig", "go", "java", "node", "python", "perl" })
    local name = choose({ "TERM", "INT", "QUIT" })
    return {
      question = {
        en = ("%s runs as PID 1. `docker stop --signal %s` sends %s to it from the host. Does PID "
          .. "1 end by itself (ends), or only by KILL after the grace period (killed)?")
          :format(init, name, name),
        zh = ("PID 1 是%s。docker stop --signal %s从宿主机向它发送%s。PID 1 会自己结束（ends），"
          .. "还是宽限期过后才被 KILL 杀死（killed）？"):format(init, name, name),
      },
      choices = { "ends", "killed" },
      truth = function(experiment)
        local ended = experiment.box(init):kill(name, "host").verdict == "exited"
        return ended and "ends" or "killed"
      end,
      why = {
        en = "For PID 1, the kernel drops a signal at its default even if it comes from the host. "
          .. "A caught signal can end PID 1. Each language runtime catches different signals.",
        zh = "处置为默认的信号，即使来自宿主机，发给 PID 1 也会被内核丢弃。"
          .. "被捕获的信号才可能让它结束。每种语言的运行时捕获的信号各不相同。",
      },
    }
  end,
  hints = {
    {
      en = "Use two handlers. The TERM handler sends TERM to the command and sets the alarm. The "
        .. "ALRM handler kills the command.",
      zh = "用两个处理函数。TERM 的处理函数向命令发送 TERM，并设置闹钟；ALRM 的处理函数杀死命令。",
    },
    {
      en = "If a handler has run, process.wait(child) returns nil (EINTR). Call it again until it "
        .. "returns how the child ended.",
      zh = "如果有处理函数执行过，process.wait(child) 会返回 nil（EINTR）。重复调用，"
        .. "直到它返回子进程的结束方式。",
    },
    {
      en = "    signal.handle(\"TERM\", function()\n      signal.kill(child, \"TERM\")\n      "
        .. "signal.alarm(grace)\n    end)\n\nand in the ALRM handler signal.kill(child, "
        .. "\"KILL\").",
      zh = "    signal.handle(\"TERM\", function()\n"
        .. "      signal.kill(child, \"TERM\")\n      signal.alarm(grace)\n    end)\n\n"
        .. "ALRM 的处理函数里则是 signal.kill(child, \"KILL\")。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "exits with 143 at once if the command ends on TERM", zh = "命令收到 TERM 就结束时，"
        .. "立刻以 143 退出",
    }, function()
      local box = subject.box({ args = { "60", "sleep", "100" } })
      box:send("TERM", "host")
      assert.exited(143, box:wait(3))
    end)

    it({
      en = "exits with 137 after the grace period if the command ignores TERM",
      zh = "命令忽略 TERM 时，宽限期过后以 137 退出",
    }, function()
      local grace = experiment.choose({ 0.3, 0.4, 0.5 })
      local box = subject.box({
        args = { tostring(grace), "sh", "-c", "trap '' TERM; echo ready; exec sleep 100" },
      })
      box:expect("ready")
      local began = experiment.clock()
      box:send("TERM", "host")
      assert.exited(137, box:wait(5))
      local seconds = experiment.clock() - began
      assert.truthy(seconds >= grace, words.say(
        "it was killed after %.2f s, before the grace period of %g s was over", seconds, grace))
    end)

    it({ en = "gives the command time to clean up", zh = "给命令留出清理的时间" }, function()
      local box = subject.box({ args = { "60", "sh", "-c", [[
        trap 'echo tidies up' TERM; trap 'exit 5' USR1
        echo ready; while :; do sleep 100 & wait $!; done]] } })
      box:expect("ready")
      local command = command_of(box)
      box:send("TERM", "host")
      box:expect("tidies up", 3)
      box:send("USR1", "host", command)
      assert.exited(5, box:wait(3))
    end)

    it({
      en = "exits with the command's status when no TERM comes",
      zh = "没有 TERM 时，以命令的状态退出",
    }, function()
      local args = { "60", "sh", "-c", "exit 4" }
      assert.exited(4, subject.box({ args = args, wait = false }):wait(3))
    end)
  end,
}
