import Foundation
import ArgumentParser

extension ConfigCommand {
  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the path of the configuration file.")

    func run() throws { Output.text(UserFiles.configurationFile.path + "\n") }
  }
}
