-- Exit statuses: an init ends as its child did.

local function run(subject, ...)
  return subject.box({ args = { ... }, wait = false }):wait(5)
end

return {
  title = { en = "Exit statuses", zh = "退出状态" },
  text = {
    en = [[
Whoever started the container sees the exit status of PID 1 only. An init that always exits with 0
hides every failure of the program that it runs; its restart policy and CI then believe that all
went well.

A process ends in one of two ways: it exits, with a code from 0 to 255, or a signal kills it.
process.wait tells them apart (`code` or `signal`). For a shell, and for docker, it is one number:
the code, or 128 and the signal's number: 143 is 128 + 15, TERM. An init cannot kill itself by TERM
to say so (the kernel drops that for PID 1), so it exits with 128 + n.

Two more numbers are custom: 127 for a command that is not there, 126 for one that cannot be run.
process.spawn says which (its third result: "ENOENT", "EACCES" and so on).

The script runs a command (its arguments), and exits with 0 whatever happens. Complete it:
  - it exits with its child's code, or with 128 and the signal that killed it;
  - with 127 or 126 where the command cannot be started;
  - orphans may end earlier than the child: their statuses do not count.]],
    zh = [[
启动容器的人只看得到 PID 1 的退出状态。总是以 0 退出的 init 会掩盖它所运行程序的一切失败，
重启策略和 CI 就会以为一切正常。

进程的结束方式只有两种：自己退出，带着 0 到 255 的退出码；或者被信号杀死。
process.wait 会区分两者（code 或 signal）。对 shell 和 docker 来说，它们合成一个数：
退出码，或者 128 加信号编号，例如 143 就是 128 + 15，即 TERM。
init 没法用 TERM 杀死自己来表达这一点（发给 PID 1 的 TERM 会被内核丢弃），所以它以 128 + n 退出。

还有两个约定俗成的数：127 表示命令不存在，126 表示命令无法执行。
process.spawn 会说明是哪一种（第三个返回值："ENOENT"、"EACCES" 等）。

脚本运行一条命令（它的参数），现在不论发生什么都以 0 退出。请补全它：
  - 以子进程的退出码退出，或者以 128 加上杀死它的信号编号退出；
  - 命令无法启动时，以 127 或 126 退出；
  - 孤儿进程可能比子进程先结束：它们的状态不算数。]],
  },
  read = { "wait(2)", "bash(1), EXIT STATUS", "sigbox show exit-statuses" },
  predict = function(choose)
    local init = choose({ "tini", "dumb-init" })
    local command = choose({
      "exit 3", "exit 256", "exit 259", "kill -TERM $$", "kill -KILL $$", "no-such-command", "/etc",
      "sh -c 'exit 4'; :", "sh -c 'kill -TERM $$'",
    })
    return {
      question = {
        en = ("%s runs as PID 1, and below it: sh -c \"%s\". What is the exit status of PID 1?")
          :format(init, command),
        zh = ("PID 1 是%s，它运行 sh -c \"%s\"。PID 1 的退出状态是多少？"):format(init, command),
      },
      choices = { "0", "3", "4", "126", "127", "137", "143" },
      truth = function(experiment)
        local args = { "--", "sh", "-c", command }
        return tostring(experiment.box(init, { args = args, wait = false }):wait().status)
      end,
      why = {
        en = "Of an exit code 8 bits are left. Who a signal killed counts as 128 and its number, "
          .. "in a shell, in tini and in dumb-init. A shell exits with the status of its last "
          .. "command.",
        zh = "退出码只保留 8 位。被信号杀死的，在 shell、tini 和 dumb-init 里都算作 128 加信号编号。"
          .. "shell 以它最后一条命令的状态退出。",
      },
    }
  end,
  hints = {
    {
      en = "process.wait returns a table. What the script returns is the exit code of PID 1.",
      zh = "process.wait 返回一个表。脚本 return 的值就是 PID 1 的退出码。",
    },
    {
      en = "process.wait(child) waits for this child only. It returns nil where a handler of a "
        .. "signal ran: try again then.",
      zh = "process.wait(child) 只等待这一个子进程。有信号处理函数执行过时它返回 nil："
        .. "再等一次即可。",
    },
    {
      en = "return ended.code or 128 + ended.signal; and before that, where spawn gave no pid,\n\n"
        .. "    return errno == \"ENOENT\" and 127 or 126",
      zh = "return ended.code or 128 + ended.signal；而在此之前，spawn 没有给出 pid 时\n\n"
        .. "    return errno == \"ENOENT\" and 127 or 126",
    },
  },
  check = function(subject, experiment)
    it({ en = "it exits with its child's code", zh = "以子进程的退出码退出" }, function()
      for _, code in ipairs({ 0, 1, experiment.choose({ 5, 42, 100, 254 }) }) do
        assert.exited(code, run(subject, "sh", "-c", "exit " .. code))
      end
    end)

    it({ en = "or with 128 and the signal that killed it", zh = "或者以 128 加信号编号退出" }, function()
      for _, name in ipairs({ "TERM", "KILL", experiment.choose({ "HUP", "USR1", "ALRM" }) }) do
        local ended = run(subject, "sh", "-c", "kill -" .. name .. " $$")
        assert.exited(128 + signal.number(name), ended)
      end
    end)

    it({ en = "an orphan's status does not count", zh = "孤儿进程的状态不算数" }, function()
      -- The command leaves an orphan that ends first, and goes on when PID 1 lets it.
      local box = subject.box({ args = { "sh", "-c", [[
        trap 'exit 6' USR1
        sh -c 'sleep 100 & :'
        echo ready; while :; do sleep 100 & wait $!; done]] }, ready = "ready" })
      local pids = experiment.eventually(function()
        local found = {}
        for _, entry in ipairs(box:ps()) do
          if entry.parent == 1 then found[entry.name] = entry.pid end
        end
        return found.sleep and found.sh and found
      end)
      box:send("KILL", "inside", pids.sleep)
      box:send("USR1", "inside", pids.sh)
      assert.exited(6, box:wait(5))
    end)

    it({ en = "127: it is not there; 126: it cannot be run", zh = "127：不存在；126：无法执行" }, function()
      assert.exited(127, run(subject, "/no/such/command"))
      assert.exited(126, run(subject, "/etc"))
    end)
  end,
  also = { tini = { "--" } },
}
