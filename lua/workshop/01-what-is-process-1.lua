-- What PID 1 is: its pid inside, its parent outside, and what becomes of the rest at its end.

--- An init with a child, that does nothing else.
local function with_child()
  process.spawn({ "sleep", "1000" })
  while true do
    signal.pause()
  end
end

--- Waits until what was sent into the box, whose parent is outside, rests.
local function wait_for_guest(box, experiment)
  experiment.eventually(function()
    for _, entry in ipairs(box:ps()) do
      if entry.parent == 0 and entry.pid ~= 1 then
        return entry.state == "sleeping"
      end
    end
  end)
end

--- Who may ask for its parent, each known by its command.
local askers = {
  { en = "PID 1", zh = "PID 1", pid = 1 },
  { en = "a child of PID 1", zh = "PID 1 的子进程", command = "sleep 1000" },
  {
    en = "one that was sent in from outside, as by docker exec",
    zh = "从盒子外放进来的进程（就像 docker exec）", command = "sleep 2000",
  },
  {
    en = "one whose parent, a shell in the box, has ended",
    zh = "父进程（盒子里的一个 shell）已经结束的进程", command = "sleep 3000",
  },
}

local function ask_for_parent(who)
  return {
    question = {
      en = ("A process in a box asks for its parent's pid. It is %s. What is the answer?")
        :format(who.en),
      zh = ("盒子里的一个进程询问父进程的 pid，它是%s。它得到的答案是什么？"):format(who.zh),
    },
    choices = { "0", "1", "2" },
    truth = function(experiment)
      local box = experiment.box(with_child)
      box:start({ "sleep", "2000" })
      box:exec({ "sh", "-c", "sleep 3000 &" })
      return experiment.eventually(function()
        for _, entry in ipairs(box:ps()) do
          if entry.pid == who.pid or entry.command == who.command then
            return tostring(entry.parent)
          end
        end
      end)
    end,
    why = {
      en = "A parent outside the namespace has no number in it: 0. An orphan goes to PID 1.",
      zh = "父进程在命名空间之外，里面就没有它的编号，读出来是 0。孤儿进程归 PID 1。",
    },
  }
end

local ends = {
  { en = "exits with 0", zh = "以 0 退出", signal = "USR1", from = "inside" },
  { en = "is killed by KILL from the host", zh = "被宿主机发来的 KILL 杀死",
    signal = "KILL", from = "host" },
}
local guests = {
  { en = "says nothing about signals", zh = "没有设置任何信号", set = signal.default },
  { en = "ignores HUP and TERM", zh = "忽略了 HUP 和 TERM", set = signal.ignore },
  { en = "blocks HUP and TERM", zh = "阻塞了 HUP 和 TERM", set = signal.block },
}

local function ask_for_end(how, guest)
  return {
    question = {
      en = ("PID 1 of a box %s. Another process there %s. Which signal does it die of?")
        :format(how.en, guest.en),
      zh = ("盒子的 PID 1%s。盒子里的另一个进程%s。后者会被哪个信号杀死？"):format(how.zh, guest.zh),
    },
    choices = { "HUP", "TERM", "KILL", "none" },
    truth = function(experiment)
      local box = experiment.box(function()
        signal.handle("USR1", process.exit)
        with_child()
      end)
      local job = box:start(function()
        guest.set("HUP", "TERM")
        process.sleep(1000)
      end)
      wait_for_guest(box, experiment)
      box:kill(how.signal, how.from)
      return job:wait().signal or "none"
    end,
    why = {
      en = "However PID 1 ends, the kernel sends KILL to all that is left in its namespace.",
      zh = "不管 PID 1 怎样结束，内核都会向命名空间里剩下的所有进程发送 KILL。",
    },
  }
end

