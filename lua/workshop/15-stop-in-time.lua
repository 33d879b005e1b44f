-- Stopping: TERM, a time of grace, then KILL.

local words = require("experiment.words")

--- The pid of PID 1's only child.
local function command_of(box)
  local children = box:children()
  assert.equal(1, #children, "children of PID 1")
  return children[1]
end

return {
  title = { en = "Stopping in time", zh = "按时停止" },
  text = {
    en = [[
docker stop sends TERM to PID 1, waits for ten seconds and then sends KILL, from the host, which
PID 1 cannot escape. What PID 1 has not done by then is not done.

So an init has a shorter patience of its own: it asks its child to end (TERM), gives it a time of
grace, and kills it when that is over. Then there is still time to clean up, and to exit with a
status that says what happened.

The wait for the child and the wait for the time go together like this: signal.alarm(seconds) has
the kernel send ALRM after that time, and a handler of ALRM runs while process.wait waits.

The script's first argument is the time of grace in seconds, and the others are a command, which it
runs. Complete it:
  - at TERM it sends TERM to the command, and KILL when the grace is over and not earlier;
  - it ends as soon as the command does, and does not wait out the grace;
  - it exits with the command's status: its code, or 128 and the signal.]],
    zh = [[
docker stop 向 PID 1 发送 TERM，等十秒，然后从宿主机发送 KILL，PID 1 躲不过去。
到那时 PID 1 还没做完的事，就再也做不成了。

所以 init 自己的耐心要更短：它请子进程结束（TERM），给一段宽限期，时间一到就杀死它。
这样还来得及做清理，并以能说明情况的状态退出。

等待子进程与等待时间可以这样结合：signal.alarm(seconds) 让内核在这段时间之后发送 ALRM，
而 process.wait 等待期间，ALRM 的处理函数照样会执行。

脚本的第一个参数是宽限的秒数，其余参数是它要运行的命令。请补全它：
  - 收到 TERM 时向命令发送 TERM，宽限期到了才发送 KILL，不能提前；
  - 命令一结束它就结束，不必等满宽限期；
  - 以命令的状态退出：退出码，或者 128 加信号编号。]],
  },
  read = { "alarm(2)", "wait(2)", "sigbox show docker-stop" },
  predict = function(choose)
    local init = choose({ "bash", "c", "c-sig", "go", "java", "node", "python", "perl" })
    local name = choose({ "TERM", "INT", "QUIT" })
    return {
      question = {
        en = ("%s runs as PID 1. `docker stop --signal %s` sends it %s from the host. Does it end "
          .. "by itself, or is it killed when the grace is over?"):format(init, name, name),
        zh = ("PID 1 是%s。docker stop --signal %s从宿主机向它发送%s。"
          .. "它会自己结束，还是宽限期到了才被杀死？"):format(init, name, name),
      },
      choices = { "ends", "killed" },
      truth = function(experiment)
        local ended = experiment.box(init):kill(name, "host").verdict == "exited"
        return ended and "ends" or "killed"
      end,
      why = {
        en = "What is at its default is dropped for PID 1, also when it comes from the host; what "
          .. "is caught may end it. Each runtime catches signals of its own choice.",
        zh = "处置为默认的信号，即使来自宿主机，发给 PID 1 也会被内核丢弃；"
          .. "被捕获的信号才可能让它结束。每种运行时捕获哪些信号，各不相同。",
      },
    }
  end,
  hints = {
    {
      en = "Two handlers: that of TERM asks the command and sets the alarm, that of ALRM kills it.",
      zh = "两个处理函数：TERM 的处理函数请命令结束并设定闹钟，ALRM 的处理函数杀死它。",
    },
    {
      en = "process.wait(child) gives nil where a handler ran (EINTR). Repeat it until it gives "
        .. "how the child ended.",
      zh = "有处理函数执行过时，process.wait(child) 返回 nil（EINTR）。重复调用，"
        .. "直到它给出子进程的结束方式。",
    },
    {
      en = "    signal.handle(\"TERM\", function()\n"
        .. "      signal.kill(child, \"TERM\")\n      signal.alarm(grace)\n    end)\n\n"
        .. "and in the handler of ALRM signal.kill(child, \"KILL\").",
      zh = "    signal.handle(\"TERM\", function()\n"
        .. "      signal.kill(child, \"TERM\")\n      signal.alarm(grace)\n    end)\n\n"
        .. "ALRM 的处理函数里则是 signal.kill(child, \"KILL\")。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "a command that obeys TERM ends at once: 143", zh = "听从 TERM 的命令立刻结束：143",
    }, function()
      local box = subject.box({ args = { "60", "sleep", "100" } })
      box:send("TERM", "host")
      assert.exited(143, box:wait(3))
    end)

    it({
      en = "one that ignores it is killed after the grace: 137",
      zh = "忽略 TERM 的命令在宽限之后被杀死：137",
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
        "it was killed after %.2f s, before the grace of %g s was over", seconds, grace))
    end)

    it({ en = "one that needs its time gets it", zh = "需要时间的命令能得到时间" }, function()
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

    it({ en = "without TERM it ends as the command", zh = "没有 TERM 时与命令同样结束" }, function()
      local args = { "60", "sh", "-c", "exit 4" }
      assert.exited(4, subject.box({ args = args, wait = false }):wait(3))
    end)
  end,
}
