import ArgumentParser
import Configuration

extension ScenarioCommand {
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "List the built-in scenarios.")

    func run() throws {
      for (name, text) in ScenarioFile.builtIn {
        Output.text("\(name)\(String(repeating: " ", count: max(1, 22 - name.count)))\(ScenarioFile.about(text))\n")
      }
      Output.text("\nOpen one with: signalbox --scenario NAME --paused\nPrint one with: signalbox scenario show NAME\n")
    }
  }
}
