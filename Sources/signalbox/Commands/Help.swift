import ArgumentParser
import Configuration
import Documentation
import Foundation

/// `signalbox help`: the commands, one command, or an article of the reference.
struct Help: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "help", abstract: "Show help for a command or a topic.",
    discussion: "Topics: \(Documentation.topics.map(\.name).joined(separator: ", ")).")

  @Argument(help: "A command such as simulate, or a topic such as filters.", completion: .list(Self.names))
  var subject: [String] = []

  private static var names: [String] {
    Set(Documentation.topics.map(\.name) + Signalbox.configuration.subcommands.map { $0._commandName }).sorted()
  }

  func run() throws {
    if subject.isEmpty {
      Output.text(Signalbox.helpMessage() + "\n" + Self.topicList)
    } else if subject.count == 1, let topic = Documentation.topics.first(where: { $0.name == subject[0].lowercased() })
    {
      Output.text(MarkdownText.render(topic.text, width: Self.width))
    } else if let command = Self.command(subject) {
      Output.text(Signalbox.helpMessage(for: command) + "\n")
    } else {
      let name = subject.joined(separator: " ")
      throw Failure.input("no command or topic is named \(name)\(Suggestion.text(name, Self.names))")
    }
  }

  private static func command(_ path: [String]) -> (any ParsableCommand.Type)? {
    var command: any ParsableCommand.Type = Signalbox.self
    for name in path {
      guard let next = command.configuration.subcommands.first(where: { $0._commandName == name }) else { return nil }
      command = next
    }
    return command
  }

  private static var topicList: String {
    let indent = 2 + (Documentation.topics.map(\.name.count).max() ?? 0) + 2
    let lines = Documentation.topics.flatMap { topic in
      MarkdownText.wrapped(topic.summary, width - indent).enumerated().map { line, text in
        let name = line == 0 ? "  \(topic.name)" : ""
        return name + String(repeating: " ", count: indent - name.count) + text
      }
    }
    return (["TOPICS (signalbox help TOPIC):"] + lines).joined(separator: "\n") + "\n"
  }

  /// The terminal's width up to 100 columns, or 80 where there is none.
  private static var width: Int {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 else { return 80 }
    return min(100, max(40, Int(size.ws_col)))
  }
}
