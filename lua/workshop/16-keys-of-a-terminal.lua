-- Keys that send signals to the foreground group, and a shell that hands the terminal over and
-- takes it back.

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
  assert.equal(state, command(box).state, "state of the command")
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

--- Stops the command with Ctrl-Z, and waits until PID 1 has taken the terminal back.
local function stop_by_key(box, experiment)
  box:type("\26")
  await_state(box, experiment, "stopped")
  local foreground, init
  await(experiment, function()
    foreground, init = groups(box)
    return foreground == init
  end)
  assert.equal(init, foreground, "foreground group after the stop")
end

return {
  title = { en = "Terminal keys and the foreground process group", zh = "终端按键与前台进程组" },
  text = {
    en = [[
A terminal has one foreground process group. When you press Ctrl-C, the kernel sends INT to every
process in this group. Ctrl-\ sends QUIT, and Ctrl-Z sends TSTP.

A shell starts each command in its own group, and makes that group the foreground group. When the
command has ended or stopped, the shell takes the terminal back:

    process.spawn{ "vi", group = true, foreground = true }
    process.wait(child, { stopped = true })    -- exited, killed or stopped
    terminal.foreground(0, process.getpgid())  -- take it back

When a background process takes the terminal back, it gets TTOU, unless it ignores TTOU.

TSTP does not stop a process in an orphaned process group. A group is orphaned if none of its
processes has a parent in another group of the same session: nobody could continue a stopped process
there. PID 1's own group is orphaned, so Ctrl-Z does nothing in it.

The script runs the command given by its arguments on its terminal. Complete it as a shell with one
job, so that
  - the command runs in its own group in the foreground, and Ctrl-C reaches only this group,
  - PID 1 takes the terminal back when Ctrl-Z has stopped the command,
  - on USR1, PID 1 puts the command into the foreground again and sends CONT to it (like fg),
  - PID 1 exits with the command's status when the command has ended.]],
    zh = [[
终端有一个前台进程组。按下 Ctrl-C 时，内核向这个组里的每个进程发送 INT；
Ctrl-\ 发送 QUIT，Ctrl-Z 发送 TSTP。

shell 让每条命令自成一组，并把这个组设为前台进程组。命令结束或停止之后，shell 再收回终端：

    process.spawn{ "vi", group = true, foreground = true }
    process.wait(child, { stopped = true })    -- exited、killed 或 stopped
    terminal.foreground(0, process.getpgid())  -- 收回终端

后台进程收回终端时会收到 TTOU，除非它忽略 TTOU。

TSTP 不会停止孤儿进程组里的进程。如果组里没有一个进程的父进程在同一会话的另一个组里，
这个组就是孤儿进程组：其中的进程一旦停止，就没有人能让它继续。
PID 1 自己的组就是孤儿进程组，所以 Ctrl-Z 在那里不起作用。

脚本在它的终端上运行由参数给出的命令。请把它补全成只有一个作业的 shell，使得
  - 命令自成一组，在前台运行，Ctrl-C 只到达这个组；
  - Ctrl-Z 停止命令之后，PID 1 收回终端；
  - 收到 USR1 时，PID 1 把命令重新放到前台，并向它发送 CONT（相当于 fg）；
  - 命令结束之后，PID 1 以命令的状态退出。]],
  },
  read = { "credentials(7)", "tcsetpgrp(3)", "setpgid(2)", "sigbox show terminal-keys" },
  predict = function(choose)
    local key = choose({ "Ctrl-C", "Ctrl-\\", "Ctrl-Z" })
    local place = choose({ "same", "foreground", "background" })
    local places = {
      same = { en = "in PID 1's own group", zh = "在 PID 1 自己的组里" },
      foreground = { en = "in its own group, in the foreground", zh = "自成一组，在前台" },
      background = { en = "in its own group, in the background", zh = "自成一组，在后台" },
    }
    return {
      question = {
        en = ("PID 1 has a terminal, and a child %s. All signals are at their default. You press "
          .. "%s. What happens to the child?"):format(places[place].en, key),
        zh = ("PID 1 有一个终端，还有一个子进程%s。所有信号的处置都是默认。你按下%s，"
          .. "子进程会怎样？"):format(places[place].zh, key),
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
        -- The terminal echoes the key when it has sent the signal.
        box:expect("%^")
        box:send("USR1", "inside", command(box).pid)
        return experiment.eventually(function()
          local state = command(box).state
          return state == "zombie" and "killed" or state == "stopped" and "stopped"
            or box:output():find("lives") and "nothing"
        end)
      end,
      why = {
        en = "Keys send signals to the foreground group only. INT and QUIT kill the processes in "
          .. "it, but not PID 1. TSTP stops them, but not in an orphaned group such as PID 1's.",
        zh = "按键产生的信号只发给前台进程组。INT 和 QUIT 会杀死组里的进程，PID 1 除外；"
          .. "TSTP 会停止它们，但在孤儿进程组里不起作用，例如 PID 1 自己的组。",
      },
    }
  end,
  hints = {
    {
      en = "`group` and `foreground` are fields of the table that you pass to process.spawn.",
      zh = "group 和 foreground 都是传给 process.spawn 的表的字段。",
    },
    {
      en = "process.wait returns a stop only with { stopped = true }. Keep waiting after a stop. "
        .. "To take the terminal back from the background, call signal.ignore(\"TTOU\"). Do it "
        .. "after the spawn, because commands inherit ignored signals.",
      zh = "只有加上 { stopped = true }，process.wait 才会在子进程停止时返回。之后要继续等待。"
        .. "要从后台收回终端，先调用 signal.ignore(\"TTOU\")，并且放在 spawn 之后，"
        .. "因为命令会继承被忽略的信号。",
    },
    {
      en = "On USR1: terminal.foreground(0, child), then signal.kill(-child, \"CONT\"). On a "
        .. "stop: terminal.foreground(0, process.getpgid()).",
      zh = "收到 USR1 时：terminal.foreground(0, child)，然后 signal.kill(-child, \"CONT\")。"
        .. "停止时：terminal.foreground(0, process.getpgid())。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "runs the command in its own group in the foreground",
      zh = "让命令自成一组，在前台运行",
    }, function()
      local foreground, init, of_command = groups(start(subject, experiment))
      assert.truthy(init ~= of_command, "the command is in PID 1's own group")
      assert.equal(of_command, foreground, "foreground group of the terminal")
    end)

    it({
      en = "exits with 130 when Ctrl-C has killed the command",
      zh = "Ctrl-C 杀死命令之后，以 130 退出",
    }, function()
      local box = start(subject, experiment)
      box:type("\3")
      assert.exited(130, box:wait(3))
    end)

    it({
      en = "takes the terminal back when Ctrl-Z has stopped the command", zh = "Ctrl-Z 停止命令之后，收回终端",
    }, function()
      local box = start(subject, experiment)
      stop_by_key(box, experiment)
      assert.alive(box)
    end)

    it({
      en = "continues the command in the foreground on USR1",
      zh = "收到 USR1 时，让命令在前台继续运行",
    }, function()
      local box = start(subject, experiment)
      stop_by_key(box, experiment)
      assert.effect("handled", box:kill("USR1"))
      await_state(box, experiment, "sleeping")
      local foreground, _, of_command = groups(box)
      assert.equal(of_command, foreground, "foreground group after USR1")
      -- The command gets the key's signal again.
      box:type("\28")
      assert.exited(131, box:wait(3))
    end)
  end,
}
