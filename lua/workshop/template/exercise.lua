-- EXERCISE: say here in one line what it teaches.
--
-- This skeleton is a complete exercise: HUP must print "reload". Replace its parts, then run
-- sigbox workshop verify NUMBER.

return {
  title = { en = "EXERCISE", zh = "EXERCISE" },
  -- The explanation, then what the script has to do.
  text = {
    en = [[
Many daemons use HUP to read their configuration again, and keep running.

Complete the script: at each HUP it prints "reload", and it does not end.]],
    zh = [[
许多守护进程收到 HUP 时重新读取配置，然后继续运行。

请补全脚本：每次收到 HUP 时打印 "reload"，并且不结束。]],
  },
  read = { "signal(7)" },
  -- A question with at least two variants; `choose` picks one for each learner.
  predict = function(choose)
    local ordinary = choose({ true, false })
    return {
      question = {
        en = ("HUP at its default is sent to %s. What happens?"):format(
          ordinary and "an ordinary process" or "PID 1"),
        zh = ("%s对 HUP 保持默认处置。向它发送 HUP，会发生什么？"):format(
          ordinary and "普通进程" or "PID 1"),
      },
      choices = { "dropped", "killed" },
      -- Finds the answer by running it.
      truth = function(experiment)
        return experiment.box("c", { ordinary = ordinary }):kill("HUP").verdict
      end,
      why = {
        en = "The default action of HUP ends a process. The kernel drops it for PID 1.",
        zh = "HUP 的默认动作是结束进程。对于 PID 1，内核会丢弃它。",
      },
    }
  end,
  -- At least two, each of which says more.
  hints = {
    { en = "Which function catches a signal?", zh = "哪个函数用来捕获信号？" },
    {
      en = "signal.handle(\"HUP\", function() print(\"reload\") end), before the loop.",
      zh = "在循环之前写 signal.handle(\"HUP\", function() print(\"reload\") end)。",
    },
  },
  -- The start script must fail these checks, and the solution must pass them.
  check = function(subject)
    it({ en = "HUP is handled each time", zh = "每次 HUP 都被处理" }, function()
      local box = subject.box()
      for _ = 1, 2 do
        assert.effect("handled", box:kill("HUP"))
      end
      assert.equal("reload\nreload\n", box:output())
    end)
  end,
}
