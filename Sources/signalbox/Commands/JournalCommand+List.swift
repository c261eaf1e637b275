import Foundation
import ArgumentParser

extension JournalCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List automatic journals, newest first.")

    func run() throws {
      let paths = try JournalDirectory.paths()
      for path in paths { Output.line(path) }
      if paths.isEmpty { Output.error("there are no journals in \(UserFiles.journals.path)") }
    }
  }
}
