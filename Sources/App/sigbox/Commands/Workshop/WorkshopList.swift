import ArgumentParser
import Reporting
import Linux
import Workshop

struct WorkshopList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the exercises and how far you are.")

  @Flag(help: "Print one JSON object.") var json = false
  @OptionGroup var options: WorkshopOptions

  func run() throws {
    let progress = try options.progress()
    let course = options.course(progress)
    let exercises = try Course.names.map { name in
      (
        number: Exercise(name: name).number, name: name, title: try course.title(name),
        entry: progress[name]
      )
    }
    try print(
      json
        ? WorkshopDocument(exercises).json
        : options.text.listing(exercises.map { ($0.number, $0.title, $0.entry) }))
  }
}
