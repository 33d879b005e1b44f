-- With a handler, TERM reaches PID 1. What the handler does decides the exit status.

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
  { en = "PID 1, whose TERM handler calls process.exit(0)",
    zh = "PID 1 的 TERM 处理函数调用 process.exit(0)",
    run = with_handler(function() process.exit(0) end) },
  { en = "PID 1, whose TERM handler calls process.exit(143)",
    zh = "PID 1 的 TERM 处理函数调用 process.exit(143)",
    run = with_handler(function() process.exit(143) end) },
  { en = "PID 1, whose TERM handler returns without doing anything",
    zh = "PID 1 的 TERM 处理函数什么也不做，直接返回", run = with_handler(function() end) },
  { en = "PID 1, whose TERM handler raises a Lua error",
    zh = "PID 1 的 TERM 处理函数抛出 Lua 错误",
    run = with_handler(function() error("no") end) },
  { en = "PID 1, which has no TERM handler", zh = "PID 1 没有 TERM 处理函数", run = wait_for_ever },
  { en = "an ordinary process, which has no TERM handler", zh = "普通进程没有 TERM 处理函数",
    run = wait_for_ever, ordinary = true },
  { en = "an ordinary process, whose TERM handler calls process.exit(0)",
    zh = "普通进程的 TERM 处理函数调用 process.exit(0)",
    run = with_handler(function() process.exit(0) end), ordinary = true },
}

return {
  title = { en = "A handler for TERM", zh = "为 TERM 编写处理函数" },
  text = {
    en = [[
The kernel drops a signal for PID 1 only if the signal is at its default. A caught signal is not at
its default, so its handler runs, no matter who sends it. In C, this takes one line:

    signal(SIGTERM, on_term);  /* prints a line, calls exit(0) */

An init needs no more than this to make `docker stop` fast:

    sigbox run c-sig --send TERM
    sigbox run c-sig --send KILL --send HUP

The second command shows that other signals are still dropped.

A handler interrupts whatever the program is waiting for. When the handler returns, the program
continues: catching TERM does not end it. The handler must end the program, or set a variable that
the main loop checks. `docker wait` then prints the program's own exit code. If a signal kills the
process, `docker wait` prints 128 plus the signal number: 143 for TERM, 137 for KILL.

Complete the script, so that
  - it exits at once with code 0 on TERM, from inside and from the host,
  - as an ordinary process it also exits with code 0, and is not killed by TERM,
  - all other signals stay at their default.
The built-in init c-sig passes the same checks.]],
    zh = [[
只有处置为默认的信号，发给 PID 1 时才会被内核丢弃。被捕获的信号不是默认处置，所以
不论由谁发送，处理函数都会运行。在 C 程序里，只需要一行：

    /* on_term 打印一行，然后调用 exit(0) */
    signal(SIGTERM, on_term);

init 只要做到这一点，docker stop 就会很快完成：

    sigbox run c-sig --send TERM
    sigbox run c-sig --send KILL --send HUP

从第二条命令可以看到，其他信号仍然会被丢弃。

处理函数会打断程序正在进行的等待。处理函数返回之后，程序继续运行：
捕获 TERM 并不会结束程序。处理函数要自己结束程序，或者设置一个变量，由主循环检查。
这时 docker wait 显示的是程序自己的退出码。如果进程是被信号杀死的，
docker wait 显示 128 加信号编号：TERM 是 143，KILL 是 137。

请补全脚本，使得
  - 收到 TERM 时立刻以退出码 0 退出，不论信号来自盒子内还是宿主机；
  - 作为普通进程时，同样以退出码 0 退出，而不是被 TERM 杀死；
  - 其他信号都保持默认。
内置的 init c-sig 也能通过这些检查。]],
  },
  read = { "signal(7)", "sigaction(2)", "sigbox show c-sig" },
  predict = function(choose)
    local program = choose(programs)
    return {
      question = {
        en = ("TERM is sent to %s. If the process is still alive after the grace period, KILL "
          .. "follows, as with docker stop. What is the exit status?"):format(program.en),
        zh = ("%s。向它发送 TERM；如果宽限期过后它还活着，就再发送 KILL，和 docker stop 一样。"
          .. "退出状态是多少？"):format(program.zh),
      },
      choices = { "0", "1", "2", "137", "143" },
      truth = function(experiment)
        local box = experiment.box(program.run, { ordinary = program.ordinary })
        -- The effect of TERM is complete, so there is no need to wait for the grace period.
        box:kill("TERM")
        if box:alive() then
          box:kill("KILL", "host")
        end
        return tostring(box:wait().status)
      end,
      why = {
        en = "A process that exits has its exit code as status. A process that is killed has "
          .. "128 plus the signal number as status. After a Lua error, a script exits with 1.",
        zh = "进程自己退出时，退出状态就是它的退出码；被信号杀死时，是 128 加信号编号。"
          .. "脚本因 Lua 错误而结束时，退出码是 1。",
      },
    }
  end,
  hints = {
    {
      en = "The handler is called. Look at what happens after it returns.",
      zh = "处理函数确实被调用了。看看它返回之后会发生什么。",
    },
    {
      en = "process.exit ends the script from anywhere, even from a handler.",
      zh = "process.exit 可以在任何地方结束脚本，包括在处理函数里。",
    },
    {
      en = "Call signal.handle(\"TERM\", function() process.exit(0) end) before the loop.",
      zh = "在循环之前调用 signal.handle(\"TERM\", function() process.exit(0) end)。",
    },
  },
  check = function(subject)
    it({ en = "catches TERM and nothing else, and waits", zh = "只捕获 TERM，然后等待" }, function()
      local status = subject.box():status()
      assert.equal("TERM", table.concat(status.SigCgt, " "), "SigCgt (caught signals)")
      assert.equal("sleeping", status.state, "process state (it must wait, not busy-loop)")
    end)

    for _, from in ipairs({ "inside", "host" }) do
      it({
        en = "exits with code 0 on TERM from " .. (from == "host" and "the host" or "inside"),
        zh = ("收到%s发来的 TERM 时，以退出码 0 退出"):format(from == "host" and "宿主机" or "盒子内"),
      }, function()
        assert.effect("exited 0", subject.box():kill("TERM", from))
      end)
    end

    it({
      en = "exits with code 0 as an ordinary process, too",
      zh = "作为普通进程，也以退出码 0 退出",
    }, function()
      assert.effect("exited 0", subject.box({ ordinary = true }):kill("TERM"))
    end)

    it({
      en = "ends on docker stop without being killed",
      zh = "docker stop 不需要杀死它",
    }, function()
      local ended = subject.box():stop({ grace = 3 })
      assert.equal(false, ended.killed, "killed after the grace period")
      assert.exited(0, ended)
    end)

    it({
      en = "is not affected by HUP, INT, or KILL from inside",
      zh = "HUP、INT 和盒子内发来的 KILL 对它仍然没有作用",
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
