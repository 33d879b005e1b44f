-- Keys that signal: the foreground group of a terminal, and a shell that gives it away and back.

local function await(experiment, fn)
  pcall(experiment.eventually, fn, 3)
end

--- The state of the command, PID 1's only child.
local function command(box)
  local entry = box:ps()[2]
  return entry or { state = "ended" }
end

local function await_state(box, experiment, state)
  await(experiment, function() return command(box).state == state end)
  assert.equal(state, command(box).state, "the command")
end

--- A box with a terminal, whose PID 1 runs `sleep 100`.
local function start(subject, experiment)
  local box = subject.box({ args = { "sleep", "100" }, terminal = true })
  await(experiment, function() return command(box).name == "sleep" end)
  return box
end

--- The foreground group of the terminal, and the groups of PID 1 and the command.
local function groups(box)
  local pid = command(box).pid
  local found = box:exec(function()
    local stat = io.open("/proc/1/stat"):read("a")
    local foreground = stat:match("%) %S %-?%d+ %-?%d+ %-?%d+ %-?%d+ (%-?%d+)")
    print(foreground, process.getpgid(1), process.getpgid(pid))
  end).output
  return found:match("(%S+)\t(%S+)\t(%S+)")
end

--- Stops the command by Ctrl-Z, and waits until PID 1 has the terminal, as a prompt would show.
local function stop_by_key(box, experiment)
  box:type("\26")
  await_state(box, experiment, "stopped")
  local foreground, init
  await(experiment, function()
    foreground, init = groups(box)
    return foreground == init
  end)
  assert.equal(init, foreground, "the foreground group after the stop")
end

