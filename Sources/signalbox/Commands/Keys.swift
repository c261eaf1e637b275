import Configuration
import ArgumentParser
import Dashboard

struct Keys: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List every key and action, with names for configuration files.")

  @Flag(help: "Print a Markdown table.")
  var markdown = false

  @Flag(help: "Print the default keys, ignoring the configuration file.")
  var defaults = false

  func run() throws {
    var keys = KeyBindings.standard
    if !defaults {
      let read = try UserFiles.configuration(nil)
      keys = read.configuration.preferences.keys
      if let problem = read.problem { Output.error("signalbox: \(problem.message)") }
    }
    Output.text(markdown ? KeyTable.markdown(keys) : KeyTable.text(keys))
  }
}
