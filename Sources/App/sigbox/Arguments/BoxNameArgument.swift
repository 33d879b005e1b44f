import ArgumentParser

/// One box.
struct BoxNameArgument: ParsableArguments {
  @Argument(help: "Name of the box.", completion: Completions.boxes)
  var name: String
}