--- The pids of the sleeps below the script; `script` is its pid.
local function sleeps(box, script)
  local pids = {}
  for _, entry in ipairs(box:ps()) do
    if entry.parent == script and entry.name == "sleep" then
      pids[#pids + 1] = entry.pid
    end
  end
  return pids
end

return {
  title = { en = "What is PID 1?", zh = "PID 1 是什么？" },
  text = {
    en = [[
Firmware starts a boot loader, that starts the kernel, and the kernel at the end of its own start
runs one program: the init, process 1 (PID 1). It takes /init of an initramfs if there is one; else
what init= on its command line names; else the first that it finds of /sbin/init, /etc/init,
/bin/init and /bin/sh. On most systems that is systemd. All other programs are started by PID 1 or
by what it has started, and a process whose parent has ended becomes its child.

A container has a PID namespace of its own, and so has each box of sigbox. Pids begin at 1 again in
it, so it has a PID 1, too: an init. Seen from outside this is a process with a usual pid, and
its parent is there, outside. That parent has no pid inside: it reads 0.

When the machine's PID 1 ends, the kernel panics. When a namespace's PID 1 ends, in whatever
way, the kernel kills all other processes of the namespace.

Complete the script, so that it
  - prints its own pid and its parent's in one line, with a space between,
  - starts two children, `sleep 1000` each,
  - and exits with 3 as soon as one of them, whichever it is, has ended.
The checks run it as PID 1 and as an ordinary process. Look at it yourself:

    sigbox run FILE
    sigbox run -d --name one FILE
    sigbox ps one
    sigbox rm -f one

Ctrl-C does not end the first one, and you will soon know why: press Ctrl-Z, then type
`kill -KILL %1`.]],
    zh = [[
固件启动引导程序，引导程序启动内核，内核在启动的最后一步
运行一个程序：init。它的 pid 是 1，习惯上就叫 PID 1。如果有 initramfs，
就用其中的 /init；否则用内核命令行 init= 指定的程序；再否则
依次寻找 /sbin/init、/etc/init、/bin/init、/bin/sh，找到哪个就用哪个。如今多数系统上是 systemd。其他程序都由
PID 1 直接或间接启动，父进程先结束的进程也由它收养。

容器有自己的 PID 命名空间，sigbox 的每个盒子也有。里面的
pid 重新从 1 开始，所以里面也有 PID 1，也就是 init。
从外面看，它是个普通的进程，有普通的 pid，父进程在外面。
这个父进程在里面没有编号，读出来是 0。

整台机器的 PID 1 一旦结束，内核就会崩溃（panic）。命名空间的
PID 1 结束，不管原因是什么，内核都会杀死其中的所有进程。

请补全脚本，让它
  - 在一行里打印自己和父进程的 pid，中间用空格隔开；
  - 启动两个子进程，都是 sleep 1000；
  - 其中任何一个结束后，立刻以 3 退出。
检查时它会作为 PID 1 运行，也会作为普通进程运行。
你也可以自己看：

    sigbox run FILE
    sigbox run -d --name one FILE
    sigbox ps one
    sigbox rm -f one

Ctrl-C 结束不了第一条命令启动的盒子，原因很快就会知道：请按 Ctrl-Z，再输入 kill -KILL %1。]],
  },
  read = { "pid_namespaces(7)", "Linux init/main.c: kernel_init", "sigbox show process" },
  predict = function(choose)
    if choose({ "parent", "end" }) == "parent" then
      return ask_for_parent(choose(askers))
    end
    return ask_for_end(choose(ends), choose(guests))
  end,
  hints = {
    {
      en = "process.pid, process.parent, process.spawn and process.wait are all that is needed.",
      zh = "只需要 process.pid、process.parent、process.spawn 和 process.wait。",
    },
    {
      en = "process.wait() without a pid waits for any child, and returns when one has ended.",
      zh = "不带 pid 的 process.wait() 等待任意一个子进程，有一个结束就返回。",
    },
    {
      en = "print(process.pid() .. \" \" .. process.parent()); twice "
        .. "process.spawn({ \"sleep\", \"1000\" }); process.wait(); and `return 3` at the end.",
      zh = "print(process.pid() .. \" \" .. process.parent())，然后两次 "
        .. "process.spawn({ \"sleep\", \"1000\" })，再 process.wait()，最后 return 3。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "it says its pid and its parent's, as PID 1",
      zh = "作为 PID 1，说出自己和父进程的 pid",
    }, function()
      local pid, parent = subject.box():expect("(%d+)[ \t]+(%d+)", 2)
      assert.equal("1 0", pid .. " " .. parent, "its pid, and its parent's")
    end)

    it({
      en = "and as an ordinary process: it asks the kernel",
      zh = "作为普通进程也一样：要向内核询问",
    }, function()
      local box = subject.box({ ordinary = true })
      local pid, parent = box:expect("(%d+)[ \t]+(%d+)", 2)
      local script = box:children()[1]
      assert.equal(script .. " 1", pid .. " " .. parent, "its pid, and its parent's")
    end)

    it({ en = "it has two children and waits", zh = "有两个子进程，并且在等待" }, function()
      local box = subject.box()
      assert.equal(2, #sleeps(box, 1), "children that are called sleep")
      assert.equal("sleeping", box:status().state, "it must wait, not loop")
    end)

    for which, name in ipairs({
      { en = "it exits with 3 when its first child has ended", zh = "第一个子进程结束后以 3 退出" },
      { en = "and likewise with the second", zh = "第二个子进程结束时也一样" },
    }) do
      it(name, function()
        local box = subject.box()
        local child = sleeps(box, 1)[which]
        assert.truthy(child, "it has not started two children that are called sleep")
        box:send("TERM", "inside", child)
        assert.exited(3, box:wait(3))
      end)
    end

    it({
      en = "at its end the kernel kills the rest",
      zh = "它结束时，内核杀死其余的进程",
    }, function()
      local box = subject.box()
      local guest = box:start(function()
        signal.ignore("HUP", "INT", "TERM")
        process.sleep(1000)
      end)
      wait_for_guest(box, experiment)
      local child = sleeps(box, 1)[1]
      assert.truthy(child, "it has not started a child that is called sleep")
      box:send("TERM", "inside", child)
      assert.exited(3, box:wait(3))
      assert.killed("KILL", guest:wait())
    end)
  end,
}
