package import Experiments
internal import Linux
package import Workshop

/// The texts that the workshop shows to a learner.
package struct WorkshopText {
  private let language: Language
  private let canvas: Canvas

  package init(_ language: Language, on canvas: Canvas) {
    self.language = language
    self.canvas = canvas
  }

  private func say(_ english: String, _ chinese: String) -> String {
    language.say(english, chinese)
  }

  private func wrapped(_ text: some StringProtocol) -> String { canvas.fill(String(text)) }

  /// A text with an indentation of two columns.
  private func indented(_ text: String) -> String {
    var narrow = canvas
    narrow.width = max(canvas.width - 2, 20)
    return narrow.fill(String(text.trimmed)).split(separator: "\n").map { "  \($0)" }
      .joined(separator: "\n")
  }

  /// The list of exercises with the learner's progress.
  package func listing(_ exercises: [(number: Int, title: String, entry: Progress.Entry)]) -> String
  {
    let lines = exercises.map { exercise in
      let number = (exercise.number < 10 ? " " : "") + "\(exercise.number)"
      let notes = notes(exercise.entry).joined(separator: say(", ", "，"))
      let further = notes.isEmpty ? "" : say(" (\(notes))", "（\(notes)）")
      let line = "\(number)  \(state(exercise.entry))  \(exercise.title)\(further)"
      return canvas.wrap(line, indent: 4)
    }
    let passed = exercises.count { $0.entry.isPassed }
    let next = exercises.first { !$0.entry.isPassed }.map { next in
      let command = "sigbox workshop \(next.entry.isStarted ? "check" : "start") \(next.number)"
      return say("; next: \(command)", "；下一步：\(command)")
    }
    let summary = say(
      "\(passed) of \(exercises.count) passed", "共 \(exercises.count) 题，已通过 \(passed) 题")
    return (lines + ["", wrapped(summary + (next ?? ""))]).joined(separator: "\n")
  }

  private func state(_ entry: Progress.Entry) -> String {
    if entry.isPassed { return canvas.paint(say("passed ", "已通过"), .green) }
    if entry.isStarted { return canvas.paint(say("started", "进行中"), .yellow) }
    return say("open   ", "未开始")
  }

  private func notes(_ entry: Progress.Entry) -> [String] {
    let prediction = entry.wasRight.map {
      $0 ? say("predicted right", "预测正确") : say("predicted wrong", "预测有误")
    }
    let hints = entry.hints == 0 ? nil : say("hints: \(entry.hints)", "提示：\(entry.hints)")
    let solution =
      !entry.sawSolution
      ? nil
      : entry.isPassed
        ? say("after its solution was shown", "此前看过解答") : say("solution shown", "看过解答")
    return [solution, prediction, hints].compactMap { $0 }
  }

  /// An exercise with its question and the next commands.
  package func sheet(_ sheet: Course.Sheet, number: Int, file: String) -> String {
    """
    \(exercise(sheet, number: number))

    \(question(sheet, number: number))

    \(wrapped(say("Your script: ", "你的脚本：") + file))
    \(wrapped(say("Then: ", "然后：") + "sigbox workshop check \(number)"))
    """
  }

  /// The title and the text of an exercise.
  package func exercise(_ sheet: Course.Sheet, number: Int) -> String {
    let title = canvas.wrap("\(number). \(sheet.title)", indent: 3)
    return """
      \(canvas.paint(title, .cyan, bold: true))

      \(wrapped(sheet.text.trimmed))

      \(wrapped(say("Read: ", "参考：") + sheet.reading))
      """
  }

  /// The question, and the command that answers it.
  package func question(_ sheet: Course.Sheet, number: Int) -> String {
    let command = "  sigbox workshop predict \(number) \(sheet.choices.joined(separator: "|"))"
    return "\(asked(sheet))\n\(canvas.wrap(command, indent: 2))"
  }

  /// The question at a prompt.
  package func prompt(_ sheet: Course.Sheet) -> String {
    "\(asked(sheet))\n\(wrapped(oneWord(sheet.choices)))"
  }

  private func asked(_ sheet: Course.Sheet) -> String {
    wrapped(say("Predict, before anything runs: ", "先预测，再运行：") + sheet.question)
  }

  /// The possible answers at the prompt.
  package func oneWord(_ choices: [String]) -> String {
    let all = choices.dropLast().joined(separator: say(", ", "、"))
    let last = choices.last ?? ""
    return say("Type one word: \(all) or \(last).", "请输入一个词：\(all) 或 \(last)。")
  }

  /// A hint with its number.
  package func hint(_ text: String, _ number: Int, of count: Int) -> String {
    // Code stays on its own lines.
    wrapped("\(number)/\(count):" + (text.hasPrefix(" ") ? "\n\n" : " ") + text)
  }

  /// Says that the checks are still running.
  package func checking(seconds: Int64) -> String {
    say("checking for \(seconds) s (press Ctrl-C to stop)", "检查已进行 \(seconds) 秒（按 Ctrl-C 停止）")
  }

  /// The result of one check.
  package func result(_ result: TestResult) -> String {
    let isPassed = result.verdict == .pass
    let mark =
      isPassed
      ? canvas.paint(canvas.isUnicode ? "✓" : "ok", .green)
      : canvas.paint(canvas.isUnicode ? "✗" : "no", .red)
    let why = result.message.split(separator: "\n").map {
      canvas.wrap("    \(ArgumentText.visible(String($0)))")
    }
    let name = ArgumentText.visible(result.name)
    return ([canvas.wrap("\(mark) \(name)", indent: 2)] + why).joined(separator: "\n")
  }

  /// The prediction and the kernel's answer.
  package func truth(_ truth: Course.Truth, predicted: String) -> String {
    if truth.answer.isEmpty {
      return wrapped(say("The prediction could not be checked: ", "无法检验预测：") + truth.why)
    }
    let verdict =
      truth.answer == predicted
      ? say("Your prediction was right.", "预测正确。")
      : say("You predicted \(predicted).", "你预测的是 \(predicted)。")
    let answer = say("The kernel's answer: \(truth.answer). ", "实际结果：\(truth.answer)。")
    return """
      \(wrapped(truth.question))
        \(answer)\(canvas.paint(verdict, truth.answer == predicted ? .green : .yellow))
      \(indented(truth.why))
      """
  }

  /// What to do after a check.
  package func after(hasPassed: Bool, number: Int, next: Int?) -> String {
    guard hasPassed else {
      return wrapped(
        say(
          "Not yet. For a hint: sigbox workshop hint \(number)",
          "还没有通过。需要提示：sigbox workshop hint \(number)"))
    }
    let solution = say("Passed. The solution: ", "通过。参考解答：") + "sigbox workshop solution \(number)"
    let further = next.map { say("Next: ", "下一题：") + "sigbox workshop start \($0)" }
    return "\(wrapped(solution))\n\(wrapped(further ?? say("That was the last one.", "这是最后一题。")))"
  }

  /// Confirms a prediction.
  package func predicted(_ word: String, number: Int) -> String {
    wrapped(
      say(
        "You predict: \(word). Run sigbox workshop check \(number) to try it on the kernel.",
        "你的预测：\(word)。运行 sigbox workshop check \(number)，在内核上验证。"))
  }
}

