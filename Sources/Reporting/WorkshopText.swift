public import Experiments
public import Workshop

/// What the workshop says to a learner.
public struct WorkshopText {
  private let language: Language
  private let canvas: Canvas

  /// Prepares for a language and a place.
  public init(_ language: Language, on canvas: Canvas) {
    self.language = language
    self.canvas = canvas
  }

  private func say(_ english: String, _ chinese: String) -> String {
    language.say(english, chinese)
  }

  /// The exercises, and how far the learner is.
  public func listing(_ exercises: [(number: Int, title: String, entry: Progress.Entry)]) -> String
  {
    let lines = exercises.map { exercise in
      let entry = exercise.entry
      let state =
        entry.isPassed
        ? canvas.paint(say("passed ", "已通过"), .green)
        : entry.isStarted
          ? canvas.paint(say("started", "进行中"), .yellow) : say("open   ", "未开始")
      let prediction = entry.wasRight.map {
        $0 ? say("predicted right", "预测正确") : say("predicted wrong", "预测有误")
      }
      let hints = entry.hints == 0 ? nil : say("hints: \(entry.hints)", "提示: \(entry.hints)")
      let further = [prediction, hints].compactMap { $0 }.joined(separator: ", ")
      let number = (exercise.number < 10 ? " " : "") + "\(exercise.number)"
      return "\(number)  \(state)  \(exercise.title)" + (further.isEmpty ? "" : " (\(further))")
    }
    let passed = exercises.count { $0.entry.isPassed }
    let next = exercises.first { !$0.entry.isPassed }.map { next in
      next.entry.isStarted
        ? say(
          "next: sigbox workshop check \(next.number)", "下一步: sigbox workshop check \(next.number)")
        : say(
          "next: sigbox workshop start \(next.number)", "下一步: sigbox workshop start \(next.number)")
    }
    let summary = say(
      "\(passed) of \(exercises.count) passed", "共 \(exercises.count) 题, 已通过 \(passed) 题")
    return (lines + ["", summary + (next.map { "; \($0)" } ?? "")]).joined(separator: "\n")
  }

  /// An exercise as it is shown first.
  public func sheet(_ sheet: Course.Sheet, number: Int, file: String) -> String {
    let title = canvas.paint("\(number). \(sheet.title)", .cyan, bold: true)
    return """
      \(title)

      \(sheet.text.trimmed)

      \(say("Read", "参考")): \(sheet.reading)

      \(question(sheet, number: number))

      \(say("Your script", "你的脚本")): \(file)
      \(say("Then", "然后")): sigbox workshop check \(number)
      """
  }

  /// What is to be predicted, and how.
  public func question(_ sheet: Course.Sheet, number: Int) -> String {
    """
    \(say("Predict, before anything runs", "先预测, 再运行")): \(sheet.question)
      sigbox workshop predict \(number) \(sheet.choices.joined(separator: "|"))
    """
  }

  /// A check of a script.
  public func result(_ result: TestResult) -> String {
    let isPassed = result.verdict == .pass
    let mark =
      isPassed
      ? canvas.paint(canvas.isUnicode ? "✓" : "ok", .green)
      : canvas.paint(canvas.isUnicode ? "✗" : "no", .red)
    let why = result.message.split(separator: "\n").map { "    \($0)" }
    return (["\(mark) \(result.name)"] + why).joined(separator: "\n")
  }

  /// A prediction beside the truth.
  public func truth(_ truth: Course.Truth, predicted: String) -> String {
    if truth.answer.isEmpty {
      return say("The prediction could not be checked: ", "无法检验预测: ") + truth.why
    }
    let verdict =
      truth.answer == predicted
      ? canvas.paint(say("You predicted it", "预测正确"), .green)
      : canvas.paint(
        say("You predicted \(predicted), it was not so", "你预测的是 \(predicted), 结果并非如此"),
        .yellow)
    return """
      \(truth.question)
        \(say("The kernel", "内核的回答")): \(truth.answer). \(verdict).
        \(truth.why.trimmed)
      """
  }

  /// What comes after a check.
  public func after(hasPassed: Bool, number: Int, next: Int?) -> String {
    guard hasPassed else {
      return say(
        "Not yet. A hint: sigbox workshop hint \(number)",
        "还没有通过。需要提示: sigbox workshop hint \(number)")
    }
    let further = next.map { "sigbox workshop start \($0)" }
    return say(
      "Passed. The solution: sigbox workshop solution \(number)"
        + (further.map { "; next: \($0)" } ?? "; that was the last one"),
      "通过。参考解答: sigbox workshop solution \(number)"
        + (further.map { "; 下一题: \($0)" } ?? "; 这是最后一题"))
  }

  /// That a prediction is kept.
  public func predicted(_ word: String, number: Int) -> String {
    say(
      "You predict: \(word). sigbox workshop check \(number) asks the kernel.",
      "你的预测: \(word)。sigbox workshop check \(number) 会去问内核。")
  }
}

extension String {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == "\n" }
    let end = start.lastIndex { $0 != "\n" && $0 != " " }
    return end.map { start[...$0] } ?? ""
  }
}