return {
  title = { en = "The keys of a terminal", zh = "终端上的按键" },
  text = {
    en = [[
Ctrl-C is no signal to the program on the screen. The terminal has one foreground process group,
and by Ctrl-C the kernel sends INT to each of its members; by Ctrl-\ QUIT, by Ctrl-Z TSTP.
A shell gives each command a group of its own, makes it the foreground, and takes the terminal back
when the command has ended or stopped:

    process.spawn{ "vi", group = true, foreground = true }
    process.wait(child, { stopped = true })    -- exited, killed or stopped
    terminal.foreground(0, process.getpgid())  -- take it back

A process of the background that does the last gets TTOU, unless it ignores that. And TSTP stops
nobody in an orphaned group, one in which no process has its parent in another group of the
session: nobody there could wake it. PID 1's own group is such a one, and Ctrl-Z does nothing in it.

The script runs a command (its arguments) on its terminal. Complete it, as a shell with one job:
  - the command has a group of its own in the foreground, and Ctrl-C reaches it alone;
  - when Ctrl-Z has stopped it, PID 1 takes the terminal back;
  - USR1 puts it into the foreground again, and wakes it by CONT (fg);
  - when it has ended, PID 1 exits with its status.]],
    zh = [[
Ctrl-C 并不是发给屏幕上那个程序的信号。终端有一个前台进程组，
按 Ctrl-C 时内核向其中每个成员发送 INT；Ctrl-\ 发送 QUIT，Ctrl-Z 发送 TSTP。
shell 让每条命令自成一组，把它设为前台，等命令结束或停止之后再把终端收回来：

    process.spawn{ "vi", group = true, foreground = true }
    process.wait(child, { stopped = true })    -- exited、killed 或 stopped
    terminal.foreground(0, process.getpgid())  -- 收回终端

后台进程做最后这一步时会收到 TTOU，除非它忽略了这个信号。
另外，TSTP 不会停止孤儿进程组里的进程，也就是组内没有任何进程的父进程在同一会话的
另一个组里：停下来就没人能唤醒它。PID 1 自己的组就是这样，Ctrl-Z 在那里什么也不做。

脚本在它的终端上运行一条命令（它的参数）。请把它补全成只有一个作业的 shell：
  - 命令自成一组，处于前台，Ctrl-C 只到达它；
  - Ctrl-Z 让它停止之后，PID 1 收回终端；
  - USR1 把它重新放到前台，并用 CONT 唤醒它（相当于 fg）；
  - 它结束之后，PID 1 以它的状态退出。]],
  },
  read = { "credentials(7)", "tcsetpgrp(3)", "setpgid(2)", "sigbox show terminal-keys" },
  predict = function(choose)
    local key = choose({ "Ctrl-C", "Ctrl-\\", "Ctrl-Z" })
    local place = choose({ "same", "foreground", "background" })
    local places = {
      same = { en = "in PID 1's own group", zh = "在 PID 1 自己的组里" },
      foreground = { en = "in a group of its own, in the foreground", zh = "自成一组，处于前台" },
      background = { en = "in a group of its own, in the background", zh = "自成一组，处于后台" },
    }
    return {
      question = {
        en = ("PID 1 has a terminal, and a child %s. All signals are at their default. You type "
          .. "%s. What becomes of the child?"):format(places[place].en, key),
        zh = ("PID 1 有一个终端，还有一个子进程%s，所有信号的处置都是默认。"
          .. "你按下%s。子进程会怎样？"):format(places[place].zh, key),
      },
      choices = { "killed", "stopped", "nothing" },
      truth = function(experiment)
        local box = experiment.box(function()
          local group = place ~= "same"
          process.spawn({
            "sh", "-c", "trap 'echo lives' USR1; echo ready; while :; do :; done",
            group = group, foreground = place == "foreground",
          })
          while true do process.sleep(100) end
        end, { terminal = true, ready = "ready" })
        box:type(({ ["Ctrl-C"] = "\3", ["Ctrl-\\"] = "\28", ["Ctrl-Z"] = "\26" })[key])
        -- The terminal shows the key when its signal is sent.
        box:expect("%^")
        box:send("USR1", "inside", command(box).pid)
        return experiment.eventually(function()
          local state = command(box).state
          return state == "zombie" and "killed" or state == "stopped" and "stopped"
            or box:output():find("lives") and "nothing"
        end)
      end,
      why = {
        en = "A key reaches the foreground group alone. INT and QUIT kill its members, but for PID "
          .. "1; TSTP stops them, but not in an orphaned group as PID 1's.",
        zh = "按键只到达前台进程组。INT 和 QUIT 杀死其中的成员，PID 1 除外；TSTP 让它们停止，"
          .. "但在孤儿进程组（例如 PID 1 的组）里不起作用。",
      },
    }
  end,
  hints = {
    {
      en = "The group and the foreground are fields of the command that process.spawn gets.",
      zh = "进程组和前台都是传给 process.spawn 的命令表里的字段。",
    },
    {
      en = "process.wait tells of a stop only with { stopped = true }; then go on waiting. Taking "
        .. "the terminal back from the background needs signal.ignore(\"TTOU\"), best after the "
        .. "spawn, for commands inherit it.",
      zh = "只有加上 { stopped = true }，process.wait 才会报告停止；之后要继续等待。"
        .. "从后台收回终端需要 signal.ignore(\"TTOU\")，最好放在 spawn 之后，因为命令会继承它。",
    },
    {
      en = "At USR1: terminal.foreground(0, child), then signal.kill(-child, \"CONT\"). At a stop: "
        .. "terminal.foreground(0, process.getpgid()).",
      zh = "收到 USR1 时：terminal.foreground(0, child)，然后 signal.kill(-child, \"CONT\")。"
        .. "停止时：terminal.foreground(0, process.getpgid())。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "the command has the foreground, in a group of its own", zh = "命令自成一组，处于前台",
    }, function()
      local foreground, init, of_command = groups(start(subject, experiment))
      assert.truthy(init ~= of_command, "the command is in PID 1's own group")
      assert.equal(of_command, foreground, "the foreground group of the terminal")
    end)

    it({ en = "Ctrl-C ends it, and PID 1 with 130", zh = "Ctrl-C 让它结束，PID 1 以 130 退出" }, function()
      local box = start(subject, experiment)
      box:type("\3")
      assert.exited(130, box:wait(3))
    end)

    it({
      en = "Ctrl-Z stops it, and PID 1 takes the terminal", zh = "Ctrl-Z 让它停止，PID 1 收回终端",
    }, function()
      local box = start(subject, experiment)
      stop_by_key(box, experiment)
      assert.alive(box)
    end)

    it({ en = "USR1 puts it into the foreground and wakes it", zh = "USR1 把它放到前台并唤醒" }, function()
      local box = start(subject, experiment)
      stop_by_key(box, experiment)
      assert.effect("handled", box:kill("USR1"))
      await_state(box, experiment, "sleeping")
      local foreground, _, of_command = groups(box)
      assert.equal(of_command, foreground, "the foreground group after USR1")
      -- The key reaches it again.
      box:type("\28")
      assert.exited(131, box:wait(3))
    end)
  end,
}
