import ArgumentParser
import SigboxCore

/// One or more boxes.
struct BoxNameArguments: ParsableArguments {
  @Argument(help: "Names of boxes.", completion: Completions.boxes)
  var names: [String]

  var boxes: BoxNames { BoxNames(names) }
}
