-- A handler makes PID 1 take TERM; what it then does decides the exit status.

local function wait_for_ever()
  while true do
    process.sleep(100)
  end
end

local function with_handler(handler)
  return function()
    signal.handle("TERM", handler)
    wait_for_ever()
  end
end

local programs = {
  { en = "PID 1, whose handler of TERM calls process.exit(0)",
    zh = "PID 1 的 TERM 处理函数调用 process.exit(0)",
    run = with_handler(function() process.exit(0) end) },
  { en = "PID 1, whose handler of TERM calls process.exit(143)",
    zh = "PID 1 的 TERM 处理函数调用 process.exit(143)",
    run = with_handler(function() process.exit(143) end) },
  { en = "PID 1, whose handler of TERM does nothing and returns",
    zh = "PID 1 的 TERM 处理函数什么也不做就返回", run = with_handler(function() end) },
  { en = "PID 1, whose handler of TERM raises a Lua error",
    zh = "PID 1 的 TERM 处理函数引发 Lua 错误",
    run = with_handler(function() error("no") end) },
  { en = "PID 1 without a handler", zh = "PID 1 没有处理函数", run = wait_for_ever },
  { en = "an ordinary process without a handler", zh = "普通进程没有处理函数",
    run = wait_for_ever, ordinary = true },
  { en = "an ordinary process, whose handler of TERM calls process.exit(0)",
    zh = "普通进程的 TERM 处理函数调用 process.exit(0)",
    run = with_handler(function() process.exit(0) end), ordinary = true },
}

return {
  title = { en = "A handler for TERM", zh = "为 TERM 写一个处理函数" },
  text = {
    en = [[
The protection of PID 1 has one condition: the signal must be at its default. One that is caught
is not, and so the handler runs, wherever the signal comes from. That is the C program with

    signal(SIGTERM, on_term);  /* prints a line, calls exit(0) */

and all that an init needs for `docker stop` to be quick:

    sigbox run c-sig --send TERM
    sigbox run c-sig --send KILL --send HUP

The second shows that the other signals fare as before.

A handler interrupts what the program waits in. When it returns the program goes on: catching TERM
is not ending. It is the handler that must end the program, or set something that the main loop
looks at. What `docker wait` shows is then the program's own exit code. When a signal kills a
process it is 128 and the number of the signal: 143 for TERM, 137 for KILL.

Complete the script, so that
  - TERM ends it at once with exit code 0, from inside and from the host,
  - as an ordinary process, too: by its own exit, not killed,
  - all other signals stay at their default.
The checks are passed by the built-in c-sig as well.]],
    zh = [[
对 PID 1 的保护有一个条件：信号的处置是默认。被捕获的信号
不符合这个条件，所以不论信号从哪里来，处理函数都会运行。
带有这样一行的 C 程序就是如此：

    /* on_term 打印一行，然后调用 exit(0) */
    signal(SIGTERM, on_term);

要让 docker stop 很快完成，init 只需要做到这一点：

    sigbox run c-sig --send TERM
    sigbox run c-sig --send KILL --send HUP

从第二条命令可以看到，其他信号照旧。

处理函数会打断程序正在进行的等待。它返回之后，程序继续运行：
捕获 TERM 并不等于结束。要由处理函数来结束程序，或者设一个
标志让主循环去看。这时 docker wait 显示的是程序自己的
退出码。如果进程是被信号杀死的，显示的就是 128 加信号编号：
TERM 是 143，KILL 是 137。

请补全脚本，使得
  - 不论从盒子内还是从宿主机发来 TERM，都立刻以 0 退出；
  - 作为普通进程也一样：自己退出，而不是被杀死；
  - 其他信号都保持默认。
内置的 c-sig 也能通过这些检查。]],
  },
  read = { "signal(7)", "sigaction(2)", "sigbox show c-sig" },
  predict = function(choose)
    local program = choose(programs)
    return {
      question = {
        en = ("TERM is sent to %s; KILL follows if it still lives after the grace, as docker stop "
          .. "does. Which exit status is seen?"):format(program.en),
        zh = ("%s。向它发送 TERM，过了宽限期还活着就发送 KILL（docker stop 就是这样）。"
          .. "看到的退出状态是多少？"):format(program.zh),
      },
      choices = { "0", "1", "2", "137", "143" },
      truth = function(experiment)
        local box = experiment.box(program.run, { ordinary = program.ordinary })
        -- Nothing more happens once the effect of TERM is over: no need to wait for the grace.
        box:kill("TERM")
        if box:alive() then
          box:kill("KILL", "host")
        end
        return tostring(box:wait().status)
      end,
      why = {
        en = "An exit code of its own where it exits; 128 and the signal's number where one kills "
          .. "it; 1 is how a script ends of an error.",
        zh = "自己退出时是它的退出码；被信号杀死时是 128 加信号编号；"
          .. "脚本因错误而结束时是 1。",
      },
    }
  end,
  hints = {
    {
      en = "The handler is called, but look at what happens when it has returned.",
      zh = "处理函数确实被调用了，但请看它返回之后发生了什么。",
    },
    {
      en = "process.exit ends the script from anywhere, also from a handler.",
      zh = "process.exit 可以在任何地方结束脚本，在处理函数里也行。",
    },
    {
      en = "signal.handle(\"TERM\", function() process.exit(0) end), before the loop.",
      zh = "在循环之前写 signal.handle(\"TERM\", function() process.exit(0) end)。",
    },
  },
  check = function(subject)
    it({ en = "TERM alone is caught, and it waits", zh = "只捕获 TERM，并且在等待" }, function()
      local status = subject.box():status()
      assert.equal("TERM", table.concat(status.SigCgt, " "), "SigCgt, what is caught")
      assert.equal("sleeping", status.state, "it must wait, not loop")
    end)

    for _, from in ipairs({ "inside", "host" }) do
      it({
        en = ("TERM from %s ends it with 0"):format(from == "host" and "the host" or "inside"),
        zh = from == "host" and "宿主机发来的 TERM 使它以 0 退出" or "盒子内发来的 TERM 使它以 0 退出",
      }, function()
        assert.effect("exited 0", subject.box():kill("TERM", from))
      end)
    end

    it({
      en = "as an ordinary process it exits with 0, too",
      zh = "作为普通进程也以 0 退出",
    }, function()
      assert.effect("exited 0", subject.box({ ordinary = true }):kill("TERM"))
    end)

    it({ en = "docker stop need not kill it", zh = "docker stop 不必杀死它" }, function()
      local ended = subject.box():stop({ grace = 3 })
      assert.equal(false, ended.killed, "it has outlived the grace, and KILL was sent")
      assert.exited(0, ended)
    end)

    it({
      en = "HUP and INT, and KILL from inside, are dropped as before",
      zh = "HUP、INT 和盒子内发来的 KILL 照旧被丢弃",
    }, function()
      local box = subject.box()
      for _, name in ipairs({ "HUP", "INT", "KILL" }) do
        assert.effect("dropped", box:kill(name))
      end
      assert.alive(box)
    end)
  end,
  also = { ["c-sig"] = {} },
}
