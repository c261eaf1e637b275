import Simulation
import Testing

/// Moments and spans as text, and back.
@Suite struct InstantTests {
  @Test func civilTimeRoundTrips() {
    for days in stride(from: -800_000, through: 800_000, by: 367) {
      let instant = Int64(days) * Span.day + 12_345_678
      #expect(CivilTime(instant).instant == instant)
    }
    #expect(ISO8601.text(0) == "1970-01-01T00:00:00.000Z")
    #expect(ISO8601.display(1_767_613_327_000) == "Mon 2026-01-05 11:42:07Z")
  }

  @Test(
    arguments: [
      ("2026-01-05T11:42:07Z", 1_767_613_327_000), ("2026-01-05T11:42:07.25Z", 1_767_613_327_250),
      ("2026-01-05T12:42:07+01:00", 1_767_613_327_000), ("2019-10-10T00:31:04.497225Z", 1_570_667_464_497),
      ("2026-01-05", 1_767_571_200_000),
    ] as [(String, Int64)]) func readsISO8601(_ text: String, _ instant: Instant)
  {
    #expect(ISO8601.parse(text) == instant)
  }

  @Test(arguments: [
    "", "2026", "2026-13-01", "2026-02-29", "2026-01-05T25:00:00Z", "2026-01-05T11:42:07Zx", "yesterday",
  ])
  func invalidTimesAreRefused(_ text: String) { #expect(ISO8601.parse(text) == nil) }

  @Test func spans() {
    #expect(Span.parse("1h30m") == 90 * Span.minute)
    #expect(Span.parse("250ms") == 250)
    for bad in ["", "5", "h", "1x", "-1h", "999999999999999999d", "1.5h"] { #expect(Span.parse(bad) == nil) }
    #expect(Span.short(47 * Span.hour) == "1d")
    #expect(Span.short(48 * Span.hour) == "2d")
  }
}
