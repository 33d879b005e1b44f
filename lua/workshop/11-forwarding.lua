-- Forwarding: to the child alone, or to the whole group that it leads.

--- Waits until the box has just these `sleep` commands; which there are in the end.
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

--- Whether the shell that is the child of PID 1 still lives.
local function has_shell(box)
  for _, entry in ipairs(box:ps()) do
    if entry.parent == 1 and entry.name == "sh" then return true end
  end
  return false
end

--- A box whose PID 1 runs a shell with two commands, one of which ignores TERM, and which another
--- process has entered that is of no concern to PID 1.
local function start(subject, experiment)
  local box = subject.box({
    args = { "sh", "-c", "sleep 101 & trap '' TERM; sleep 102 & trap - TERM; wait; wait" },
  })
  box:start({ "sleep", "103" })
  local all = "sleep 101, sleep 102, sleep 103"
  assert.equal(all, sleepers(box, experiment, all), "what runs at the start")
  return box
end

return {
  title = { en = "Forwarding signals", zh = "转发信号" },
  text = {
    en = [[
When PID 1 ends, the kernel kills all other processes of its namespace by KILL. None of them can
save a file or close a connection. So an init does not end by TERM: it passes TERM on, and ends
when those below it have ended.

To whom? signal.kill(pid, ...) reaches one process. If that is a shell, its commands notice
nothing. signal.kill(-pid, ...) reaches every process of the group that `pid` leads. A command gets
a group of its own with

    process.spawn{ "sh", "-c", "...", group = true }

tini passes signals to its child alone, tini -g and dumb-init to all of the group.

The script runs a command (its arguments), and ends when no child is left, with 0. Complete it:
  - TERM goes on to the whole group of the command;
  - HUP goes on to the command alone, not to what that has started;
  - processes that are not of the group, as one from docker exec, get neither.]],
    zh = [[
PID 1 一结束，内核就用 KILL 杀死它的命名空间里所有其他进程。
它们谁也来不及保存文件或关闭连接。所以 init 收到 TERM 时不应自己先退出，
而应把 TERM 转发下去，等下面的进程都结束了再退出。

转发给谁呢？signal.kill(pid, ...) 只到达一个进程。如果那是个 shell，
它启动的命令什么也不会察觉。signal.kill(-pid, ...) 到达以 pid 为组长的进程组里的每个进程。
让命令自成一组的写法是

    process.spawn{ "sh", "-c", "...", group = true }

tini 只把信号转发给它的子进程，tini -g 和 dumb-init 则转发给整个进程组。

脚本运行一条命令（它的参数），等到一个子进程都不剩时以 0 退出。请补全它：
  - TERM 转发给命令的整个进程组；
  - HUP 只转发给命令本身，不给它启动的进程；
  - 不属于该组的进程（例如 docker exec 进来的）两者都收不到。]],
  },
  read = { "kill(2)", "setpgid(2)", "sigbox show forwarding" },
  predict = function(choose)
    local init = choose({ "tini --", "tini -g --", "dumb-init", "dumb-init -c" })
    local name = choose({ "HUP", "USR1", "USR2" })
    return {
      question = {
        en = ("`%s sh -c 'worker & wait'` runs as PID 1, and gets %s. Who below it gets %s?")
          :format(init, name, name),
        zh = ("PID 1 是 `%s sh -c 'worker & wait'`，它收到%s。下面谁会收到%s？")
          :format(init, name, name),
      },
      choices = { "shell", "worker", "both", "neither" },
      truth = function(experiment)
        local words = {}
        for word in init:gmatch("%S+") do
          words[#words + 1] = word
        end
        -- Both say what they get; WINCH comes later, and asks whether they have got anything.
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
        en = "kill(2) with a pid reaches one process, with a negative one each process of a group. "
          .. "The shell is the init's child, and its worker is of the same group.",
        zh = "kill(2) 的参数是 pid 时只到达一个进程，是负数时到达进程组的每个进程。"
          .. "shell 是 init 的子进程，它的 worker 与它同组。",
      },
    }
  end,
  hints = {
    {
      en = "PID 1 needs a handler of TERM and one of HUP, each of which sends the signal on. At "
        .. "the default the kernel drops both for PID 1.",
      zh = "PID 1 需要 TERM 和 HUP 的处理函数，各自把信号转发下去。处置为默认时，"
        .. "内核会丢弃发给 PID 1 的这两个信号。",
    },
    {
      en = "A group is reached by its leader's pid with a minus. Without group = true the command "
        .. "is in PID 1's own group, and leads none.",
      zh = "在组长的 pid 前加负号就能到达整个组。没有 group = true 时，命令在 PID 1 自己的组里，"
        .. "不是任何组的组长。",
    },
    {
      en = "command.group = true before the spawn, and after it\n\n"
        .. "    signal.handle(\"TERM\", function() signal.kill(-child, \"TERM\") end)\n\n"
        .. "and the same for HUP with child.",
      zh = "spawn 之前写 command.group = true，之后写\n\n"
        .. "    signal.handle(\"TERM\", function() signal.kill(-child, \"TERM\") end)\n\n"
        .. "HUP 也一样，只是用 child。",
    },
  },
  check = function(subject, experiment)
    it({ en = "TERM reaches the whole group", zh = "TERM 到达整个进程组" }, function()
      local box = start(subject, experiment)
      box:kill("TERM")
      local left = "sleep 102, sleep 103"
      assert.equal(left, sleepers(box, experiment, left), "what is left after TERM")
    end)

    it({
      en = "PID 1 ends after the last of its children, with 0",
      zh = "PID 1 等最后一个子进程结束才以 0 退出",
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

    it({ en = "HUP reaches the command alone", zh = "HUP 只到达命令本身" }, function()
      local box = start(subject, experiment)
      assert.is_true(has_shell(box))
      box:send("HUP")
      pcall(experiment.eventually, function() return not has_shell(box) end, 3)
      assert.equal(false, has_shell(box), "whether the command lives on after HUP")
      local all = "sleep 101, sleep 102, sleep 103"
      assert.equal(all, sleepers(box, experiment, all), "what is left after HUP")
      -- The group is there as long as one of its members is.
      box:send("TERM")
      local left = "sleep 102, sleep 103"
      assert.equal(left, sleepers(box, experiment, left), "what is left after HUP and TERM")
    end)
  end,
}
