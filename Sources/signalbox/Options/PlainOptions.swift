import ArgumentParser

/// Options of the board without a screen.
struct PlainOptions: ParsableArguments {
  @Flag(help: "Print one line per change and read commands as lines, for screen readers and logs.")
  var plain = false

  @Option(help: ArgumentHelp("With --plain: report only matching changes.", valueName: "words"))
  var only: String = ""
}
