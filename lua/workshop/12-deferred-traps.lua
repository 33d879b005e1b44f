-- A shell's trap waits for the command in the foreground.

--- Waits until the command has said that it is ready, and the shell waits for it.
local function settle(box, experiment)
  box:expect("ready")
  pcall(experiment.eventually, function()
    local status = box:status()
    return status and status.state == "sleeping"
  end, 3)
  return box
end

--- A command that takes TERM, and says with its exit code that it did.
local obeys = { "sh", "-c", [[
  trap 'exit 7' TERM; echo ready; while :; do sleep 100 & wait $!; done]] }

return {
  title = { en = "Traps that wait", zh = "迟到的 trap" },
  text = {
    en = [[
Many containers start a shell script that prepares something and then runs the program:

    trap 'kill -TERM "$child"' TERM
    server --port 80

It looks right, and docker stop still takes ten seconds and ends in KILL. The shell has a handler of
TERM in the kernel, but that only takes note: a shell runs its traps between commands, and the
command in the foreground has not ended. Nobody tells the server.

The builtin `wait` is the exception: a signal with a trap ends it at once, with 128 and the signal
as its status, and then the trap runs. So the command goes into the background, and the shell
waits. A second `wait` gives the status of the command, once that has ended.

The script replaces PID 1 by such a shell, which runs a command (the script's arguments). Complete
the shell's part:
  - TERM reaches the command at once, and the command may take its time to end;
  - the shell exits with the command's exit status, after TERM too;
  - the shell stays PID 1: it has to clean up afterwards, so `exec` is no solution.]],
    zh = [[
许多容器启动的是一个 shell 脚本：先做些准备，再运行真正的程序：

    trap 'kill -TERM "$child"' TERM
    server --port 80

看上去没有问题，可是 docker stop 仍然要等十秒，最后靠 KILL 收场。
shell 在内核里确实有 TERM 的处理函数，但它只是记下一笔：shell 在两条命令之间才执行 trap，
而前台命令还没有结束。没有人通知 server。

内建命令 wait 是例外：设了 trap 的信号会让它立刻返回，状态是 128 加信号编号，
随后 trap 就会执行。所以要把命令放到后台，让 shell 去 wait。
命令结束之后，第二个 wait 给出命令的退出状态。

脚本用这样一个 shell 取代 PID 1，由它运行一条命令（脚本的参数）。请补全 shell 的部分：
  - TERM 立刻到达命令，命令可以从容地结束；
  - shell 以命令的退出状态退出，收到 TERM 时也一样；
  - shell 始终是 PID 1：它之后还要做清理，所以用 exec 不算解决。]],
  },
  read = { "bash(1), SIGNALS", "sigbox show deferred-traps" },
  predict = function(choose)
    local script = choose({
      "trap 'exit 5' TERM; sleep 100; :", "trap 'exit 5' TERM; sleep 100 & wait; :",
      "sleep 100; :", "trap '' TERM; sleep 100; :", "trap 'exit 5' TERM; exec sleep 100",
    })
    local from = choose({ "inside", "host" })
    local where = {
      inside = { en = "from inside", zh = "来自盒子内" }, host = { en = "from the host", zh = "来自宿主机" },
    }
    return {
      question = {
        en = ("PID 1 is sh -c \"%s\", and sleep runs. TERM comes %s. What does it do to PID 1? "
          .. "(handled: the shell has taken note, and nothing else has happened)")
          :format(script, where[from].en),
        zh = ("PID 1 是 sh -c \"%s\"，sleep 正在运行。TERM %s。PID 1 会怎样？"
          .. "（handled：shell 只是记下一笔，别的什么都没有发生）"):format(script, where[from].zh),
      },
      choices = { "dropped", "ignored", "handled", "exited" },
      truth = function(experiment)
        return experiment.box({ "sh", "-c", script }):kill("TERM", from).verdict
      end,
      why = {
        en = "A trap runs between commands, or ends a `wait`. Without a trap TERM is at its "
          .. "default, as it is in the program after exec, and the kernel drops it for PID 1.",
        zh = "trap 在两条命令之间执行，或者打断 wait。没有 trap 时，TERM 的处置是默认，"
          .. "exec 之后的程序也是如此，内核会丢弃发给 PID 1 的 TERM。",
      },
    }
  end,
  hints = {
    {
      en = "While a command runs in the foreground no trap runs. Put it into the background: &.",
      zh = "前台命令运行期间不会执行任何 trap。用 & 把它放到后台。",
    },
    {
      en = "Set the trap before the command starts. After `&` its pid is in $!; keep it in the "
        .. "variable that the trap uses, and wait for it.",
      zh = "先设 trap，再启动命令。& 之后它的 pid 在 $! 里；把它存进 trap 用到的变量，然后 wait。",
    },
    {
      en = "    \"$@\" & child=$!\n    wait \"$child\"\n\n"
        .. "A `wait` that TERM ended has 143 as its status: wait again where the trap has run.",
      zh = "    \"$@\" & child=$!\n    wait \"$child\"\n\n被 TERM 打断的 wait 的状态是 143："
        .. "trap 执行过的话，就再 wait 一次。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "TERM reaches the command, and its exit code comes back",
      zh = "TERM 到达命令，并传回它的退出码",
    }, function()
      local box = settle(subject.box({ args = obeys, wait = false }), experiment)
      local child = box:ps()[2]
      assert.equal("sh", child and child.name, "the child of PID 1, which stays the shell")
      local ended = box:stop({ grace = 3 })
      assert.equal(false, ended.killed, "whether KILL was needed after the grace")
      assert.exited(7, ended)
    end)

    it({
      en = "it waits for a command that takes its time", zh = "命令不急着结束时，它会等待",
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

    it({ en = "without TERM it exits as the command", zh = "没有 TERM 时与命令同样退出" }, function()
      for _, code in ipairs({ 0, 3 }) do
        local command = { "sh", "-c", "exit " .. code }
        assert.exited(code, subject.box({ args = command, wait = false }):wait(3))
      end
      local killed = { "sh", "-c", "kill -KILL $$" }
      assert.exited(137, subject.box({ args = killed, wait = false }):wait(3))
    end)
  end,
}
