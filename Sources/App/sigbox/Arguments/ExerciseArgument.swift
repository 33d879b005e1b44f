import ArgumentParser

/// An exercise of the workshop.
struct ExerciseArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Number or name of an exercise. (default: the current one)", valueName: "n"),
    completion: Completions.exercises)
  var exercise: String?
}
