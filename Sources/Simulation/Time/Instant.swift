/// A moment, in milliseconds since 1970-01-01 UTC. The simulation knows no other clock.
package typealias Instant = Int64
/// A duration in milliseconds.
package typealias Milliseconds = Int64

/// Units of time, and durations as scenarios and commands write them.
package enum Span {
  package static let second: Milliseconds = 1_000
  package static let minute: Milliseconds = 60_000
  package static let hour: Milliseconds = 3_600_000
  package static let day: Milliseconds = 86_400_000

  private static let units: [(suffix: String, length: Milliseconds)] = [
    ("ms", 1), ("s", second), ("m", minute), ("h", hour), ("d", day), ("w", 7 * day),
  ]

  /// A longer duration is a mistake, and could overflow when it is added to a moment or multiplied.
  private static let longest = 1_000_000 * day

  /// Parses `2d`, `15m`, `1h30m` or `250ms`; nil if the text has another form or overflows.
  package static func parse(_ text: String) -> Milliseconds? {
    var total: Milliseconds = 0
    var rest = text[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = Milliseconds(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      let letters = rest.prefix { $0.isASCII && $0.isLetter }
      guard let unit = units.first(where: { $0.suffix == letters }) else { return nil }
      rest = rest.dropFirst(letters.count)
      let (product, overflow) = number.multipliedReportingOverflow(by: unit.length)
      let (sum, overflowSum) = total.addingReportingOverflow(product)
      guard !overflow, !overflowSum, sum < longest else { return nil }
      total = sum
    }
    return total
  }

  /// The form that `parse` reads: `1d2h`, `1m30s`, `250ms`, `0s`.
  package static func text(_ span: Milliseconds) -> String {
    guard span > 0 else { return "0s" }
    var rest = span
    var text = ""
    for (suffix, length) in units.dropLast().reversed() where rest >= length {
      text += "\(rest / length)\(suffix)"
      rest %= length
    }
    return text
  }
}

/// Civil dates, UTC, proleptic Gregorian. No library, so that every machine agrees.
package struct CivilTime: Equatable, Sendable {
  package var year: Int
  package var month: Int
  package var day: Int
  package var hour = 0
  package var minute = 0
  package var second = 0
  package var millisecond = 0

  package init(_ instant: Instant) {
    let days = Int((instant >= 0 ? instant : instant - Span.day + 1) / Span.day)
    var rest = Int(instant - Int64(days) * Span.day)
    // From days to a date by eras: 400 years of 146,097 days, with years starting in March.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    millisecond = rest % 1_000
    rest /= 1_000
    second = rest % 60
    minute = rest / 60 % 60
    hour = rest / 3_600
  }

  package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
    self.millisecond = millisecond
  }

  package var instant: Instant {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = Int64(era * 146_097 + dayOfEra - 719_468)
    return days * Span.day + Int64(hour) * Span.hour + Int64(minute) * Span.minute + Int64(second) * Span.second
      + Int64(millisecond)
  }

  package static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The same day of a later month, or that month's last day if it is shorter.
  package func adding(months: Int) -> CivilTime {
    var result = self
    let index = year * 12 + month - 1 + months
    result.year = index / 12
    result.month = index % 12 + 1
    result.day = min(day, Self.daysIn(month: result.month, year: result.year))
    return result
  }
}

package enum ISO8601 {
  /// `2026-01-05T11:42:07.250Z`. The fraction is always present, so that texts sort like times.
  package static func text(_ instant: Instant) -> String {
    var bytes: [UInt8] = []
    append(instant, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the same text as ASCII, for writing millions of them.
  package static func append(_ instant: Instant, to bytes: inout [UInt8]) {
    let time = CivilTime(instant)
    guard (0...9_999).contains(time.year) else {
      bytes += "\(dateText(time))T\(clockText(time)).\(padded(time.millisecond, 3))Z".utf8
      return
    }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { text in
      var place = 0
      func add(_ number: Int, _ width: Int, then mark: UInt8) {
        var rest = number
        for digit in stride(from: place + width - 1, through: place, by: -1) {
          text[digit] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
          rest /= 10
        }
        text[place + width] = mark
        place += width + 1
      }
      add(time.year, 4, then: UInt8(ascii: "-"))
      add(time.month, 2, then: UInt8(ascii: "-"))
      add(time.day, 2, then: UInt8(ascii: "T"))
      add(time.hour, 2, then: UInt8(ascii: ":"))
      add(time.minute, 2, then: UInt8(ascii: ":"))
      add(time.second, 2, then: UInt8(ascii: "."))
      add(time.millisecond, 3, then: UInt8(ascii: "Z"))
      bytes.append(contentsOf: text)
    }
  }

  /// `2026-01-05`
  package static func dateText(_ time: CivilTime) -> String {
    "\(padded(time.year, 4))-\(padded(time.month, 2))-\(padded(time.day, 2))"
  }

  /// `11:42:07`
  package static func clockText(_ time: CivilTime) -> String {
    "\(padded(time.hour, 2)):\(padded(time.minute, 2)):\(padded(time.second, 2))"
  }

  /// `Mon 2026-01-05 11:42:07Z`
  package static func display(_ instant: Instant) -> String {
    let time = CivilTime(instant)
    let days = (instant >= 0 ? instant : instant - Span.day + 1) / Span.day
    let names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    return "\(names[Int(((days % 7) + 7) % 7)]) \(dateText(time)) \(clockText(time))Z"
  }

  /// Parses a date and time with `Z` or an offset; seconds and fraction are optional. Nil otherwise.
  package static func parse(_ text: String) -> Instant? {
    var reader = Reader(bytes: Array(text.utf8))
    guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
      let day = reader.number(2), (1...12).contains(month),
      (1...CivilTime.daysIn(month: month, year: year)).contains(day)
    else { return nil }
    var time = CivilTime(year: year, month: month, day: day)
    if reader.atEnd { return time.instant }
    guard reader.skip("T") || reader.skip("t") || reader.skip(" "), let hour = reader.number(2), reader.skip(":"),
      let minute = reader.number(2), hour < 24, minute < 60
    else { return nil }
    time.hour = hour
    time.minute = minute
    if reader.skip(":") {
      guard let second = reader.number(2), second < 61 else { return nil }
      time.second = min(second, 59)
      if reader.skip(".") {
        guard let milliseconds = reader.fraction() else { return nil }
        time.millisecond = milliseconds
      }
    }
    guard let offset = reader.offset(), reader.atEnd else { return nil }
    return time.instant - offset
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    var atEnd: Bool { position == bytes.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard position < bytes.count, bytes[position] == UInt8(character.value) else { return false }
      position += 1
      return true
    }

    mutating func number(_ digits: Int) -> Int? {
      guard position + digits <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[position..<position + digits] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      position += digits
      return value
    }

    /// The digits after the decimal point, truncated to milliseconds.
    mutating func fraction() -> Int? {
      var value = 0
      var count = 0
      while position < bytes.count, (48...57).contains(bytes[position]) {
        if count < 3 { value = value * 10 + Int(bytes[position] - 48) }
        count += 1
        position += 1
      }
      guard count > 0 else { return nil }
      for _ in count..<max(3, count) { value *= 10 }
      return value
    }

    mutating func offset() -> Milliseconds? {
      if atEnd || skip("Z") || skip("z") { return 0 }
      let sign: Milliseconds
      if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
      guard let hours = number(2), hours < 24 else { return nil }
      _ = skip(":")
      guard let minutes = number(2), minutes < 60 else { return nil }
      return sign * (Int64(hours) * Span.hour + Int64(minutes) * Span.minute)
    }
  }
}
