import Dashboard
import Simulation

/// The numbers that a scenario can contain. The defaults are far inside; the limits keep a mistyped number from
/// exhausting memory or overflowing a moment.
package enum ScenarioLimits {
  /// A moment of 0 means "not yet", so runs stay well clear of 1970. ISO 8601 ends with the year 9999.
  static let years = 1980...8999
  /// Every moment of the warm-up is simulated before the board opens.
  static let longestWarmUp = 1_000 * Span.day
  /// 3,000 accounts take about 60 MB, so 200,000 take 4 GB.
  package static let accounts = 0...200_000
  /// An account rarely has two connections to the same provider, and 26 providers are built in.
  static let connectionsPerAccount = 1...20
  /// Up to 100 requests per account.
  static let requestsPerHundredAccounts = 0...10_000
  /// Far more than the 26 that are built in.
  static let providers = 200
  /// Up to 1,000 times slower than usual.
  static let slownessPercent = 1...100_000
  /// A statute allows at most 90 days for the whole request.
  static let directContactDays = 1...365
  /// The delay doubles with each retry, so the sixteenth is 32,768 times the first.
  static let retries = 0...16
  /// Files that a system owner uploads at once.
  static let files = 1...10_000
  /// The statuses of HTTP from 100 to 599.
  static let httpCodes = 100...599
  /// Requests of an account are numbered.
  static let request = 1...1_000_000
  /// Objects with the same names in one account.
  static let which = 1...255
  /// A step that repeats more often than that would fill the record with itself.
  static let shortestRepetition = Span.second
  /// The least that the longest of a list of durations can be. Something that takes no time would repeat forever at one
  /// instant.
  static let shortestDuration: Milliseconds = 100
}

/// Shares are whole numbers per million.
enum Share {
  /// 100%.
  static let whole: Int64 = 1_000_000
}
