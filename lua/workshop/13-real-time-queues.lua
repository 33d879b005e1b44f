-- Real-time signals: queued, with a value, the lowest number first.

--- Queues jobs at a stopped PID 1: pairs of a signal and a value.
local function queue(box, jobs)
  assert.effect("stopped", box:kill("STOP", "host"))
  local sent = box:exec(function()
    for _, job in ipairs(jobs) do
      assert(signal.queue(1, job[1], job[2]))
    end
  end)
  assert.equal("", sent.output, "what came of queueing the jobs")
end

--- Five jobs with random numbers, in the order in which they are queued, and that of their work.
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
  assert.equal(expected, box:output(), "the jobs in the order in which they were done")
end

return {
  title = { en = "Queues of real-time signals", zh = "实时信号队列" },
  text = {
    en = [[
A standard signal is a flag: however often it comes while it is blocked, or while its process is
stopped, it arrives once. A real-time signal (RTMIN to RTMAX) is a queue: each one arrives, in
order, with a value that its sender gave (signal.queue). Of several numbers the lowest comes first,
and the standard signals come before them all.

That is the order in which signals are taken. Handlers mix it up: several pending signals each
interrupt the handler of the one before, so the handler of the highest number runs to its end first.
Who wants the order blocks the signals and takes them one by one:

    signal.block("RTMIN", "RTMIN+1", "TERM")
    local info = signal.wait()        -- waits; info.name, info.value
    local info = signal.wait(set, 0)  -- nil if none of the set is pending

The first may give nil too (EINTR), where the process was stopped and goes on: wait again then.

The script gets jobs: RTMIN is an urgent one, RTMIN+1 a normal one, the value is the job's number.
`work` does a job. Complete the script:
  - no job is lost, urgent ones come first, else in the order in which they were queued;
  - at TERM it first does the jobs that are queued, and then exits with the number of jobs done.]],
    zh = [[
标准信号只是一个标记：在被阻塞期间，或者进程停止期间，不论来多少次，都只递送一次。
实时信号（RTMIN 到 RTMAX）则是队列：每一个都会递送，按先后次序，
还带着发送者给的值（signal.queue）。不同编号之间编号小的先来，而标准信号排在所有实时信号之前。

这是取出信号的次序，处理函数会把它打乱：几个未决的信号会依次打断前一个的处理函数，
结果编号最大的那个的处理函数最先执行完。想要保持次序，就阻塞这些信号，一个一个地取：

    signal.block("RTMIN", "RTMIN+1", "TERM")
    local info = signal.wait()        -- info.name、info.value；等待被阻塞的信号
    local info = signal.wait(set, 0)  -- 不等待：set 中没有未决的信号时返回 nil

前一种也可能返回 nil（EINTR）：进程曾被停止、又继续运行的时候。这时再等一次即可。

脚本接收任务：RTMIN 是紧急任务，RTMIN+1 是普通任务，值是任务号。work 完成一个任务。
请补全脚本：
  - 一个任务都不能丢，紧急的优先，其余按入队的先后；
  - 收到 TERM 时，先做完队列里的任务，再以完成的任务数退出。]],
  },
  read = { "signal(7), Real-time signals", "sigqueue(3)", "sigbox show realtime-queues" },
  predict = function(choose)
    local name, count = choose({ "USR1", "TERM", "RTMIN", "RTMAX" }), choose({ 2, 3, 5 })
    local how = choose({ "kill", "queue" })
    return {
      question = {
        en = ("PID 1 has %s blocked. It comes %d times, sent by signal.%s. How often does PID 1 "
          .. "find it, when it takes what is pending?"):format(name, count, how),
        zh = ("PID 1 阻塞了%s。它来了%d次，由 signal.%s发送。"
          .. "PID 1 取出未决的信号时，能取到几次？"):format(name, count, how),
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
        en = "A standard signal that is pending already is not queued again, whatever sends it; a "
          .. "real-time signal is.",
        zh = "已经未决的标准信号不会再次入队，不论用什么方式发送；实时信号则会。",
      },
    }
  end,
  hints = {
    {
      en = "Handlers cannot keep the order. Block the three signals and take them in a loop.",
      zh = "处理函数保持不了次序。阻塞这三个信号，在循环里逐个取出。",
    },
    {
      en = "signal.wait() gives TERM before any job, for it is a standard signal. So TERM only "
        .. "says that no more is waited for.",
      zh = "signal.wait() 会先给出 TERM，再给出任务，因为 TERM 是标准信号。"
        .. "所以 TERM 只表示从此不再等待。",
    },
    {
      en = "Loop over signal.wait() and `work` until it gives TERM; then over "
        .. "signal.wait({ \"RTMIN\", \"RTMIN+1\" }, 0) and `work` until it gives nil; then return "
        .. "done.",
      zh = "循环调用 signal.wait() 和 work，直到得到 TERM；"
        .. "再循环调用 signal.wait({ \"RTMIN\", \"RTMIN+1\" }, 0) 和 work，直到得到 nil；"
        .. "最后 return done。",
    },
  },
  check = function(subject, experiment)
    it({ en = "urgent jobs come first, none is lost", zh = "紧急任务优先，一个不丢" }, function()
      local box = subject.box()
      local queued, expected = jobs(experiment)
      queue(box, queued)
      box:send("CONT", "host")
      expect_output(box, experiment, expected)
      assert.alive(box)
    end)

    it({ en = "TERM waits for the queued jobs", zh = "TERM 要等队列里的任务" }, function()
      local box = subject.box()
      local queued, expected = jobs(experiment)
      queue(box, queued)
      box:send("TERM")
      box:send("CONT", "host")
      assert.exited(#queued, box:wait(3))
      expect_output(box, experiment, expected)
    end)

    it({ en = "jobs that come one by one are counted too", zh = "逐个到来的任务也要计数" }, function()
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
