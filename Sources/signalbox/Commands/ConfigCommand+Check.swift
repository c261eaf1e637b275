import ArgumentParser
import Configuration
import Dashboard
import Foundation
import Simulation

extension ConfigCommand {
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check a configuration file for mistakes.")

    @Argument(help: "The file. Default: your own.", completion: .toml)
    var file: String?

    func run() throws {
      let path = file ?? UserFiles.configurationFile.path
      guard file != nil || FileManager.default.fileExists(atPath: path) else {
        Output.text("\(path) does not exist, so the defaults apply; 'signalbox config show' prints them\n")
        return
      }
      let configuration = try UserFiles.configuration(path).configuration
      if configuration.theme != "auto" { _ = try ThemeLibrary.theme(configuration.theme) }
      for name in [configuration.themeOnDark, configuration.themeOnLight] { _ = try ThemeLibrary.theme(name) }
      let keys = configuration.keys.count
      let views = configuration.preferences.views.count(where: \.isConfigured)
      Output.text(
        "\(path): valid; \(Count.text(keys, "action")) with custom keys, \(Count.text(views, "view"))\n"
      )
    }
  }
}
