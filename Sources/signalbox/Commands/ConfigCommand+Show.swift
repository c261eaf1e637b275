import ArgumentParser
import Configuration

extension ConfigCommand {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print all settings in effect, as a configuration file.")

    @Argument(help: "A file. Default: your own.", completion: .toml)
    var file: String?

    func run() throws {
      let read = try UserFiles.configuration(file)
      Output.text(ConfigurationWriter.text(read.configuration))
      if let problem = read.problem { Output.error("signalbox: \(problem.message)") }
    }
  }
}
