import ArgumentParser
import Canvas
import Configuration
import Foundation
import Lifecycles

extension ThemeCommand {
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Check themes for mistakes, contrast and distinguishable colors.")

    @Argument(help: "Theme files or names. Default: all themes.", completion: .theme)
    var themes: [String] = []

    func run() throws {
      var hasFault = false
      for name in themes.isEmpty ? ThemeLibrary.names : themes {
        let check: ThemeCheck
        do throws(Failure) {
          check = ThemeCheck(try ThemeLibrary.theme(name))
        } catch {
          // Continue with the others.
          hasFault = true
          Output.text(Output.harmless("\(name): \(error.message)") + "\n")
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
