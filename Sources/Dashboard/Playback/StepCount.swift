import Canvas
import Queries

/// Digits before a step: `20.` steps by twenty events, `05.` by five.
///
/// The digits 1 to 7 also switch screens immediately. A step after a count returns to the screen that its digits led
/// away from.
package struct StepCount: Sendable {
  private(set) var digits: String
  /// The wall clock of the latest digit. A much later digit starts another count.
  private var wall: Int64
  let screen: Screen
  let pages: [ObjectPage]
  let origin: Screen?

  /// How long a digit waits for the next, in milliseconds.
  private static let patience: Int64 = 1_500

  init(screen: Screen, pages: [ObjectPage], origin: Screen?, wall: Int64) {
    digits = ""
    self.wall = wall
    self.screen = screen
    self.pages = pages
    self.origin = origin
  }

  mutating func add(_ digit: Int, wall: Int64) {
    if digits.count < 7 { digits += String(digit) }
    self.wall = wall
  }

  func isFresh(_ wall: Int64) -> Bool { wall - self.wall <= Self.patience }

  /// The count; nil for a single digit that is the key of a screen.
  var value: Int? {
    guard let number = Int(digits), number > 0, digits.count > 1 || number > 7 else { return nil }
    return number
  }
}

extension Key {
  var digit: Int? {
    guard case .character(let scalar) = self, ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value) - 48
  }
}

extension BoardState {
  /// The number of steps.
  var steps: Int { playback.count.flatMap { $0.isFresh(viewport.wall) ? $0.value : nil } ?? 1 }

  /// Handles a digit, or the key after it.
  mutating func count(_ key: Key) {
    guard run.isSimulated else { return }
    if let digit = key.digit {
      var count =
        playback.count.flatMap { $0.isFresh(viewport.wall) ? $0 : nil }
        ?? StepCount(
          screen: navigation.screen, pages: navigation.pages, origin: navigation.origin, wall: viewport.wall)
      count.add(digit, wall: viewport.wall)
      playback.count = count
      if let value = count.value {
        say(
          "\(value): \(keys.word(.step)) and \(keys.word(.stepBack)) step that many events forward and back; "
            + "\(keys.word(.nextOfRow)) and \(keys.word(.previousOfRow)) step by the row's events", .muted)
      }
      return
    }
    let takesCount = keys.action(key)?.takesCount == true
    // Return to the screen that the digits led away from.
    if let count = playback.count, count.isFresh(viewport.wall), count.value != nil, takesCount {
      (navigation.screen, navigation.pages, navigation.origin) = (count.screen, count.pages, count.origin)
    }
    if !takesCount { playback.count = nil }
  }
}
