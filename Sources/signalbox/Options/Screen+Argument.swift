import ArgumentParser
import Dashboard

extension Screen: ExpressibleByArgument {
  /// By its name. The raw value is its key's number.
  public init?(argument: String) {
    guard let screen = Screen.allCases.first(where: { "\($0)" == argument }) else { return nil }
    self = screen
  }

  public static var allValueStrings: [String] { allCases.map { "\($0)" } }
}
