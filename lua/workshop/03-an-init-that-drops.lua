-- Why `kill 1` does nothing: what is at its default is dropped for PID 1, and only for it.

local roles = {
  { en = "runs as PID 1, and %s comes from inside", zh = "作为 PID 1 运行，从盒子内发来%s",
    from = "inside" },
  { en = "runs as PID 1, and %s comes from the host",
    zh = "作为 PID 1 运行，从宿主机发来%s", from = "host" },
  { en = "runs as an ordinary process, and %s comes from inside",
    zh = "作为普通进程运行，从盒子内发来%s", from = "inside", ordinary = true },
}

--- The one sleep of the script, or nil.
local function the_sleep(box)
  local found
  for _, entry in ipairs(box:ps()) do
    if entry.name == "sleep" and entry.state ~= "zombie" then
      if found then
        return nil
      end
      found = entry
    end
  end
  return found
end

return {
  title = { en = "An init that drops signals", zh = "一个丢弃信号的 init" },
  text = {
    en = [[
The two simplest inits are a shell script that loops over `sleep 100`, and a C program that does the
same without a child. Neither says a word about signals. Start one in a container, enter it, and

    kill 1
    kill -9 1

do nothing, not even an error. With sigbox:

    sigbox run bash --send TERM --send KILL \
      --send host:TERM --send host:KILL
    sigbox run c --send TERM --send KILL \
      --send host:TERM --send host:KILL

TERM (15, what `kill` sends when nothing is said) is at its default there. For any other process the
default is to end. PID 1 of a namespace is marked in the kernel as unkillable (the flag
SIGNAL_UNKILLABLE): a signal that is at its default is dropped for it, wherever it comes from. So
nobody can end an init by mistake that has said nothing about signals, and `docker stop` waits for
ten seconds until it sends KILL: from the host, where PID 1 cannot escape it.

Complete the script: it is the shell script's loop.
  - It starts a child `sleep 100`, waits for its end, starts the next, and so on for ever; one at a
    time.
  - It says nothing about signals.
The checks are passed by the built-in bash and busybox-sh as well.]],
    zh = [[
最简单的两种 init：一个循环执行 sleep 100 的 shell 脚本，和
一个不用子进程、做同样事情的 C 程序。它们对信号只字不提。
用其中一个启动容器，进入容器执行

    kill 1
    kill -9 1

什么都不发生，连错误也没有。用 sigbox 来看：

    sigbox run bash --send TERM --send KILL \
      --send host:TERM --send host:KILL
    sigbox run c --send TERM --send KILL \
      --send host:TERM --send host:KILL

TERM（15，kill 不加选项时发的就是它）在这里的处置是默认。
对其他进程，默认就是结束。而命名空间的 PID 1 在内核里带有“杀不死”
的标记（SIGNAL_UNKILLABLE）：处置为默认的信号，
不论从哪里来，都会被丢弃。这样，对信号什么都没说的 init
就不会被误杀；docker stop 也因此要白等十秒，才从宿主机
发出 KILL，那是 PID 1 逃不掉的。

请补全脚本，写出 shell 脚本的那个循环：
  - 启动子进程 sleep 100，等它结束，再启动下一个，
    一直循环；同一时刻只有一个；
  - 对信号什么都不说。
内置的 bash 和 busybox-sh 也能通过这些检查。]],
  },
  read = { "pid_namespaces(7)", "kill(1)", "sigbox show bash", "sigbox show c" },
  predict = function(choose)
    local init, role = choose({ "bash", "c" }), choose(roles)
    local name = choose({ "HUP", "TERM", "KILL" })
    return {
      question = {
        en = ("The built-in init %s %s. What becomes of it?"):format(init, role.en:format(name)),
        zh = ("内置的 init %s %s。结果如何？"):format(init, role.zh:format(name)),
      },
      choices = { "handled", "dropped", "exited", "killed" },
      truth = function(experiment)
        return experiment.box(init, { ordinary = role.ordinary }):kill(name, role.from).verdict
      end,
      why = {
        en = ("At its default %s ends an ordinary process. For PID 1 it is dropped; only KILL and "
          .. "STOP from an ancestor namespace are forced on it."):format(name),
        zh = ("处置为默认时，%s会结束普通进程，对 PID 1 则会被丢弃；"
          .. "只有来自祖先命名空间的 KILL 和 STOP 才会强制生效。"):format(name),
      },
    }
  end,
  hints = {
    {
      en = "A loop without end around process.spawn and process.wait.",
      zh = "一个无限循环，里面是 process.spawn 和 process.wait。",
    },
    {
      en = "process.spawn returns the pid of the child, and process.wait(pid) waits for its end. "
        .. "No signal.handle, no signal.ignore, no signal.block.",
      zh = "process.spawn 返回子进程的 pid，process.wait(pid) 等它结束。"
        .. "不要 signal.handle、signal.ignore 和 signal.block。",
    },
    {
      en = "while true do process.wait(process.spawn({ \"sleep\", \"100\" })) end",
      zh = "while true do process.wait(process.spawn({ \"sleep\", \"100\" })) end",
    },
  },
  check = function(subject, experiment)
    it({
      en = "kill 1 and kill -9 1 do nothing from inside",
      zh = "在盒子内执行 kill 1 和 kill -9 1 毫无作用",
    }, function()
      local box = subject.box()
      assert.equal("sleeping", box:status().state, "it must wait, not loop")
      assert.effect("dropped", box:kill("TERM"))
      assert.effect("dropped", box:kill("HUP"))
      assert.effect("dropped", box:kill("KILL"))
      assert.alive(box)
    end)

    it({
      en = "TERM from the host does nothing either, KILL from there ends it",
      zh = "宿主机发来的 TERM 也没有作用，KILL 才能结束它",
    }, function()
      local box = subject.box()
      assert.effect("dropped", box:kill("TERM", "host"))
      assert.effect("killed KILL", box:kill("KILL", "host"))
    end)

    it({
      en = "when its sleep has ended it starts another, and leaves no zombie",
      zh = "sleep 结束后会启动下一个，不留僵尸进程",
    }, function()
      local box = subject.box()
      for _ = 1, 2 do
        local before = the_sleep(box)
        assert.truthy(before, "it must have one child called sleep, not none and not several")
        box:send("TERM", "inside", before.pid)
        local followed = pcall(experiment.eventually, function()
          local now = the_sleep(box)
          return not box:alive() or now and now.pid ~= before.pid
        end, 3)
        assert.alive(box)
        assert.truthy(followed, "its sleep has ended, and no other has followed")
      end
      assert.equal(0, box:zombies(), "zombies, children that it has not waited for")
    end)

    it({
      en = "as an ordinary process it is killed by TERM, and its sleep becomes an orphan",
      zh = "作为普通进程，TERM 会杀死它，它的 sleep 成为孤儿",
    }, function()
      local box = subject.box({ ordinary = true })
      assert.effect("killed TERM", box:kill("TERM"))
      local orphan = the_sleep(box)
      assert.equal(1, orphan and orphan.parent, "the parent of its sleep")
    end)
  end,
  also = { bash = {}, ["busybox-sh"] = {} },
}
