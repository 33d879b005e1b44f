-- Reaping: whoever starts children has to wait for them, and PID 1 for those of others as well.

--- Waits until a condition holds, a few seconds at most; the check then says what does not hold.
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
A process that has ended stays in the process table, as a zombie: its parent may still want to know
how it ended. It goes when the parent has waited for it (process.wait, process.reap). A parent that
never waits collects zombies, and each of them keeps its pid and its entry until the parent ends.

The kernel tells the parent of an end by CHLD. But CHLD is a standard signal, and one that is
pending already does not come twice: a single CHLD may stand for many children.

PID 1 gets children that it did not start: a process whose parent ends becomes a child of PID 1.
They too are PID 1's to wait for. A zombie whose own parent lives is not: only that parent can
wait for it.

The script starts five workers (its arguments are their command) at each USR1, and never waits.
Complete it:
  - no zombie stays, also when all workers end at the same moment;
  - orphans are reaped as well;
  - USR1 still starts five more at once, while the first ones work.]],
    zh = [[
进程结束之后并不会马上从进程表里消失，而是变成僵尸进程：父进程也许还想知道它是怎样结束的。
父进程等待过它（process.wait、process.reap）之后，它才真正消失。
从不等待的父进程会积攒僵尸，每个僵尸都占着自己的 pid 和表项，直到父进程结束。

子进程结束时，内核用 CHLD 通知父进程。但 CHLD 是标准信号，已经未决（pending）时
不会再排第二次：一个 CHLD 可能代表许多个子进程。

PID 1 还会得到并非由它启动的子进程：父进程先结束的进程会成为 PID 1 的子进程，
它们也要由 PID 1 来等待。而父进程还活着的僵尸与 PID 1 无关：只有那个父进程才能等待它。

脚本每收到一次 USR1 就启动五个 worker（命令由脚本的参数给出），却从不等待。请补全它：
  - 不留下任何僵尸，哪怕所有 worker 在同一时刻结束；
  - 孤儿进程同样要回收；
  - 第一批 worker 还在工作时，USR1 仍能立刻再启动五个。]],
  },
  read = { "wait(2)", "signal(7)", "sigbox show zombies" },
  predict = function(choose)
    local init = choose({ "bash", "c", "go", "tini", "dumb-init" })
    local args = (init == "tini" or init == "dumb-init") and { "sleep", "100" } or nil
    local case = choose({ "orphan", "child" })
    local cases = {
      orphan = {
        en = "a process whose parent has already ended", zh = "父进程早已结束的进程",
      },
      child = {
        en = "a process whose parent lives and never waits", zh = "父进程还活着、却从不等待的进程",
      },
    }
    return {
      question = {
        en = ("PID 1 is %s. In its box ends %s. Is it reaped, or does a zombie stay?")
          :format(init, cases[case].en),
        zh = ("PID 1 是%s。盒子里，一个%s结束了。它会被回收，还是变成僵尸进程留下来？")
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
        en = "Only a parent can wait. PID 1 becomes the parent of orphans, and whether it waits "
          .. "for children that it did not start is up to the program; it never becomes the parent "
          .. "of a process whose own parent lives.",
        zh = "只有父进程才能等待。孤儿进程的新父进程是 PID 1，它是否等待并非自己启动的子进程，"
          .. "取决于程序本身；而父进程还活着的进程，永远不会归到 PID 1 名下。",
      },
    }
  end,
  hints = {
    {
      en = "The kernel says by CHLD when a child has ended. At its default, CHLD does nothing.",
      zh = "子进程结束时，内核会发 CHLD。CHLD 的默认动作是什么也不做。",
    },
    {
      en = "In a handler of CHLD, wait for all that have ended, not for one. A plain "
        .. "process.wait() would block there while a worker still works.",
      zh = "在 CHLD 的处理函数里，要等待所有已经结束的子进程，而不只是一个。"
        .. "直接调用 process.wait() 会在还有 worker 工作时卡住。",
    },
    {
      en = "process.reap() waits for all that have ended, orphans included, and never blocks:\n\n"
        .. "    signal.handle(\"CHLD\", function() process.reap() end)",
      zh = "process.reap() 会回收所有已结束的子进程（包括孤儿），而且从不阻塞：\n\n"
        .. "    signal.handle(\"CHLD\", function() process.reap() end)",
    },
  },
  check = function(subject, experiment)
    it({ en = "workers that end leave no zombies", zh = "worker 结束后不留僵尸" }, function()
      local box = with_workers(subject, experiment)
      kill_workers(box)
      no_zombies(box, experiment)
    end)

    it({
      en = "nor do five that end at the same moment", zh = "五个同时结束也不留僵尸",
    }, function()
      local box = with_workers(subject, experiment)
      -- While PID 1 is stopped one CHLD becomes pending for all five.
      box:kill("STOP", "host")
      kill_workers(box)
      experiment.eventually(function() return box:zombies() == 5 end)
      box:send("CONT", "host")
      no_zombies(box, experiment)
    end)

    it({ en = "an orphan is reaped", zh = "孤儿进程被回收" }, function()
      assert.equal("reaped", subject.box({ args = { "sleep", "100" } }):orphan())
    end)

    it({
      en = "USR1 starts five more while the first ones work",
      zh = "第一批还在工作时，USR1 再启动五个",
    }, function()
      local box = with_workers(subject, experiment)
      box:send("USR1")
      await(experiment, function() return #box:children() == 10 end)
      assert.equal(10, #box:children(), "children of PID 1 after two USR1")
    end)
  end,
}
