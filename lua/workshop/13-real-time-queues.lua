-- Real-time signals are queued, carry a value, and arrive lowest number first.

--- Stops PID 1 and queues jobs for it. Each job is a signal and a value.
local function queue(box, jobs)
  assert.effect("stopped", box:kill("STOP", "host"))
  local sent = box:exec(function()
    for _, job in ipairs(jobs) do
      assert(signal.queue(1, job[1], job[2]))
    end
  end)
  assert.equal("", sent.output, "output while queueing the jobs")
end

--- Returns five jobs with random numbers in the order of queueing, and the output that they give.
local function jobs(experiment)
  local digits = { 1, 2, 3, 4, 5, 6, 7, 8, 9 }
  local function number()
    return experiment.choose(digits) * 100 + experiment.choose(digits)
  end
  local normal = { { "RTMIN+1", number() }, { "RTMIN+1", number() }, { "RTMIN+1", number() } }
  local urgent = { { "RTMIN", number() }, { "RTMIN", number() } }
  local queued = { normal[1], urgent[1], normal[2], normal[3], urgent[2] }
  local lines = {}
  for _, list in ipairs({ urgent, normal }) do
    for _, job in ipairs(list) do
      lines[#lines + 1] = job[1] .. " " .. job[2] .. "\n"
    end
  end
  return queued, table.concat(lines)
end

local function expect_output(box, experiment, expected)
  pcall(experiment.eventually, function() return #box:output() >= #expected end, 3)
  assert.equal(expected, box:output(), "jobs in the order in which they were done")
end

return {
  title = { en = "Real-time signals are queued", zh = "实时信号会排队" },
  text = {
    en = [[
A standard signal is only a flag. However often it is sent while it is blocked, or while the process
is stopped, it arrives once. Real-time signals (RTMIN to RTMAX) are queued. Each one arrives, in
order, with a value that its sender has chosen (signal.queue). Lower numbers come before higher
ones, and standard signals come before all real-time signals.

Handlers do not keep this order. If several signals are pending, each one interrupts the handler of
the one before. So the handler of the highest number finishes first. To keep the order, block the
signals and accept them one at a time:

    signal.block("RTMIN", "RTMIN+1", "TERM")
    local info = signal.wait()        -- waits; info.name, info.value
    local info = signal.wait(set, 0)  -- nil if none of the set is pending

signal.wait() can also return nil (EINTR), after the process was stopped and continued. In that
case, call it again.

The script gets jobs as signals. RTMIN is an urgent job, RTMIN+1 is a normal job, and the value is
the job's number. `work` does a job. Complete the script, so that
  - no job is lost, urgent jobs come first, and jobs of one kind keep their order,
  - on TERM, it does the jobs that are queued, and then exits. Its exit code is the number of jobs
    done.]],
    zh = [[
标准信号只是一个标记：在它被阻塞期间，或者进程停止期间，不论发送多少次，都只到达一次。
实时信号（RTMIN 到 RTMAX）则会排队：每一个都会到达，按先后顺序，
还带着发送者选定的值（signal.queue）。编号小的先来，标准信号排在所有实时信号之前。

处理函数保持不了这个顺序。有几个信号未决时，后一个会打断前一个的处理函数，
所以编号最大的信号，处理函数最先执行完。要保持顺序，就阻塞这些信号，逐个接受：

    signal.block("RTMIN", "RTMIN+1", "TERM")
    local info = signal.wait()        -- 等待；info.name、info.value
    local info = signal.wait(set, 0)  -- set 中没有未决的信号时返回 nil

进程曾被停止又继续运行时，signal.wait() 也可能返回 nil（EINTR）。这时再调用一次即可。

脚本以信号的形式接收任务。RTMIN 是紧急任务，RTMIN+1 是普通任务，值是任务的编号。
work 完成一个任务。请补全脚本，使得
  - 不丢失任何任务，紧急任务优先，同类任务保持先后顺序；
  - 收到 TERM 时，先完成队列里的任务，再退出，退出码是完成的任务数。]],
  },
  read = { "signal(7), Real-time signals", "sigqueue(3)", "sigbox show realtime-queues" },
  predict = function(choose)
    local name, count = choose({ "USR1", "TERM", "RTMIN", "RTMAX" }), choose({ 2, 3, 5 })
    local how = choose({ "kill", "queue" })
    return {
      question = {
        en = ("PID 1 has %s blocked. The signal is sent %d times with signal.%s. Then PID 1 "
          .. "accepts what is pending. How many times does it get the signal?")
          :format(name, count, how),
        zh = ("PID 1 阻塞了%s。这个信号发送了%d次，用的是 signal.%s。之后 PID 1 接受未决的信号，"
          .. "能收到几次？"):format(name, count, how),
      },
      choices = { "1", "2", "3", "5" },
      truth = function(experiment)
        local box = experiment.box(function()
          signal.block(name)
          for _ = 1, count do
            signal[how](1, name)
          end
          local taken = 0
          while signal.wait(name, 0) do
            taken = taken + 1
          end
          print(taken)
        end, { wait = false })
        return box:expect("(%d+)\n")
      end,
      why = {
        en = "A standard signal that is already pending is not queued again, no matter how it is "
          .. "sent. A real-time signal is.",
        zh = "已经未决的标准信号不会再次排队，不论用什么方式发送；实时信号会。",
      },
    }
  end,
  hints = {
    {
      en = "Handlers do not keep the order. Block the three signals and accept them in a loop.",
      zh = "处理函数保持不了顺序。阻塞这三个信号，在循环里逐个接受。",
    },
    {
      en = "TERM is a standard signal, so signal.wait() returns it before any queued job. TERM "
        .. "only tells you to stop waiting for new jobs.",
      zh = "TERM 是标准信号，所以 signal.wait() 会先返回它，再返回队列里的任务。"
        .. "收到 TERM 只表示不必再等待新任务。",
    },
    {
      en = "Call signal.wait() and `work` in a loop until you get TERM. Then call signal.wait({ "
        .. "\"RTMIN\", \"RTMIN+1\" }, 0) and `work` until you get nil. Then return done.",
      zh = "循环调用 signal.wait() 和 work，直到得到 TERM。"
        .. "再循环调用 signal.wait({ \"RTMIN\", \"RTMIN+1\" }, 0) 和 work，直到得到 nil。"
        .. "最后 return done。",
    },
  },
  check = function(subject, experiment)
    it({
      en = "does urgent jobs first, and loses none",
      zh = "紧急任务优先，一个也不丢失",
    }, function()
      local box = subject.box()
      local queued, expected = jobs(experiment)
      queue(box, queued)
      box:send("CONT", "host")
      expect_output(box, experiment, expected)
      assert.alive(box)
    end)

    it({
      en = "does the queued jobs on TERM, and then exits",
      zh = "收到 TERM 时先完成队列里的任务，再退出",
    }, function()
      local box = subject.box()
      local queued, expected = jobs(experiment)
      queue(box, queued)
      box:send("TERM")
      box:send("CONT", "host")
      assert.exited(#queued, box:wait(3))
      expect_output(box, experiment, expected)
    end)

    it({ en = "counts jobs that come one at a time, too", zh = "逐个到来的任务也计数" }, function()
      local box = subject.box()
      for number = 1, 3 do
        box:exec(function() signal.queue(1, "RTMIN+1", number) end)
      end
      expect_output(box, experiment, "RTMIN+1 1\nRTMIN+1 2\nRTMIN+1 3\n")
      box:send("TERM")
      assert.exited(3, box:wait(3))
    end)
  end,
}