/// Errors of the workshop's commands, one line each.
extension WorkshopText {
  /// A check without a prediction, and without a terminal to ask for one.
  package func predictFirst(_ sheet: Course.Sheet, number: Int) -> String {
    let command = "sigbox workshop predict \(number) \(sheet.choices.joined(separator: "|"))"
    return say("predict first: ", "请先预测：") + "\(sheet.question) \(command)"
  }

  /// A prediction that is not one of the answers.
  package func noAnswer(_ word: String, _ choices: [String]) -> String {
    say(
      "'\(word)' is not one of the answers: \(choices.joined(separator: ", "))",
      "'\(word)' 不在可选的答案里：\(choices.joined(separator: "、"))")
  }

  /// A prediction after the kernel's answer was shown.
  package func alreadyAnswered(number: Int) -> String {
    say(
      "the kernel has already answered this: run sigbox workshop reset \(number) to start again",
      "这一题已经有结果：用 sigbox workshop reset \(number) 重新开始")
  }

  /// The solution before the exercise is passed.
  package func notPassed(number: Int) -> String {
    say(
      "exercise \(number) has not been passed yet: use sigbox workshop hint \(number), or --show to "
        + "see the solution anyway (your progress records that)",
      "第 \(number) 题还没有通过：用 sigbox workshop hint \(number) 查看提示；"
        + "加 --show 可以直接看解答，但会留下记录")
  }
}

extension String {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == "\n" }
    let end = start.lastIndex { $0 != "\n" && $0 != " " }
    return end.map { start[...$0] } ?? ""
  }
}
