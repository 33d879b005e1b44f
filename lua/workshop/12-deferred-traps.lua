-- A shell runs a trap only after its foreground command has ended.

--- Waits until the command has printed "ready" and the shell waits for it.
local function settle(box, experiment)
  box:expect("ready")
  pcall(experiment.eventually, function()
    local status = box:status()
    return status and status.state == "sleeping"
  end, 3)
  return box
end

--- A command that exits with code 7 on TERM.
local obeys = { "sh", "-c", [[
  trap 'exit 7' TERM; echo ready; while :; do sleep 100 & wait $!; done]] }

return {
  title = { en = "Deferred shell traps", zh = "被推迟的 shell trap" },
  text = {
    en = [[
Many containers start a shell script, which prepares something and then runs the program:

    trap 'kill -TERM "$child"' TERM
    server --port 80

This looks right, but docker stop takes ten seconds and ends with KILL. The shell does catch TERM,
but its handler only takes note of the signal. A shell runs traps between commands, and the
foreground command has not ended yet. So the server does not get TERM.

The builtin `wait` is an exception. A signal that has a trap makes `wait` return at once, with
status 128 plus the signal number. Then the trap runs. So start the command in the background, and
let the shell wait for it. When the command has ended, a second `wait` returns its exit status.

The script replaces PID 1 with such a shell, which runs the command given by the script's arguments.
Complete the shell code, so that
  - TERM reaches the command at once, and the command can take its time to end,
  - the shell exits with the command's exit status, also after TERM,
  - the shell stays PID 1. It has to clean up afterwards, so `exec` is not a solution.]],
    zh = [[
许多容器启动的是 shell 脚本，它先做些准备，再运行真正的程序：

    trap 'kill -TERM "$child"' TERM
    server --port 80

这看上去没有问题，可是 docker stop 要等十秒，最后发送 KILL。shell 确实捕获了 TERM，
但它的处理函数只是把信号记下来。shell 在两条命令之间才执行 trap，
而前台命令还没有结束，所以 server 收不到 TERM。

内建命令 wait 是个例外。设了 trap 的信号会让 wait 立刻返回，状态是 128 加信号编号，
然后 trap 执行。所以，要在后台启动命令，让 shell 等待它。
命令结束之后，第二次 wait 会返回命令的退出状态。

脚本用这样的 shell 取代 PID 1，由它运行脚本参数给出的命令。请补全 shell 代码，使得
  - TERM 立刻到达命令，而命令有时间从容结束；
  - shell 以命令的退出状态退出，收到 TERM 之后也一样；
  - shell 始终是 PID 1。它之后还要做清理，所以不能用 exec。]],
  },
  read = { "bash(1), SIGNALS", "sigbox show deferred-traps" },
  predict = function(choose)
    local script = choose({
      "trap 'exit 5' TERM; sleep 100; :", "trap 'exit 5' TERM; sleep 100 & wait; :",
      "sleep 100; :", "trap '' TERM; sleep 100; :", "trap 'exit 5' TERM; exec sleep 100",
    })
    local from = choose({ "inside", "host" })
    local where = {
      inside = {
        en = "from inside", zh = "盒子内" }, host = { en = "from the host",
        zh = "宿主机",
      },
    }
    return {
      question = {
        en = ("PID 1 is sh -c \"%s\", and sleep is running. TERM is sent %s. What is the effect "
          .. "on PID 1? (handled: the shell has only taken note of the signal)")
          :format(script, where[from].en),
        zh = ("PID 1 是 sh -c \"%s\"，sleep 正在运行。TERM 来自%s。它对 PID 1 的效果是什么？"
          .. "（handled：shell 只是把信号记了下来）"):format(script, where[from].zh),
      },
      choices = { "dropped", "ignored", "handled", "exited" },
      truth = function(experiment)
        return experiment.box({ "sh", "-c", script }):kill("TERM", from).verdict
      end,
      why = {
        en = "A trap runs between commands, or when its signal interrupts `wait`. Without a trap, "
          .. "TERM is at its default, and so it is after exec. The kernel then drops TERM for "
          .. "PID 1.",
        zh = "trap 在两条命令之间执行，或者在它的信号打断 wait 时执行。没有 trap 时，"
          .. "TERM 的处置是默认；exec 之后也是默认。这时发给 PID 1 的 TERM 会被内核丢弃。",
      },
    }
  end,
  hints = {
    {
      en = "No trap runs while a command runs in the foreground. Start the command in the "
        .. "background, with &.",
      zh = "命令在前台运行时，不会执行任何 trap。用 & 在后台启动命令。",
    },
    {
      en = "Set the trap before you start the command. After `&`, the command's pid is in $!. "
        .. "Store it in the variable that the trap uses, and wait for it.",
      zh = "先设 trap，再启动命令。& 之后，命令的 pid 在 $! 里。把它存进 trap 使用的变量，"
        .. "然后 wait。",
    },
    {
      en = "    \"$@\" & child=$!\n    wait \"$child\"\n\nA `wait` that TERM interrupts returns "
        .. "143. If the trap has run, wait again.",
      zh = "    \"$@\" & child=$!\n    wait \"$child\"\n\n被 TERM 打断的 wait 返回 143。"
        .. "如果 trap 执行过，就再 wait 一次。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "forwards TERM to the command, and exits with the command's exit code",
      zh = "把 TERM 转发给命令，并以命令的退出码退出",
    }, function()
      local box = settle(subject.box({ args = obeys, wait = false }), experiment)
      local child = box:ps()[2]
      assert.equal("sh", child and child.name, "child of PID 1 (PID 1 must stay the shell)")
      local ended = box:stop({ grace = 3 })
      assert.equal(false, ended.killed, "killed after the grace period")
      assert.exited(7, ended)
    end)

    it({
      en = "waits for a command that takes its time to end", zh = "命令需要时间结束时，会等待它",
    }, function()
      local box = settle(subject.box({ wait = false, args = { "sh", "-c", [[
        trap 'echo stops' TERM; trap 'exit 9' USR1
        echo ready; while :; do sleep 100 & wait $!; done]] } }), experiment)
      local command = box:children()[1]
      box:send("TERM", "host")
      box:expect("stops", 3)
      box:send("USR1", "host", command)
      assert.exited(9, box:wait(3))
    end)

    it({
      en = "exits with the command's status when no TERM comes",
      zh = "没有 TERM 时，以命令的退出状态退出",
    }, function()
      for _, code in ipairs({ 0, 3 }) do
        local command = { "sh", "-c", "exit " .. code }
        assert.exited(code, subject.box({ args = command, wait = false }):wait(3))
      end
      local killed = { "sh", "-c", "kill -KILL $$" }
      assert.exited(137, subject.box({ args = killed, wait = false }):wait(3))
    end)
  end,
}
