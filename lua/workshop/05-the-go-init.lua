-- The Go runtime catches signals without being told to, so TERM ends a Go program with status 2.

local roles = {
  { en = "PID 1", zh = "PID 1" },
  { en = "an ordinary process", zh = "普通进程", ordinary = true },
}
local names = { "HUP", "INT", "QUIT", "TERM", "USR1", "KILL" }

return {
  title = {
    en = "Go as PID 1: handlers you did not write", zh = "Go 程序作为 PID 1："
      .. "运行时自带的处理函数",
  },
  text = {
    en = [[
This Go program only sleeps. It does not use os/signal:

    func main() { fmt.Println("sleeping"); time.Sleep(100 * time.Second) }

As PID 1 it should behave like the C program without handlers. But TERM ends it, with exit status 2:

    sigbox run go --send KILL --send TERM
    sigbox probe go

The second command tries all 64 signals, on PID 1 and on an ordinary process.

SigCgt shows why: the Go runtime catches nearly all signals before main starts. A caught signal is
not at its default, so the kernel delivers it. On HUP, INT and TERM, the runtime's handler tries to
let the signal kill the process, so that the parent process sees which signal it was:
  1. The handler restores the default disposition and sends the signal to itself again.
  2. This kills an ordinary process, and the handler never continues.
  3. For PID 1, the signal is now at its default, so the kernel drops it. The handler continues to
     its last line, which was never meant to be reached: exit(2).
On QUIT and on crash signals, the runtime prints the stacks of all goroutines and exits with code 2,
as PID 1 and as an ordinary process. It also catches USR1 and some other signals, but does nothing
on them.

Complete the script. It has handlers for five signals, but the function `die` is not complete.
  - On HUP, INT and TERM it exits with code 2 as PID 1. As an ordinary process it is killed by that
    signal.
  - On QUIT it exits with code 2. On USR1 it does nothing.
  - The same code must work in both cases. Do not check the pid.
The built-in init go passes the same checks.]],
    zh = [[
下面的 Go 程序只会睡眠，没有使用 os/signal：

    func main() {
        fmt.Println("sleeping")
        time.Sleep(100 * time.Second)
    }

作为 PID 1，它本该和没有处理函数的 C 程序一样。可是 TERM 能结束它，退出状态是 2：

    sigbox run go --send KILL --send TERM
    sigbox probe go

第二条命令会在 PID 1 和普通进程上试遍 64 个信号。

SigCgt 说明了原因：在 main 开始之前，Go 运行时就捕获了几乎所有信号。
被捕获的信号不是默认处置，所以内核会递送它。收到 HUP、INT 或 TERM 时，
运行时的处理函数想让进程被这个信号杀死，好让父进程看到是哪个信号：
  1. 处理函数恢复默认处置，再向自己发送一次这个信号；
  2. 普通进程就此被杀死，处理函数不再继续；
  3. 对 PID 1，信号此时是默认处置，内核会丢弃它。
     处理函数继续运行，执行到本来不应该到达的最后一行：exit(2)。
收到 QUIT 和崩溃类信号时，运行时打印所有 goroutine 的调用栈，然后以退出码 2 退出，
PID 1 和普通进程都一样。USR1 等信号也被捕获，但什么都不做。

请补全脚本。五个信号的处理函数都已经有了，但函数 die 还不完整。
  - 收到 HUP、INT 或 TERM 时：作为 PID 1，以退出码 2 退出；
    作为普通进程，被这个信号杀死；
  - 收到 QUIT 时以退出码 2 退出；收到 USR1 时什么都不做；
  - 同一段代码要适用于两种情况，不要检查 pid。
内置的 init go 也能通过这些检查。]],
  },
  read = {
    "signal(7)", "sigaction(2)", "sigbox show go", "Go runtime/signal_unix.go: dieFromSignal",
  },
  predict = function(choose)
    local name, role = choose(names), choose(roles)
    return {
      question = {
        en = ("The built-in init go runs as %s. %s is sent from inside the box. What is the "
          .. "effect?")
          :format(role.en, name),
        zh = ("内置的 init go 作为%s运行，从盒子内发来%s。效果是什么？"):format(role.zh, name),
      },
      choices = { "handled", "dropped", "exited", "killed" },
      truth = function(experiment)
        return experiment.box("go", { ordinary = role.ordinary }):kill(name).verdict
      end,
      why = {
        en = "The runtime sends HUP, INT and TERM again at their default. This kills an ordinary "
          .. "process. For PID 1 the kernel drops the signal, and the program exits with 2. On "
          .. "QUIT it always exits. USR1 is caught without any further effect. KILL cannot be "
          .. "caught.",
        zh = "运行时会以默认处置重新发送 HUP、INT 和 TERM：普通进程被杀死；对 PID 1，"
          .. "内核丢弃信号，程序随后以退出码 2 退出。收到 QUIT 总是退出。USR1 只是被捕获，"
          .. "没有别的效果。KILL 无法捕获。",
      },
    }
  end,
  hints = {
    {
      en = "Three steps are missing before process.exit(2), and their order matters.",
      zh = "process.exit(2) 之前还缺三步，而且顺序很重要。",
    },
    {
      en = "While a handler runs, its own signal is blocked. If the signal is sent again, it "
        .. "stays pending until the handler returns. This handler never returns.",
      zh = "处理函数运行时，它自己的信号是阻塞的。这时再发送这个信号，要等处理函数返回才会递送，"
        .. "而这个处理函数永远不会返回。",
    },
    {
      en = "signal.default(name), signal.unblock(name), signal.raise(name), process.exit(2).",
      zh = "依次是 signal.default(name)、signal.unblock(name)、signal.raise(name)、"
        .. "process.exit(2)。",
    },
  },
  check = function(subject)
    it({
      en = "catches HUP, INT, QUIT, TERM and USR1, and waits",
      zh = "捕获 HUP、INT、QUIT、TERM 和 USR1，然后等待",
    }, function()
      local status = subject.box():status()
      local missing = {}
      for _, name in ipairs({ "HUP", "INT", "QUIT", "TERM", "USR1" }) do
        missing[#missing + 1] = not status.SigCgt[name] and name or nil
      end
      assert.equal("", table.concat(missing, " "), "signals that should be caught but are not")
      assert.equal("sleeping", status.state, "process state (it must wait, not busy-loop)")
    end)

    it({
      en = "exits with code 2 on HUP, INT, QUIT and TERM as PID 1",
      zh = "作为 PID 1，收到 HUP、INT、QUIT、TERM 都以退出码 2 退出",
    }, function()
      for _, name in ipairs({ "HUP", "INT", "QUIT", "TERM" }) do
        assert.effect("exited 2", subject.box():kill(name))
      end
      assert.effect("exited 2", subject.box():kill("TERM", "host"))
    end)

    it({
      en = "is killed by HUP, INT and TERM as an ordinary process",
      zh = "作为普通进程，会被 HUP、INT、TERM 杀死",
    }, function()
      for _, name in ipairs({ "HUP", "INT", "TERM" }) do
        assert.effect("killed " .. name, subject.box({ ordinary = true }):kill(name))
      end
    end)

    it({
      en = "exits with code 2 on QUIT as an ordinary process, too",
      zh = "作为普通进程，收到 QUIT 也以退出码 2 退出",
    }, function()
      assert.effect("exited 2", subject.box({ ordinary = true }):kill("QUIT"))
    end)

    it({
      en = "survives USR1, and KILL from inside",
      zh = "USR1 和盒子内发来的 KILL 结束不了它",
    }, function()
      local box = subject.box()
      assert.effect("handled", box:kill("USR1"))
      assert.effect("dropped", box:kill("KILL"))
      assert.alive(box)
    end)
  end,
  also = { go = {} },
}
