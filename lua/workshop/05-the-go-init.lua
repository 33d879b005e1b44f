-- The Go runtime catches signals that nobody asked it to: why TERM ends a Go program with status 2.

local roles = {
  { en = "PID 1", zh = "PID 1" },
  { en = "an ordinary process", zh = "普通进程", ordinary = true },
}
local names = { "HUP", "INT", "QUIT", "TERM", "USR1", "KILL" }

return {
  title = {
    en = "The Go init: handlers that nobody asked for", zh = "Go 的 init：不请自来的处理函数",
  },
  text = {
    en = [[
This is a Go program that only sleeps. It never heard of os/signal:

    func main() { fmt.Println("sleeping"); time.Sleep(100 * time.Second) }

As PID 1 it should fare as the C program without handlers. But TERM ends it, with exit status 2:

    sigbox run go --send KILL --send TERM
    sigbox probe go

The second tries all 64 signals, on PID 1 and on an ordinary process.

SigCgt says why: the Go runtime catches nearly all signals before main begins. What is caught is not
at its default, so the kernel delivers it. For HUP, INT and TERM the handler of the runtime wants
the program to die as if there were no handler, so that its parent sees which signal it was:
  1. it puts the default back and sends the signal to itself again;
  2. an ordinary process is killed by that, and nothing more runs;
  3. for PID 1 the kernel drops it, for now it is at its default. The handler runs on, to its
     last line, which nobody expected to be reached: exit(2).
For QUIT and for crashes it prints where all goroutines are, and exits with 2 in either case. USR1
and others it catches, and does nothing.

Complete the script: it has handlers for these five, and one of them does too little.
  - HUP, INT, TERM: exit with 2 as PID 1; an ordinary process is killed by that very signal.
  - QUIT exits with 2, USR1 does nothing. It is the same code for both: do not ask for the pid.
The checks are passed by the built-in go as well.]],
    zh = [[
下面是一个只会睡觉的 Go 程序，它从没听说过 os/signal：

    func main() {
        fmt.Println("sleeping")
        time.Sleep(100 * time.Second)
    }

作为 PID 1，它本该和没有处理函数的 C 程序一样。
可是 TERM 能结束它，退出状态是 2：

    sigbox run go --send KILL --send TERM
    sigbox probe go

第二条命令会试遍 64 个信号，并拿 PID 1 与普通进程对照。

SigCgt 说明了原因：main 开始之前，Go 运行时已经捕获了几乎
所有信号。被捕获的信号不再是默认处置，内核就会递送它。
对 HUP、INT 和 TERM，运行时的处理函数想让程序像没有处理函数
那样死去，好让父进程看到是哪个信号：
  1. 它恢复默认处置，再向自己发送一次这个信号；
  2. 普通进程就此被杀死，后面的代码不再运行；
  3. 对 PID 1，信号此时是默认处置，内核把它丢弃。
     处理函数继续运行，到了本以为到不了的最后一行：exit(2)。
对 QUIT 和崩溃类信号，它打印所有 goroutine 的位置，然后
一律以 2 退出。USR1 等信号被捕获，但什么都不做。

请补全脚本：这五个信号都有处理函数，其中一个做得不够。
  - HUP、INT、TERM：作为 PID 1，以 2 退出；
    作为普通进程，被这个信号本身杀死；
  - QUIT 以 2 退出，USR1 什么都不做。
    两种情况用同一段代码，不要去看 pid。
内置的 go 也能通过这些检查。]],
  },
  read = {
    "signal(7)", "sigaction(2)", "sigbox show go", "Go runtime/signal_unix.go: dieFromSignal",
  },
  predict = function(choose)
    local name, role = choose(names), choose(roles)
    return {
      question = {
        en = ("The built-in init go runs as %s. %s comes from inside. What becomes of it?")
          :format(role.en, name),
        zh = ("内置的 init go 作为%s运行，从盒子内发来%s。结果如何？"):format(role.zh, name),
      },
      choices = { "handled", "dropped", "exited", "killed" },
      truth = function(experiment)
        return experiment.box("go", { ordinary = role.ordinary }):kill(name).verdict
      end,
      why = {
        en = "HUP, INT and TERM are sent again at their default: that kills an ordinary process, "
          .. "and is dropped for PID 1, which then exits with 2. QUIT exits in either case, "
          .. "USR1 is caught and nothing more. KILL cannot be caught.",
        zh = "HUP、INT 和 TERM 会以默认处置再发一次：普通进程被杀死；"
          .. "对 PID 1 则被丢弃，随后以 2 退出。QUIT 一律退出，"
          .. "USR1 只是被捕获，KILL 无法捕获。",
      },
    }
  end,
  hints = {
    {
      en = "Three steps are needed before process.exit(2), and the order matters.",
      zh = "process.exit(2) 之前需要三步，顺序不能乱。",
    },
    {
      en = "While a handler runs, its own signal is blocked. A signal that is sent then is pending "
        .. "until the handler returns, which this one never does.",
      zh = "处理函数运行时，它自己的信号是阻塞的。这时再发这个信号，要等处理函数返回才会递送，"
        .. "而这个处理函数永远不返回。",
    },
    {
      en = "signal.default(name), signal.unblock(name), signal.raise(name), process.exit(2).",
      zh = "依次是 signal.default(name)、signal.unblock(name)、signal.raise(name)、"
        .. "process.exit(2)。",
    },
  },
  check = function(subject)
    it({
      en = "HUP, INT, QUIT, TERM and USR1 are caught, and it waits",
      zh = "捕获 HUP、INT、QUIT、TERM 和 USR1，并且在等待",
    }, function()
      local status = subject.box():status()
      local missing = {}
      for _, name in ipairs({ "HUP", "INT", "QUIT", "TERM", "USR1" }) do
        missing[#missing + 1] = not status.SigCgt[name] and name or nil
      end
      assert.equal("", table.concat(missing, " "), "not caught, though it should be")
      assert.equal("sleeping", status.state, "it must wait, not loop")
    end)

    it({
      en = "as PID 1 it exits with 2 at HUP, INT, QUIT and TERM",
      zh = "作为 PID 1，收到 HUP、INT、QUIT、TERM 都以 2 退出",
    }, function()
      for _, name in ipairs({ "HUP", "INT", "QUIT", "TERM" }) do
        assert.effect("exited 2", subject.box():kill(name))
      end
      assert.effect("exited 2", subject.box():kill("TERM", "host"))
    end)

    it({
      en = "as an ordinary process it is killed by HUP, INT and TERM themselves",
      zh = "作为普通进程，被 HUP、INT、TERM 本身杀死",
    }, function()
      for _, name in ipairs({ "HUP", "INT", "TERM" }) do
        assert.effect("killed " .. name, subject.box({ ordinary = true }):kill(name))
      end
    end)

    it({
      en = "an ordinary process exits with 2 at QUIT, too",
      zh = "作为普通进程，收到 QUIT 也以 2 退出",
    }, function()
      assert.effect("exited 2", subject.box({ ordinary = true }):kill("QUIT"))
    end)

    it({
      en = "USR1 and KILL from inside do not end it",
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
