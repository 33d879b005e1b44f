-- Forwarding signals to the child only, or to the whole process group that it leads.

--- Waits until exactly the expected `sleep` commands run in the box. Returns those that run.
local function sleepers(box, experiment, expected)
  local found
  pcall(experiment.eventually, function()
    local words = {}
    for _, entry in ipairs(box:ps()) do
      if entry.name == "sleep" and entry.state ~= "zombie" then
        words[#words + 1] = entry.command
      end
    end
    table.sort(words)
    found = table.concat(words, ", ")
    return found == expected
  end, 3)
  return found
end

--- Whether the shell that is PID 1's child is still alive.
local function has_shell(box)
  for _, entry in ipairs(box:ps()) do
    if entry.parent == 1 and entry.name == "sh" then return true end
  end
  return false
end

--- Makes a box whose PID 1 runs a shell with two commands, one of which ignores TERM. A third one
--- enters the box from outside and is not PID 1's child.
local function start(subject, experiment)
  local box = subject.box({
    args = { "sh", "-c", "sleep 101 & trap '' TERM; sleep 102 & trap - TERM; wait; wait" },
  })
  box:start({ "sleep", "103" })
  local all = "sleep 101, sleep 102, sleep 103"
  assert.equal(all, sleepers(box, experiment, all), "commands running at the start")
  return box
end

return {
  title = { en = "Forwarding signals", zh = "转发信号" },
  text = {
    en = [[
When PID 1 ends, the kernel sends KILL to every other process in its namespace. None of them can
save a file or close a connection. So an init must not end at once on TERM. It forwards TERM to its
children, and ends after they have ended.

Which processes get the signal? signal.kill(pid, ...) sends it to one process. If this process is a
shell, the commands that it has started do not get the signal. signal.kill(-pid, ...) sends it to
every process in the process group led by `pid`. This starts a command in its own process group:

    process.spawn{ "sh", "-c", "...", group = true }

tini forwards signals to its child only. tini -g and dumb-init forward them to the whole group.

The script runs the command given by its arguments, and exits with code 0 when no child is left.
Complete it, so that
  - it forwards TERM to the whole process group of the command,
  - it forwards HUP to the command only, not to the processes that the command has started,
  - processes outside the group get neither, for example one started by docker exec.]],
    zh = [[
PID 1 一旦结束，内核就向命名空间里的所有其他进程发送 KILL。它们来不及保存文件，
也来不及关闭连接。所以 init 收到 TERM 时不能立刻结束，而要把 TERM 转发给子进程，
等它们结束之后自己再结束。

信号会发给哪些进程？signal.kill(pid, ...) 只发给一个进程。如果这个进程是 shell，
它启动的命令收不到信号。signal.kill(-pid, ...) 发给以 pid 为组长的进程组里的每个进程。
这样启动的命令会自成一组：

    process.spawn{ "sh", "-c", "...", group = true }

tini 只把信号转发给它的子进程，tini -g 和 dumb-init 则转发给整个进程组。

脚本运行由参数给出的命令，等到没有子进程时，以退出码 0 退出。请补全它，使得
  - TERM 转发给命令的整个进程组；
  - HUP 只转发给命令本身，不转发给它启动的进程；
  - 组外的进程（例如由 docker exec 启动的）两个信号都收不到。]],
  },
  read = { "kill(2)", "setpgid(2)", "sigbox show forwarding" },
  predict = function(choose)
    local init = choose({ "tini --", "tini -g --", "dumb-init", "dumb-init -c" })
    local name = choose({ "HUP", "USR1", "USR2" })
    return {
      question = {
        en = ("PID 1 is `%s sh -c 'worker & wait'`, and it gets %s. Which of the processes below "
          .. "it get %s?")
          :format(init, name, name),
        zh = ("PID 1 是 `%s sh -c 'worker & wait'`，它收到%s。它下面的哪些进程会收到%s？")
          :format(init, name, name),
      },
      choices = { "shell", "worker", "both", "neither" },
      truth = function(experiment)
        local words = {}
        for word in init:gmatch("%S+") do
          words[#words + 1] = word
        end
        -- Both print the signals they get. WINCH is sent last: once it is printed, nothing else is
        -- to come.
        local script = ([[
          (trap 'echo worker: got' SIG; trap 'echo worker: asked' WINCH; echo worker: ready
          while :; do sleep 100 & wait $!; done) &
          worker=$!
          trap 'echo shell: got' SIG; trap 'echo shell: asked' WINCH; echo shell: ready
          while :; do wait $worker; done]]):gsub("SIG", name)
        local program = table.remove(words, 1)
        table.move({ "sh", "-c", script }, 1, 3, #words + 1, words)
        local box = experiment.box(program, { args = words, ready = "shell: ready" })
        box:expect("worker: ready")
        box:kill(name)
        local got = {}
        for _, entry in ipairs(box:ps()) do
          if entry.name == "sh" then
            box:send("WINCH", "inside", entry.pid)
          end
        end
        for _, who in ipairs({ "shell", "worker" }) do
          box:expect(who .. ": asked")
          got[who] = box:output():find(who .. ": got") ~= nil
        end
        return got.shell and (got.worker and "both" or "shell")
          or got.worker and "worker" or "neither"
      end,
      why = {
        en = "With a pid, kill(2) sends to one process. With a negative number, it sends to every "
          .. "process in a group. The shell is the init's child, and the worker is in the "
          .. "shell's group.",
        zh = "kill(2) 的参数是 pid 时，信号只发给一个进程；是负数时，发给进程组里的每个进程。"
          .. "shell 是 init 的子进程，worker 与 shell 同组。",
      },
    }
  end,
  hints = {
    {
      en = "PID 1 needs a handler for TERM and one for HUP, which forward the signal. At their "
        .. "default, the kernel drops both signals for PID 1.",
      zh = "PID 1 需要为 TERM 和 HUP 各设一个处理函数，把信号转发下去。处置为默认时，"
        .. "这两个信号发给 PID 1 都会被内核丢弃。",
    },
    {
      en = "To reach a process group, put a minus sign before its leader's pid. Without group = "
        .. "true, the command is in PID 1's own group, and it is not a leader.",
      zh = "在组长的 pid 前加负号，就是发给整个进程组。没有 group = true 时，"
        .. "命令在 PID 1 自己的组里，不是组长。",
    },
    {
      en = "Set command.group = true before the spawn. After it, add\n\n    "
        .. "signal.handle(\"TERM\", function() signal.kill(-child, \"TERM\") end)\n\nand the "
        .. "same for HUP, with child instead of -child.",
      zh = "spawn 之前写 command.group = true，"
        .. "之后写\n\n    signal.handle(\"TERM\", function() signal.kill(-child, \"TERM\") "
        .. "end)\n\nHUP 也一样，只是用 child，而不是 -child。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "forwards TERM to the whole process group",
      zh = "把 TERM 转发给整个进程组",
    }, function()
      local box = start(subject, experiment)
      box:kill("TERM")
      local left = "sleep 102, sleep 103"
      assert.equal(left, sleepers(box, experiment, left), "commands still running after TERM")
    end)

    it({
      en = "exits with code 0 after the last of its children has ended",
      zh = "最后一个子进程结束之后，才以退出码 0 退出",
    }, function()
      local box = start(subject, experiment)
      box:send("TERM")
      local left = "sleep 102, sleep 103"
      sleepers(box, experiment, left)
      assert.alive(box)
      for _, entry in ipairs(box:ps()) do
        if entry.command == "sleep 102" then box:send("KILL", "inside", entry.pid) end
      end
      assert.exited(0, box:wait(3))
    end)

    it({ en = "forwards HUP to the command only", zh = "只把 HUP 转发给命令本身" }, function()
      local box = start(subject, experiment)
      assert.is_true(has_shell(box))
      box:send("HUP")
      pcall(experiment.eventually, function() return not has_shell(box) end, 3)
      assert.equal(false, has_shell(box), "command alive after HUP")
      local all = "sleep 101, sleep 102, sleep 103"
      assert.equal(all, sleepers(box, experiment, all), "commands still running after HUP")
      -- The group exists as long as one of its members does.
      box:send("TERM")
      local left = "sleep 102, sleep 103"
      assert.equal(
        left, sleepers(box, experiment, left), "commands still running after HUP and TERM")
    end)
  end,
}
