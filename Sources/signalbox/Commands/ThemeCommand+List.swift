import ArgumentParser
import Canvas
import Foundation

extension ThemeCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List your themes and the built-in ones.")

    func run() throws {
      for name in ThemeLibrary.names {
        let theme = try ThemeLibrary.theme(name)
        let padding = String(repeating: " ", count: max(1, 22 - name.count))
        let appearance = theme.appearance.padding(toLength: 7, withPad: " ", startingAt: 0)
        Output.text("\(name)\(padding)\(appearance)\(Output.harmless(theme.about))\n")
      }
    }
  }
}
