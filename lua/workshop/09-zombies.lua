-- Reaping: a parent must wait for its children, and PID 1 must wait for orphans, too.

--- Waits until a condition holds, for a few seconds at most. The assertion after it reports a
--- condition that does not hold.
local function await(experiment, fn)
  pcall(experiment.eventually, fn, 3)
end

--- A box whose PID 1 has started five workers.
local function with_workers(subject, experiment)
  local box = subject.box({ args = { "sleep", "100" } })
  box:send("USR1")
  await(experiment, function() return #box:children() == 5 end)
  assert.equal(5, #box:children(), "children of PID 1 after one USR1")
  return box
end

local function kill_workers(box)
  for _, pid in ipairs(box:children()) do
    box:send("KILL", "inside", pid)
  end
end

local function no_zombies(box, experiment)
  await(experiment, function() return #box:children() == 0 end)
  assert.equal(0, box:zombies(), "zombies")
  assert.equal(0, #box:children(), "children of PID 1")
  assert.alive(box)
end

return {
  title = { en = "Zombies", zh = "僵尸进程" },
  text = {
    en = [[
A process that has ended stays in the process table as a zombie, because its parent may still ask
how it ended. The zombie disappears when the parent waits for it (process.wait, process.reap). If a
parent never waits, its zombies pile up. Each one keeps its pid and its table entry until the parent
ends.

When a child ends, the kernel sends CHLD to the parent. But CHLD is a standard signal: while one is
pending, another one adds nothing. So a single CHLD may stand for many children.

PID 1 also gets children that it did not start: when a process ends, its children become children of
PID 1, which must wait for them, too. But PID 1 cannot reap a zombie whose own parent is alive. Only
that parent can wait for it.

On each USR1 the script starts five workers, but it never waits for them. The script's arguments are
the workers' command. Complete the script, so that
  - no zombie stays, even if all workers end at the same moment,
  - orphans are reaped as well,
  - USR1 still starts five more workers at once, while the first ones are running.]],
    zh = [[
进程结束之后，会作为僵尸进程留在进程表里，因为父进程可能还要查询它是怎样结束的。
父进程等待它（process.wait、process.reap）之后，僵尸进程才会消失。
父进程如果从不等待，僵尸进程就会越积越多，每一个都占着 pid 和表项，直到父进程结束。

子进程结束时，内核向父进程发送 CHLD。但 CHLD 是标准信号：已经有一个未决时，
再来一个也不会增加。所以，一个 CHLD 可能代表许多个子进程。

PID 1 还会得到不是由它启动的子进程：一个进程结束后，它的子进程由 PID 1 收养。
PID 1 也必须等待它们。但如果僵尸进程自己的父进程还活着，PID 1 就无法回收它：
只有那个父进程才能等待它。

每收到一次 USR1，脚本就启动五个 worker，却从不等待它们。worker 的命令由脚本的参数给出。
请补全脚本，使得
  - 不留下任何僵尸进程，即使所有 worker 在同一时刻结束；
  - 孤儿进程也会被回收；
  - 第一批 worker 还在运行时，USR1 仍能立刻再启动五个。]],
  },
  read = { "wait(2)", "signal(7)", "sigbox show zombies" },
  predict = function(choose)
    local init = choose({ "bash", "c", "go", "tini", "dumb-init" })
    local args = (init == "tini" or init == "dumb-init") and { "sleep", "100" } or nil
    local case = choose({ "orphan", "child" })
    local cases = {
      orphan = { en = "Its parent ended earlier", zh = "它的父进程早已结束" },
      child = { en = "Its parent is alive and never waits", zh = "它的父进程还活着，但从不等待" },
    }
    return {
      question = {
        en = ("PID 1 is %s. A process in its box ends. %s. Is the process reaped, or does it stay "
          .. "as a zombie?"):format(init, cases[case].en),
        zh = ("PID 1 是%s。盒子里的一个进程结束了，%s。它会被回收，还是作为僵尸进程留下来？")
          :format(init, cases[case].zh),
      },
      choices = { "reaped", "zombie" },
      truth = function(experiment)
        local box = experiment.box(init, { args = args })
        if case == "orphan" then
          return box:orphan()
        end
        box:start(function()
          process.fork(function() end)
          process.sleep(100)
        end)
        local function has_zombie() return box:zombies() == 1 end
        return pcall(experiment.eventually, has_zombie, 3) and "zombie" or "reaped"
      end,
      why = {
        en = "Only its parent can wait for a process. PID 1 becomes the parent of orphans. "
          .. "Whether it waits for them depends on the program. PID 1 cannot reap a process "
          .. "whose own parent is alive.",
        zh = "只有父进程才能等待子进程。PID 1 会成为孤儿进程的父进程，它是否等待它们，"
          .. "取决于程序本身。父进程还活着的进程，PID 1 无法回收。",
      },
    }
  end,
  hints = {
    {
      en = "The kernel sends CHLD when a child has ended. The default action of CHLD is to do "
        .. "nothing.",
      zh = "子进程结束时，内核会发送 CHLD。CHLD 的默认动作是什么也不做。",
    },
    {
      en = "In the CHLD handler, wait for all children that have ended, not only for one. A plain "
        .. "process.wait() would block there while a worker is still running.",
      zh = "在 CHLD 的处理函数里，要等待所有已经结束的子进程，而不只是一个。"
        .. "直接调用 process.wait()，会在还有 worker 运行时阻塞在那里。",
    },
    {
      en = "process.reap() waits for all children that have ended, including orphans, and never "
        .. "blocks:\n\n    signal.handle(\"CHLD\", function() process.reap() end)",
      zh = "process.reap() 会回收所有已经结束的子进程，包括孤儿进程，而且从不阻塞等待："
        .. "\n\n    signal.handle(\"CHLD\", function() process.reap() end)",
    },
  },
  check = function(subject, experiment)
    it({ en = "leaves no zombies when workers end", zh = "worker 结束后，不留僵尸进程" }, function()
      local box = with_workers(subject, experiment)
      kill_workers(box)
      no_zombies(box, experiment)
    end)

    it({
      en = "leaves no zombies when five workers end at the same moment", zh = "五个 worker 同时结"
        .. "束，也不留僵尸进程",
    }, function()
      local box = with_workers(subject, experiment)
      -- While PID 1 is stopped, a single CHLD becomes pending for all five.
      box:kill("STOP", "host")
      kill_workers(box)
      experiment.eventually(function() return box:zombies() == 5 end)
      box:send("CONT", "host")
      no_zombies(box, experiment)
    end)

    it({ en = "reaps an orphan", zh = "回收孤儿进程" }, function()
      assert.equal("reaped", subject.box({ args = { "sleep", "100" } }):orphan())
    end)

    it({
      en = "starts five more on USR1 while the first ones are running",
      zh = "第一批还在运行时，USR1 再启动五个",
    }, function()
      local box = with_workers(subject, experiment)
      box:send("USR1")
      await(experiment, function() return #box:children() == 10 end)
      assert.equal(10, #box:children(), "children of PID 1 after two USR1")
    end)
  end,
}
