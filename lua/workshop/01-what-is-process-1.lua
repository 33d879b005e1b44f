-- What PID 1 is: its pid inside, its parent outside, and what happens to the other processes when
-- it ends.

--- An init that starts one child and then only waits.
local function with_child()
  process.spawn({ "sleep", "1000" })
  while true do
    signal.pause()
  end
end

--- Waits until the process that entered the box, whose parent is outside, is asleep.
local function wait_for_guest(box, experiment)
  experiment.eventually(function()
    for _, entry in ipairs(box:ps()) do
      if entry.parent == 0 and entry.pid ~= 1 then
        return entry.state == "sleeping"
      end
    end
  end)
end

--- The processes that ask for their parent, each identified by its pid or its command.
local askers = {
  { en = "PID 1", zh = "PID 1", pid = 1 },
  { en = "a child of PID 1", zh = "PID 1 的子进程", command = "sleep 1000" },
  {
    en = "a process that entered from outside, as docker exec does",
    zh = "从盒子外进入的进程（就像 docker exec）", command = "sleep 2000",
  },
  {
    en = "a process whose parent, a shell in the box, has exited",
    zh = "父进程（盒子里的一个 shell）已经退出的进程", command = "sleep 3000",
  },
}

local function ask_for_parent(who)
  return {
    question = {
      en = ("A process in a box asks for its parent's pid. The process is %s. What is the answer?")
        :format(who.en),
      zh = ("盒子里的一个进程查询父进程的 pid。这个进程是%s。结果是多少？"):format(who.zh),
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
      en = "A parent outside the PID namespace has no pid in it, so the answer is 0. PID 1 adopts "
        .. "orphans.",
      zh = "父进程在 PID 命名空间之外时，在里面没有 pid，结果就是 0。孤儿进程由 PID 1 收养。",
    },
  }
end

local ends = {
  { en = "exits with code 0", zh = "以退出码 0 退出", signal = "USR1", from = "inside" },
  { en = "is killed by KILL from the host", zh = "被宿主机发来的 KILL 杀死",
    signal = "KILL", from = "host" },
}
local guests = {
  {
    en = "leaves HUP and TERM at their default",
    zh = "对 HUP 和 TERM 保持默认处置", set = signal.default,
  },
  { en = "ignores HUP and TERM", zh = "忽略了 HUP 和 TERM", set = signal.ignore },
  { en = "blocks HUP and TERM", zh = "阻塞了 HUP 和 TERM", set = signal.block },
}

local function ask_for_end(how, guest)
  return {
    question = {
      en = ("PID 1 of a box %s. Another process in the box %s. Which signal kills that process?")
        :format(how.en, guest.en),
      zh = ("盒子的 PID 1%s。盒子里的另一个进程%s。杀死后者的是哪个信号？"):format(how.zh, guest.zh),
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
      en = "When PID 1 ends, for whatever reason, the kernel sends KILL to every process left in "
        .. "the namespace.",
      zh = "不论 PID 1 为什么结束，内核都会向命名空间里剩下的所有进程发送 KILL。",
    },
  }
end

--- The pids of the `sleep` children of the script, whose pid is `script`.
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
Firmware starts a boot loader, and the boot loader starts the kernel. After its own setup, the
kernel runs one program: the init. The init gets pid 1, so it is also called PID 1. The kernel looks
for it in this order:
  - /init of the initramfs, if there is one,
  - the program named by init= on the kernel command line,
  - /sbin/init, /etc/init, /bin/init and /bin/sh.
On most systems the init is systemd. Every other program is started by PID 1 or by one of its
descendants. When a process exits before its children, PID 1 normally adopts them.

A container has its own PID namespace, and so does every box of sigbox. Inside it, pids start again
at 1, so each box has its own PID 1: its init. Seen from outside, this process has an ordinary pid.
Its parent is outside, too. Inside, that parent has no pid, so PID 1 sees 0 as its parent's pid.

When the machine's PID 1 ends, the kernel panics. When a namespace's PID 1 ends, whether it exits or
is killed, the kernel kills every other process in the namespace.

Complete the script. It must
  - print its own pid and its parent's pid on one line, separated by a space,
  - start two children, each running `sleep 1000`,
  - exit with code 3 as soon as either child has ended.
The checks run the script as PID 1 and as an ordinary process. Try it yourself:

    sigbox run FILE
    sigbox run -d --name one FILE
    sigbox ps one
    sigbox rm -f one

