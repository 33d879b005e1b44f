import Foundation
import Testing

/// The modules of lua/sigbox that decide without the kernel: getopt, cnumber and routing.
struct LuaModuleTests {
  // MARK: getopt, compared with getopt_long(3) as getopt(1) has it

  private static let options = ["rewrite": "r", "ready": "y", "help": "h"]

  @Test(arguments: ["+hr:y", "hr:y"])
  func optionsAsInGlibc(short: String) throws {
    let script = """
      local getopt = require("sigbox.getopt")
      local short = table.remove(arg, 1)
      local words = {}
      for _, word in ipairs(arg) do
        if word == "|" then
          local next_option, operands = getopt("name", words, short,
            { { "rewrite", "r" }, { "ready", "y" }, { "help", "h" } })
          for option, argument in next_option do
            if option ~= "?" then
              io.write(" -", option, argument and " '" .. argument .. "'" or "")
            end
          end
          io.write(" --")
          for _, operand in ipairs(operands) do io.write(" '", operand, "'") end
          print()
          words = {}
        else
          words[#words + 1] = word
        end
      end
      """
    let cases = [
      [], ["-h"], ["-hy"], ["-r", "a:b"], ["-ra:b"], ["-hra:b", "-y"], ["--rewrite", "x"],
      ["--rewrite=x"], ["--rewrite="], ["--rew", "x"], ["--he"], ["a", "-h", "b"],
      ["-h", "a", "-y"],
      ["-h", "--", "-y", "a"], ["-", "-h"], ["a", "--", "b"], ["-x"], ["-hxy"], ["-r"],
      ["--rewrite"],
      ["--nosuch"], ["--re"], ["--help=x"], ["-:"], ["--", "--"], ["-r", "--", "-h"], ["-+"], [""],
    ]
    let own = try runScript(script, ["--", short] + cases.flatMap { $0 + ["|"] })
    var output: [String] = []
    var error = ""
    for words in cases {
      let theirs = try Command(
        [
          "/usr/bin/getopt", "-n", "name", "-o", short, "-l", "rewrite:,ready,help", "--",
        ] + words
      ).finish()
      output += theirs.output.split(separator: "\n").map { line in
        Self.options.reduce(String(line)) { $0.replacing("--\($1.key)", with: "-\($1.value)") }
      }
      error += theirs.error
    }
    #expect(own.output.split(separator: "\n").map(String.init) == output)
    #expect(own.error == error)
    // The comparison is one of errors too.
    #expect(error.contains("invalid option") && error.contains("ambiguous"), "\(error)")
  }

  // MARK: cnumber, compared with strtol(3)

  @Test func numbersAsInC() throws {
    let texts = [
      "", "0", "7", "-7", "+7", " 7", "\t\n7", "7 ", "7x", "x", "-", "+", " ", "--7", "0x10", "010",
      "1e3", "1.5", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295",
      "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
      "-9223372036854775809", "99999999999999999999999999", "-99999999999999999999999999",
    ]
    let result = try runScript(
      """
      local cnumber = require("sigbox.cnumber")
      for _, text in ipairs(arg) do
        local whole = cnumber.strtol(text)
        local digits = text:match("^[+-]?%d+$")
        print(tostring(whole) .. " " .. tostring(digits and cnumber.int(digits)))
      end
      """, ["--"] + texts)
    let expected = texts.map { text in
      var end: UnsafeMutablePointer<CChar>?
      return text.withCString { start in
        let long = strtol(start, &end, 10)
        let isWhole =
          end?.pointee == 0 && (end != UnsafeMutablePointer(mutating: start) || text.isEmpty)
        let hasDigits = isWhole && !text.isEmpty && text.first?.isWhitespace == false
        return (isWhole ? "\(long)" : "nil") + " "
          + (hasDigits ? "\(Int32(truncatingIfNeeded: long))" : "nil")
      }
    }
    #expect(result.lines == expected, "\(result)")
    #expect(Set(expected).count > 10)
  }

  // MARK: routing, with the calls that send and wait recorded

