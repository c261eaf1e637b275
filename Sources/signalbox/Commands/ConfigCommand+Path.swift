import Foundation
import ArgumentParser
import Foundation

extension ConfigCommand {
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the path of the configuration file.")

    func run() throws { Output.text(UserFiles.configurationFile.path + "\n") }
  }
}