Pressing Ctrl-C once does not end the first command. Exercise 3 explains why. Press Ctrl-C three
times quickly, and sigbox kills the box.]],
    zh = [[
固件启动引导程序，引导程序启动内核。内核完成自身的初始化之后，
会运行一个程序：init。它的 pid 是 1，所以也叫 PID 1。内核按以下顺序寻找它：
  - initramfs 里的 /init（如果有）；
  - 内核命令行 init= 指定的程序；
  - /sbin/init、/etc/init、/bin/init、/bin/sh。
多数系统的 init 是 systemd。其他程序都由 PID 1 或它的后代启动。
父进程先退出时，子进程通常由 PID 1 收养。

容器有自己的 PID 命名空间，sigbox 的每个盒子也有。命名空间里的 pid 重新从 1 开始，
所以每个盒子都有自己的 PID 1，也就是它的 init。从外面看，这个进程的 pid 很普通，
父进程也在外面。父进程在里面没有 pid，所以 PID 1 看到的父进程 pid 是 0。

整台机器的 PID 1 一旦结束，内核就会 panic。命名空间的 PID 1 一旦结束，
不论是退出还是被杀死，内核都会杀死命名空间里的所有其他进程。

请补全脚本。它要
  - 在一行里打印自己的 pid 和父进程的 pid，中间用空格隔开；
  - 启动两个子进程，都运行 sleep 1000；
  - 任何一个子进程结束后，立刻以退出码 3 退出。
检查时，脚本会作为 PID 1 运行，也会作为普通进程运行。你也可以自己试：

    sigbox run FILE
    sigbox run -d --name one FILE
    sigbox ps one
    sigbox rm -f one

按一次 Ctrl-C 结束不了第一条命令，原因见练习 3。快速连按三次 Ctrl-C，sigbox 就会杀死盒子。]],
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
      en = "You need only process.pid, process.parent, process.spawn and process.wait.",
      zh = "只需要 process.pid、process.parent、process.spawn 和 process.wait。",
    },
    {
      en = "process.wait() without a pid waits for any child and returns as soon as one has ended.",
      zh = "不带 pid 的 process.wait() 等待任意一个子进程，只要有一个结束就返回。",
    },
    {
      en = "print(process.pid() .. \" \" .. process.parent()), then process.spawn({ \"sleep\", "
        .. "\"1000\" }) twice, then process.wait(), and at the end `return 3`.",
      zh = "先 print(process.pid() .. \" \" .. process.parent())，"
        .. "再调用两次 process.spawn({ \"sleep\", \"1000\" })，然后 process.wait()，"
        .. "最后 return 3。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "prints its own pid and its parent's pid as PID 1",
      zh = "作为 PID 1，打印自己的 pid 和父进程的 pid",
    }, function()
      local pid, parent = subject.box():expect("(%d+)[ \t]+(%d+)", 2)
      assert.equal("1 0", pid .. " " .. parent, "its own pid and its parent's pid")
    end)

    it({
      en = "prints the actual pids as an ordinary process",
      zh = "作为普通进程，打印的也是实际的 pid",
    }, function()
      local box = subject.box({ ordinary = true })
      local pid, parent = box:expect("(%d+)[ \t]+(%d+)", 2)
      local script = box:children()[1]
      assert.equal(script .. " 1", pid .. " " .. parent, "its own pid and its parent's pid")
    end)

    it({ en = "starts two children and waits", zh = "启动两个子进程，然后等待" }, function()
      local box = subject.box()
      assert.equal(2, #sleeps(box, 1), "number of children named sleep")
      assert.equal("sleeping", box:status().state, "process state (it must wait, not busy-loop)")
    end)

    for which, name in ipairs({
      {
        en = "exits with code 3 when its first child has ended",
        zh = "第一个子进程结束后，以退出码 3 退出",
      },
      {
        en = "exits with code 3 when its second child has ended",
        zh = "第二个子进程结束后，也以退出码 3 退出",
      },
    }) do
      it(name, function()
        local box = subject.box()
        local child = sleeps(box, 1)[which]
        assert.truthy(child, "it has not started two children named sleep")
        box:send("TERM", "inside", child)
        assert.exited(3, box:wait(3))
      end)
    end

    it({
      en = "takes the remaining processes with it: the kernel kills them",
      zh = "退出后，内核杀死其余的进程",
    }, function()
      local box = subject.box()
      local guest = box:start(function()
        signal.ignore("HUP", "INT", "TERM")
        process.sleep(1000)
      end)
      wait_for_guest(box, experiment)
      local child = sleeps(box, 1)[1]
      assert.truthy(child, "it has not started a child named sleep")
      box:send("TERM", "inside", child)
      assert.exited(3, box:wait(3))
      assert.killed("KILL", guest:wait())
    end)
  end,
}
