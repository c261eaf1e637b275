import ArgumentParser
import Configuration
import Foundation

extension ThemeCommand {
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print a theme's file, as a starting point for your own.")

    @Argument(help: "The theme.", completion: .theme)
    var name: String

    func run() throws {
      if let file = ThemeLibrary.file(name) {
        Output.text(try Files.text(file.path))
        return
      }
      guard let text = ThemeFile.builtInText(name) else {
        throw Failure.input("unknown theme \(name)\(Suggestion.text(name, ThemeLibrary.names))")
      }
      Output.text(text)
    }
  }
}