  private static let recording = """
    local routing = require("sigbox.routing")
    local now, sent, refusal = 100, {}, {}
    function process.clock() return now end
    function process.getpgid(pid) return pid == 8 and 7 or pid end
    function signal.kill(pid, which)
      if refusal[pid] then return nil, "refused", refusal[pid] end
      sent[#sent + 1] = pid .. " " .. signal.list()[which]
      return true
    end
    local function take(name)
      sent = {}
      routing.take({ signal = signal.number(name), name = name })
      return table.concat(sent, ", ")
    end
    local function due(time)
      now, sent = time, {}
      routing.send_due()
      return table.concat(sent, ", ")
    end
    local function expect(wanted, actual)
      if wanted ~= actual then
        error(("expected '%s', got '%s'"):format(wanted, actual), 2)
      end
    end

    """

  @Test(arguments: [
    ("nothing is forwarded without a child", "expect('', take('TERM'))"),
    (
      "all but the signals of the init itself are forwarded",
      """
      routing.forward(7)
      for number, name in ipairs(signal.list()) do
        local own = (" ILL TRAP ABRT BUS FPE SEGV SYS TTIN TTOU CHLD KILL STOP 32 33 ")
          :find(" " .. name .. " ", 1, true)
        expect(own and '' or '7 ' .. name, take(name))
      end
      """
    ),
    (
      "only the named signals are forwarded",
      "routing.forward(7, { 'TERM' }) expect('7 TERM', take('TERM')) expect('', take('INT'))"
    ),
    (
      "a group is addressed by its leader",
      """
      routing.forward(7, 'TERM', { group = true }) expect('-7 TERM', take('TERM'))
      local ok, message = pcall(routing.forward, 8, 'TERM', { group = true })
      assert(not ok and message:find('does not lead a process group'))
      """
    ),
    (
      "a signal is rewritten, and its own name decides whether it is forwarded",
      """
      routing.forward(7, { 'TERM' })
      routing.rewrite({ TERM = 'QUIT', INT = 'TERM' })
      expect('7 QUIT', take('TERM')) expect('', take('INT'))
      """
    ),
    (
      "a signal is dropped by false and by drop",
      """
      routing.forward(7)
      routing.rewrite({ HUP = false }) routing.drop({ 'USR1' })
      expect('', take('HUP')) expect('', take('USR1')) expect('7 USR2', take('USR2'))
      """
    ),
    (
      "a delayed signal is sent when it is due, once",
      """
      routing.forward(7) routing.rewrite({ TERM = 'QUIT' }) routing.delay('TERM', 2)
      expect('', take('TERM')) expect('', due(101.9)) expect('7 QUIT', due(102)) expect('', due(200))
      """
    ),
    (
      "the second of an escalation is another signal at once, and so are all after it",
      """
      routing.forward(7) routing.delay({ 'TERM' }, 5) routing.escalate({ 'TERM', 'INT' })
      expect('', take('TERM')) expect('7 KILL', take('INT')) expect('7 KILL', take('TERM'))
      """
    ),
    (
      "a child that has ended is forgotten",
      """
      routing.forward(7) routing.forget(7) expect('', take('TERM'))
      routing.forward(9) refusal[9] = 'ESRCH' expect('', take('TERM'))
      refusal[9] = nil expect('', take('TERM'))
      """
    ),
    (
      "a refusal is no end: the other children get the signal",
      """
      routing.forward(7) routing.forward(9) refusal[7] = 'EPERM'
      expect('9 TERM', take('TERM')) refusal[7] = nil
      local both = take('TERM')
      assert(both == '7 TERM, 9 TERM' or both == '9 TERM, 7 TERM', both)
      """
    ),
    (
      "a wait ends in time for what is delayed",
      """
      local seconds = {}
      function signal.wait(_, limit) seconds[#seconds + 1] = limit or 'none' end
      routing.forward(7) routing.delay('TERM', 2)
      routing.accept(math.huge) routing.accept(150) take('TERM')
      routing.accept(math.huge) routing.accept(101) now = 300 routing.accept(400)
      expect('none 50 2 1 0', table.concat(seconds, ' '))
      """
    ),
    (
      "what is routed is blocked, and the mask from before is kept",
      """
      signal.block('USR1')
      local before = routing.collect()
      assert(before.USR1 and #before == 1)
      local mask = signal.mask()
      assert(mask.TERM and mask.CHLD and mask.HUP and not mask.SEGV and not mask.TTIN)
      assert(#routing.collect() == 1, 'the first mask, not the present one')
      """
    ),
  ])
  func routes(what: String, body: String) throws {
    try holds(Self.recording + body)
  }
}
