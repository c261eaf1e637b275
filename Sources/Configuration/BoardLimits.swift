import Dashboard
import Simulation

/// The numbers that a configuration can contain.
enum BoardLimits {
  /// Simulated milliseconds per real one.
  static let speed = Int(Speed.range.lowerBound)...Int(Speed.range.upperBound)
  /// Automatic journals to keep. They are listed and sorted at every start.
  static let journals = 0...10_000
  /// The contrast ratios of WCAG 2: black on white is 21.
  static let contrast = 1...21
  /// Themes that extend each other. Nobody needs more, and a mistake ends soon.
  static let themes = 8
}
