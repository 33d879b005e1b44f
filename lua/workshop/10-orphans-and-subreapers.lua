-- Orphans: the nearest living subreaper above a process adopts it, else PID 1.

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

--- A box with two orphans of the command, and the pid of its supervisor.
local function with_orphans(subject, experiment)
  local box = subject.box({ args = { "sh", "-c", "sleep 100 & sleep 100 &" } })
  await(experiment, function() return #sleepers(box) == 2 and #box:ps() == 4 end)
  assert.equal(2, #sleepers(box), "processes that the command left behind")
  return box, box:children()[1]
end

return {
  title = { en = "Orphans and subreapers", zh = "孤儿进程与 subreaper" },
  text = {
    en = [[
A process whose parent ends is an orphan, and the kernel gives it a new parent at once: PID 1 of
its PID namespace, however far up that is. But there may be someone nearer. A process that has
declared itself a subreaper adopts all orphans among its descendants:

    process.subreaper(true)           -- prctl(2), PR_SET_CHILD_SUBREAPER

The nearest living subreaper above the orphan gets it. Children do not inherit the attribute.
That is how a supervisor keeps hold of a daemon that puts itself into the background by leaving
its parent, and how tini -s works where it is not PID 1. Who adopts has to reap, too.

The script has a PID 1 that reaps, and below it a supervisor. The supervisor starts a command (the
script's arguments), which leaves two processes behind and ends. Complete the supervisor:
  - what the command leaves behind becomes the supervisor's child, not PID 1's;
  - the supervisor reaps it, and the command itself;
  - when the supervisor ends, PID 1 takes over what is left.]],
    zh = [[
父进程结束之后，子进程就成了孤儿，内核会立刻给它找一个新的父进程：
不论隔了多少层，都是它所在 PID 命名空间 的 PID 1。不过更近处可能另有人选。
声明自己是 subreaper 的进程，会收养自己后代当中的所有孤儿：

    process.subreaper(true)           -- prctl(2)，PR_SET_CHILD_SUBREAPER

孤儿归它上方最近的、还活着的 subreaper。子进程不会继承这个属性。
守护进程会脱离父进程转入后台，supervisor 就靠这个属性继续管住它们；
tini -s 在自己不是 PID 1 时也是这样工作的。谁收养，谁就得回收。

脚本里 PID 1 会回收，它下面有一个 supervisor。supervisor 启动一条命令（脚本的参数），
命令留下两个进程，然后结束。请补全 supervisor：
  - 命令留下的进程成为 supervisor 的子进程，而不是 PID 1 的；
  - supervisor 回收它们，也回收命令本身；
  - supervisor 结束后，剩下的由 PID 1 接管。]],
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
        en = ("PID 1 starts A, A starts B, B starts C, C starts D. %s. %s. Who is D's parent now?")
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
          -- Killed, and its children are with their new parent.
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
        en = "The kernel walks up from the orphan to the nearest living subreaper, and takes PID 1 "
          .. "of the namespace where there is none.",
        zh = "内核从孤儿往上找最近的、还活着的 subreaper；找不到时，就交给该命名空间 的 PID 1。",
      },
    }
  end,
  hints = {
    {
      en = "The supervisor has to declare itself a subreaper, and before the command can end.",
      zh = "supervisor 要声明自己是 subreaper，而且要赶在命令可能结束之前。",
    },
    {
      en = "Both PID 1 and the supervisor reap: a forked process starts with the handlers of its "
        .. "parent, but it must stay, and wait for signals.",
      zh = "PID 1 和 supervisor 都要回收：fork 出来的进程带着父进程的处理函数，"
        .. "但它必须留着不退出，继续等待信号。",
    },
    {
      en = "The first line of the supervisor is process.subreaper(true); instead of returning, it "
        .. "ends with\n\n    while true do signal.pause() end",
      zh = "supervisor 的第一行是 process.subreaper(true)；末尾不要返回，而是\n\n"
        .. "    while true do signal.pause() end",
    },
  },
  check = function(subject, experiment)
    it({ en = "the supervisor adopts the orphans", zh = "supervisor 收养孤儿" }, function()
      local box, supervisor = with_orphans(subject, experiment)
      assert.equal(1, #box:children(), "children of PID 1")
      for _, sleeper in ipairs(sleepers(box)) do
        assert.equal(supervisor, sleeper.parent, "the parent of what was left behind")
      end
    end)

    it({ en = "it reaps them, and the command", zh = "它回收孤儿和命令本身" }, function()
      local box = with_orphans(subject, experiment)
      assert.equal(0, box:zombies(), "zombies when the command has ended")
      for _, sleeper in ipairs(sleepers(box)) do
        box:send("KILL", "inside", sleeper.pid)
      end
      await(experiment, function() return #box:ps() == 2 end)
      assert.equal(0, box:zombies(), "zombies when the orphans have ended")
      assert.equal(2, #box:ps(), "processes left: PID 1 and the supervisor")
    end)

    it({ en = "PID 1 takes over when it ends", zh = "它结束后由 PID 1 接管" }, function()
      local box, supervisor = with_orphans(subject, experiment)
      box:send("KILL", "inside", supervisor)
      await(experiment, function() return #box:ps() == 3 end)
      assert.equal(0, box:zombies(), "zombies when the supervisor has ended")
      for _, sleeper in ipairs(sleepers(box)) do
        assert.equal(1, sleeper.parent, "the parent of what was left behind")
        box:send("KILL", "inside", sleeper.pid)
      end
      await(experiment, function() return #box:ps() == 1 end)
      assert.equal(1, #box:ps(), "processes left: PID 1")
    end)
  end,
}
