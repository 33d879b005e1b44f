import ArgumentParser
import Reporting
import SystemCalls
import Workshop

struct WorkshopList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the exercises and how far you are.")

  @OptionGroup var options: WorkshopOptions

  func run() throws {
    try Host.openStandardDescriptors()
    let progress = try options.progress()
    let course = options.course(progress)
    let exercises = try Course.names.map { name in
      (Exercise(name: name).number, try course.title(name), progress[name])
    }
    try print(options.text(progress).listing(exercises))
  }
}
