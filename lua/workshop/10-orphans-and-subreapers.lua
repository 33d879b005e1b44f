-- Orphans: the nearest living subreaper above an orphan adopts it, or PID 1 if there is none.

local function await(experiment, fn)
  pcall(experiment.eventually, fn, 3)
end

--- The processes of a box whose command line is `sleep 100`.
local function sleepers(box)
  local found = {}
  for _, entry in ipairs(box:ps()) do
    if entry.command == "sleep 100" then
      found[#found + 1] = entry
    end
  end
  return found
end

--- Makes a box in which the command has left two orphans. Returns the box and the supervisor's pid.
local function with_orphans(subject, experiment)
  local box = subject.box({ args = { "sh", "-c", "sleep 100 & sleep 100 &" } })
  await(experiment, function() return #sleepers(box) == 2 and #box:ps() == 4 end)
  assert.equal(2, #sleepers(box), "processes that the command left running")
  return box, box:children()[1]
end

return {
  title = { en = "Orphans and subreapers", zh = "孤儿进程与 subreaper" },
  text = {
    en = [[
A process whose parent ends becomes an orphan, and the kernel gives it a new parent at once. Usually
this is PID 1 of its PID namespace, even if there are other processes in between. But a process can
declare itself a subreaper. It then adopts all orphans among its descendants:

    process.subreaper(true)           -- prctl(2), PR_SET_CHILD_SUBREAPER

The nearest living subreaper above the orphan adopts it. Children do not inherit the attribute. A
supervisor uses it to keep track of daemons, which leave their parent and run in the background.
tini -s uses it when tini is not PID 1. A process that adopts orphans must also reap them.

In the script, PID 1 reaps, and it starts a supervisor. The supervisor starts a command, which is
given by the script's arguments. The command leaves two processes running and ends. Complete the
supervisor, so that
  - it adopts the two processes, instead of PID 1,
  - it reaps them, and the command itself,
  - when the supervisor ends, PID 1 adopts what is left.]],
    zh = [[
父进程结束之后，子进程就成了孤儿进程，内核会立刻给它一个新的父进程。
通常是它所在 PID 命名空间的 PID 1，不论中间隔了多少层。但是，进程可以声明自己是 subreaper，
这样它就会收养自己后代中的所有孤儿进程：

    process.subreaper(true)           -- prctl(2)，PR_SET_CHILD_SUBREAPER

孤儿进程由它上方最近的、还活着的 subreaper 收养。子进程不会继承这个属性。
守护进程会脱离父进程，转入后台运行；supervisor 靠这个属性，才不会失去对它们的控制。
tini -s 在自己不是 PID 1 时也用它。收养孤儿进程的进程，也要负责回收它们。

脚本里，PID 1 会回收子进程，并启动一个 supervisor。supervisor 启动一条命令，由脚本的参数给出。
命令留下两个进程，然后结束。请补全 supervisor，使得
  - 由它而不是 PID 1 收养这两个进程；
  - 由它回收这两个进程，以及命令本身；
  - supervisor 结束后，剩下的由 PID 1 收养。]],
  },
  read = { "PR_SET_CHILD_SUBREAPER(2const)", "pid_namespaces(7)", "sigbox show orphans" },
  predict = function(choose)
    local flagged = choose({ "", "A", "B", "AB" })
    local ends = choose({ "C", "CB", "BC" })
    local who = {
      [""] = { en = "No process is a subreaper", zh = "没有进程是 subreaper" },
      A = { en = "Only A is a subreaper", zh = "只有 A 是 subreaper" },
      B = { en = "Only B is a subreaper", zh = "只有 B 是 subreaper" },
      AB = { en = "A and B are subreapers", zh = "A 和 B 都是 subreaper" },
    }
    local order = {
      C = { en = "C ends", zh = "C 结束" },
      CB = { en = "C ends, then B", zh = "先是 C、后是 B 结束" },
      BC = { en = "B ends, then C", zh = "先是 B、后是 C 结束" },
    }
    return {
      question = {
        en = ("PID 1 starts A, A starts B, B starts C, and C starts D. %s. %s. Who is D's parent "
          .. "now?")
          :format(who[flagged].en, order[ends].en),
        zh = ("PID 1 启动 A，A 启动 B，B 启动 C，C 启动 D。%s。%s。现在 D 的父进程是谁？")
          :format(who[flagged].zh, order[ends].zh),
      },
      choices = { "PID-1", "A", "B" },
      truth = function(experiment)
        local function descend(names)
          local name = names:sub(1, 1)
          if name ~= "" then
            process.fork(function()
              process.subreaper(flagged:find(name, 1, true) ~= nil)
              descend(names:sub(2))
              print(name, process.pid())
              process.sleep(1000)
            end)
          end
        end
        local box = experiment.box(function()
          descend("ABCD")
          while true do process.wait() end
        end, { ready = "D\t%d+\n" })
        local names = { [1] = "PID-1" }
        for name in ("ABCD"):gmatch(".") do
          names[name] = tonumber(box:expect(name .. "\t(%d+)\n"))
          names[names[name]] = name
        end
        for name in ends:gmatch(".") do
          box:send("KILL", "host", names[name])
          -- Once it is gone or a zombie, its children have their new parent.
          experiment.eventually(function()
            for _, entry in ipairs(box:ps()) do
              if entry.pid == names[name] and entry.state ~= "zombie" then return false end
            end
            return true
          end)
        end
        for _, entry in ipairs(box:ps()) do
          if entry.pid == names.D then return names[entry.parent] end
        end
      end,
      why = {
        en = "The kernel walks up from the orphan to the nearest living subreaper. If there is "
          .. "none, PID 1 of the namespace adopts the orphan.",
        zh = "内核从孤儿进程往上，寻找最近的、还活着的 subreaper；如果没有，"
          .. "就由该命名空间的 PID 1 收养。",
      },
    }
  end,
  hints = {
    {
      en = "The supervisor must declare itself a subreaper, before the command can end.",
      zh = "supervisor 必须声明自己是 subreaper，而且要赶在命令可能结束之前。",
    },
    {
      en = "Both PID 1 and the supervisor reap. A forked process starts with its parent's "
        .. "handlers. But the supervisor must not return: it has to stay and wait for signals.",
      zh = "PID 1 和 supervisor 都要回收。fork 出来的进程带有父进程的处理函数。"
        .. "但 supervisor 不能返回，它必须留下来等待信号。",
    },
    {
      en = "The first line of the supervisor is process.subreaper(true). Instead of returning, it "
        .. "ends with\n\n    while true do signal.pause() end",
      zh = "supervisor 的第一行是 process.subreaper(true)。末尾不要返回，"
        .. "而是\n\n    while true do signal.pause() end",
    },
  },
  check = function(subject, experiment)
    it({ en = "the supervisor adopts the orphans", zh = "supervisor 收养孤儿进程" }, function()
      local box, supervisor = with_orphans(subject, experiment)
      assert.equal(1, #box:children(), "children of PID 1")
      for _, sleeper in ipairs(sleepers(box)) do
        assert.equal(
          supervisor, sleeper.parent, "parent of a process that the command left running")
      end
    end)

    it({
      en = "the supervisor reaps the orphans and the command",
      zh = "supervisor 回收孤儿进程和命令本身",
    }, function()
      local box = with_orphans(subject, experiment)
      assert.equal(0, box:zombies(), "zombies after the command has ended")
      for _, sleeper in ipairs(sleepers(box)) do
        box:send("KILL", "inside", sleeper.pid)
      end
      await(experiment, function() return #box:ps() == 2 end)
      assert.equal(0, box:zombies(), "zombies after the orphans have ended")
      assert.equal(2, #box:ps(), "remaining processes (PID 1 and the supervisor)")
    end)

    it({
      en = "PID 1 adopts the orphans when the supervisor ends",
      zh = "supervisor 结束后，由 PID 1 收养孤儿进程",
    }, function()
      local box, supervisor = with_orphans(subject, experiment)
      box:send("KILL", "inside", supervisor)
      await(experiment, function() return #box:ps() == 3 end)
      assert.equal(0, box:zombies(), "zombies after the supervisor has ended")
      for _, sleeper in ipairs(sleepers(box)) do
        assert.equal(1, sleeper.parent, "parent of a process that the command left running")
        box:send("KILL", "inside", sleeper.pid)
      end
      await(experiment, function() return #box:ps() == 1 end)
      assert.equal(1, #box:ps(), "remaining processes (PID 1)")
    end)
  end,
}
