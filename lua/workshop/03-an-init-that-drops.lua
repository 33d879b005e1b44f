-- Why `kill 1` does nothing: for PID 1, the kernel drops signals that are at their default.

local roles = {
  { en = "runs as PID 1, and %s is sent from inside the box", zh = "作为 PID 1 运行，从盒子内发来%s",
    from = "inside" },
  { en = "runs as PID 1, and %s is sent from the host",
    zh = "作为 PID 1 运行，从宿主机发来%s", from = "host" },
  { en = "runs as an ordinary process, and %s is sent from inside the box",
    zh = "作为普通进程运行，从盒子内发来%s", from = "inside", ordinary = true },
}

--- The only sleep process in the box, or nil.
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
  title = { en = "Why kill 1 does nothing", zh = "kill 1 为什么不起作用" },
  text = {
    en = [[
The two simplest inits are a shell script that runs `sleep 100` in a loop, and a C program that
sleeps in a loop. Neither has a handler for TERM. Start a container with one of them, enter the
container, and run

    kill 1
    kill -9 1

Nothing happens, and no error is printed. sigbox shows the same:

    sigbox run bash --send TERM --send KILL \
      --send host:TERM --send host:KILL
    sigbox run c --send TERM --send KILL \
      --send host:TERM --send host:KILL

Without an option, kill sends TERM (15), which is at its default in both inits. TERM at its default
kills an ordinary process. But PID 1 of each namespace has the flag SIGNAL_UNKILLABLE in the kernel.
For a process with this flag, the kernel drops every signal that is at its default. Only KILL and
STOP from outside the namespace are delivered.

So an init without handlers cannot be killed by accident. But `docker stop` becomes slow: it sends
TERM, waits ten seconds, and then sends KILL from the host, which PID 1 cannot escape.

Complete the script, so that it works like the shell script:
  - It starts a child `sleep 100`, waits until the child has ended, starts the next one, and so on
    forever. Only one child runs at a time.
  - It does not change the disposition of any signal.
The built-in inits bash and busybox-sh pass the same checks.]],
    zh = [[
最简单的 init 有两种：循环执行 sleep 100 的 shell 脚本，和循环睡眠的 C 程序。
两者都没有 TERM 的处理函数。用其中一个启动容器，进入容器执行

    kill 1
    kill -9 1

什么都不发生，也没有错误信息。用 sigbox 看到的也一样：

    sigbox run bash --send TERM --send KILL \
      --send host:TERM --send host:KILL
    sigbox run c --send TERM --send KILL \
      --send host:TERM --send host:KILL

kill 不加选项时发送 TERM（15），它在这两个 init 里的处置都是默认。
处置为默认的 TERM 会杀死普通进程。但是，每个命名空间的 PID 1 在内核里都带有
SIGNAL_UNKILLABLE 标志。对带有这个标志的进程，内核会丢弃所有处置为默认的信号，
只有从命名空间之外发来的 KILL 和 STOP 才会递送。

所以，没有处理函数的 init 不会被误杀。但 docker stop 也因此变慢：
它先发送 TERM，等待十秒，再从宿主机发送 KILL，而这个 KILL 是 PID 1 躲不掉的。

请补全脚本，让它像那个 shell 脚本一样工作：
  - 启动子进程 sleep 100，等它结束，再启动下一个，一直循环；
    同一时刻只有一个子进程；
  - 不改变任何信号的处置。
内置的 init bash 和 busybox-sh 也能通过这些检查。]],
  },
  read = { "pid_namespaces(7)", "kill(1)", "sigbox show bash", "sigbox show c" },
  predict = function(choose)
    local init, role = choose({ "bash", "c" }), choose(roles)
    local name = choose({ "HUP", "TERM", "KILL" })
    return {
      question = {
        en = ("The built-in init %s %s. What is the effect?"):format(init, role.en:format(name)),
        zh = ("内置的 init %s %s。效果是什么？"):format(init, role.zh:format(name)),
      },
      choices = { "handled", "dropped", "exited", "killed" },
      truth = function(experiment)
        return experiment.box(init, { ordinary = role.ordinary }):kill(name, role.from).verdict
      end,
      why = {
        en = ("At its default, %s kills an ordinary process, but for PID 1 the kernel drops it. "
          .. "Only KILL and STOP from an ancestor namespace are forced on PID 1."):format(name),
        zh = ("处置为默认时，%s会杀死普通进程；但对 PID 1，内核会丢弃它。"
          .. "只有来自祖先命名空间的 KILL 和 STOP 会对 PID 1 强制生效。"):format(name),
      },
    }
  end,
  hints = {
    {
      en = "Write an endless loop with process.spawn and process.wait.",
      zh = "写一个无限循环，里面调用 process.spawn 和 process.wait。",
    },
    {
      en = "process.spawn returns the pid of the child, and process.wait(pid) waits until it has "
        .. "ended. Do not use signal.handle, signal.ignore or signal.block.",
      zh = "process.spawn 返回子进程的 pid，process.wait(pid) 等待它结束。"
        .. "不要使用 signal.handle、signal.ignore 和 signal.block。",
    },
    {
      en = "while true do process.wait(process.spawn({ \"sleep\", \"100\" })) end",
      zh = "while true do process.wait(process.spawn({ \"sleep\", \"100\" })) end",
    },
  },
  check = function(subject, experiment)
    it({
      en = "is not affected by kill 1 and kill -9 1 from inside",
      zh = "盒子内的 kill 1 和 kill -9 1 对它没有作用",
    }, function()
      local box = subject.box()
      assert.equal("sleeping", box:status().state, "process state (it must wait, not busy-loop)")
      assert.effect("dropped", box:kill("TERM"))
      assert.effect("dropped", box:kill("HUP"))
      assert.effect("dropped", box:kill("KILL"))
      assert.alive(box)
    end)

    it({
      en = "is not affected by TERM from the host, but is killed by KILL",
      zh = "宿主机发来的 TERM 对它没有作用，KILL 会杀死它",
    }, function()
      local box = subject.box()
      assert.effect("dropped", box:kill("TERM", "host"))
      assert.effect("killed KILL", box:kill("KILL", "host"))
    end)

    it({
      en = "starts another sleep when one has ended, and leaves no zombie",
      zh = "sleep 结束后启动下一个，不留僵尸进程",
    }, function()
      local box = subject.box()
      for _ = 1, 2 do
        local before = the_sleep(box)
        assert.truthy(before, "it must have exactly one child named sleep")
        box:send("TERM", "inside", before.pid)
        local followed = pcall(experiment.eventually, function()
          local now = the_sleep(box)
          return not box:alive() or now and now.pid ~= before.pid
        end, 3)
        assert.alive(box)
        assert.truthy(followed, "its sleep has ended, and it has not started another")
      end
      assert.equal(0, box:zombies(), "zombies (children that it has not waited for)")
    end)

    it({
      en = "is killed by TERM as an ordinary process, and its sleep becomes an orphan",
      zh = "作为普通进程，TERM 会杀死它，它的 sleep 成为孤儿进程",
    }, function()
      local box = subject.box({ ordinary = true })
      assert.effect("killed TERM", box:kill("TERM"))
      local orphan = the_sleep(box)
      assert.equal(1, orphan and orphan.parent, "parent of its sleep")
    end)
  end,
  also = { bash = {}, ["busybox-sh"] = {} },
}
