import Simulation
import ArgumentParser
import Canvas
import Configuration
import Dashboard
import Queries
import Foundation
import Lifecycles

struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List, print and check themes.", subcommands: [List.self, Show.self, Check.self])

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

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check themes for mistakes, contrast and distinguishable colors.")

    @Argument(help: "Theme files or names. Default: all themes.", completion: .theme)
    var themes: [String] = []

    func run() throws {
      var hasFault = false
      for name in themes.isEmpty ? ThemeLibrary.names : themes {
        let check: ThemeCheck
        do {
          check = ThemeCheck(try ThemeLibrary.theme(name))
        } catch let failure as Failure {
          // Continue with the others.
          hasFault = true
          Output.text(Output.harmless("\(name): \(failure.message)") + "\n")
          continue
        }
        Output.text("\(name): \(Self.summary(check))\n")
        for line in Self.faults(check) {
          hasFault = true
          Output.text("  \(line)\n")
        }
      }
      if hasFault { throw ExitCode(1) }
    }

    private static func number(_ value: Double) -> String { String(format: "%.1f", value) }

    private static func summary(_ check: ThemeCheck) -> String {
      let texts = check.contrasts(.direct).filter { !$0.isOrnament }
      guard let least = texts.map(\.contrast).min() else { return "valid; uses the terminal's own colors" }
      var parts = ["minimum contrast \(number(least)) to 1 (required: \(number(check.theme.contrast)))"]
      if let closest = check.closest(nil) { parts.append("standings at least \(number(closest.distance)) apart") }
      for deficiency in ColorDeficiency.allCases {
        guard let closest = check.closest(deficiency) else { continue }
        let isPromised = check.theme.safeFor.contains(deficiency.rawValue)
        parts.append("\(deficiency.rawValue) \(number(closest.distance))\(isPromised ? " (safe)" : "")")
      }
      return parts.joined(separator: ", ")
    }

    private static func faults(_ check: ThemeCheck) -> [String] {
      check.lowContrast.map { fault in
        """
        \(fault.what): \(number(fault.contrast)) to 1 in \(fault.depth == .direct ? "true color" : "256 colors"); \
        expected at least \(number(check.theme.contrast))
        """
      }
        + check.indistinguishable.map { fault in
          """
          \(fault.first.word) and \(fault.second.word) are \(number(fault.distance)) apart with \
          \(fault.deficiency?.rawValue ?? ""); expected at least \(number(ThemeCheck.leastDistance)) (CIEDE2000)
          """
        }
    }
  }
}

struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check or print the configuration.",
    subcommands: [Check.self, Path.self, Show.self])

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

  struct Path: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the path of the configuration file.")

    func run() throws { Output.text(UserFiles.configurationFile.path + "\n") }
  }

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
