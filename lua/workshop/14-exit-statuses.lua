-- Exit statuses: an init exits with the status of its child.

local function run(subject, ...)
  return subject.box({ args = { ... }, wait = false }):wait(5)
end

return {
  title = { en = "Exit statuses", zh = "退出状态" },
  text = {
    en = [[
From outside a container, only the exit status of PID 1 is visible. An init that always exits with
code 0 hides every failure of the program that it runs. A restart policy or a CI job then assumes
that all went well.

A process ends in one of two ways: it exits with a code from 0 to 255, or a signal kills it.
process.wait tells you which (`code` or `signal`). For a shell and for docker, the exit status is
one number: the code, or 128 plus the signal number. For example, 143 is 128 + 15, and 15 is TERM.
An init cannot kill itself with TERM to report this, because the kernel drops TERM for PID 1. So it
exits with 128 + n instead.

Two more codes are conventions: 127 if the command does not exist, and 126 if it cannot be executed.
The third result of process.spawn tells you which ("ENOENT", "EACCES" and so on).

The script runs the command given by its arguments, and always exits with code 0. Complete it, so
that
  - it exits with its child's exit code, or with 128 plus the number of the signal that killed the
    child,
  - it exits with code 127 or 126 if the command cannot be started,
  - the exit statuses of orphans do not count. They may end before the child.]],
    zh = [[
从容器外面，只能看到 PID 1 的退出状态。如果 init 总是以退出码 0 退出，
它运行的程序不论怎样失败都会被掩盖，重启策略和 CI 就会以为一切正常。

进程的结束方式有两种：以 0 到 255 的退出码退出，或者被信号杀死。
process.wait 会告诉你是哪一种（code 或 signal）。对 shell 和 docker 来说，退出状态是一个数：
退出码，或者 128 加信号编号。例如 143 是 128 + 15，而 15 是 TERM。
init 不能用 TERM 杀死自己来表达这一点，因为发给 PID 1 的 TERM 会被内核丢弃。
所以它以退出码 128 + n 退出。

另外还有两个约定的退出码：127 表示命令不存在，126 表示命令无法执行。
process.spawn 的第三个返回值会告诉你是哪一种（"ENOENT"、"EACCES" 等）。

脚本运行由参数给出的命令，但总是以退出码 0 退出。请补全它，使得
  - 以子进程的退出码退出，或者以 128 加上杀死子进程的信号编号退出；
  - 命令无法启动时，以退出码 127 或 126 退出；
  - 孤儿进程的退出状态不算数，它们可能比子进程先结束。]],
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
        en = ("%s runs as PID 1 and starts sh -c \"%s\". What is the exit status of PID 1?")
          :format(init, command),
        zh = ("PID 1 是%s，它运行 sh -c \"%s\"。PID 1 的退出状态是多少？"):format(init, command),
      },
      choices = { "0", "3", "4", "126", "127", "137", "143" },
      truth = function(experiment)
        local args = { "--", "sh", "-c", command }
        return tostring(experiment.box(init, { args = args, wait = false }):wait().status)
      end,
      why = {
        en = "Only the low 8 bits of an exit code are kept. In a shell, in tini and in dumb-init, "
          .. "a process killed by a signal has status 128 plus the signal number. A shell "
          .. "exits with the status of its last command.",
        zh = "退出码只保留低 8 位。在 shell、tini 和 dumb-init 里，被信号杀死的进程，"
          .. "状态是 128 加信号编号。shell 以最后一条命令的状态退出。",
      },
    }
  end,
  hints = {
    {
      en = "process.wait returns a table. The value that the script returns is the exit code of "
        .. "PID 1.",
      zh = "process.wait 返回一个表。脚本 return 的值，就是 PID 1 的退出码。",
    },
    {
      en = "process.wait(child) waits only for this child. If a signal handler has run, it "
        .. "returns nil. Call it again then.",
      zh = "process.wait(child) 只等待这一个子进程。如果有信号处理函数执行过，它会返回 nil。"
        .. "这时再调用一次即可。",
    },
    {
      en = "return ended.code or 128 + ended.signal. Before that, if spawn returned no pid,\n\n   "
        .. " return errno == \"ENOENT\" and 127 or 126",
      zh = "return ended.code or 128 + ended.signal。在此之前，如果 spawn 没有返回 pid，"
        .. "就\n\n    return errno == \"ENOENT\" and 127 or 126",
    },
  },
  check = function(subject, experiment)
    it({ en = "exits with its child's exit code", zh = "以子进程的退出码退出" }, function()
      for _, code in ipairs({ 0, 1, experiment.choose({ 5, 42, 100, 254 }) }) do
        assert.exited(code, run(subject, "sh", "-c", "exit " .. code))
      end
    end)

    it({
      en = "exits with 128 plus the number of the signal that killed its child",
      zh = "以 128 加上杀死子进程的信号编号退出",
    }, function()
      for _, name in ipairs({ "TERM", "KILL", experiment.choose({ "HUP", "USR1", "ALRM" }) }) do
        local ended = run(subject, "sh", "-c", "kill -" .. name .. " $$")
        assert.exited(128 + signal.number(name), ended)
      end
    end)

    it({ en = "does not use an orphan's exit status", zh = "孤儿进程的退出状态不算数" }, function()
      -- The command leaves an orphan, which is killed before the command ends.
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

    it({
      en = "exits with 127 if the command does not exist, 126 if it cannot be executed",
      zh = "命令不存在时以 127 退出，无法执行时以 126 退出",
    }, function()
      assert.exited(127, run(subject, "/no/such/command"))
      assert.exited(126, run(subject, "/etc"))
    end)
  end,
  also = { tini = { "--" } },
}
