import Terminal
import Testing

/// Notifications carry text from outside, which must not end or extend their sequences.
@Suite struct NoticeTests {
  /// Everything that a terminal could obey.
  static let harmful: [ClosedRange<UInt32>] = [
    0...0x1F, 0x7F...0x9F, 0x61C...0x61C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF...0xFEFF,
  ]

  @Test(arguments: harmful, [false, true]) func noticesAreOneSequence(_ range: ClosedRange<UInt32>, _ isInTmux: Bool) {
    for value in range {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = "Zeta\(Character(scalar))9;rest"
      let plain = Terminal.notices("Zeta.9;rest", osc9: true, osc777: true, isInTmux: isInTmux)
      let notices = Terminal.notices(text, osc9: true, osc777: true, isInTmux: isInTmux)
      #expect(notices.count == 2)
      for (notice, model) in zip(notices, plain) {
        let parts = model.split(separator: "Zeta.9;rest", omittingEmptySubsequences: false)
        #expect(parts.count == 2)
        #expect(notice.hasPrefix(parts[0]) && notice.hasSuffix(parts[1]), "U+\(String(value, radix: 16))")
        let inner = notice.dropFirst(parts[0].count).dropLast(parts[1].count)
        let isHarmless = inner.unicodeScalars.allSatisfy { scalar in
          !Self.harmful.contains { $0.contains(scalar.value) }
        }
        #expect(isHarmless, "U+\(String(value, radix: 16))")
        #expect(inner.hasPrefix("Zeta") && inner.hasSuffix("9;rest"))
      }
    }
  }

  @Test func onlyTheWaysThatAreWantedAreUsed() {
    #expect(Terminal.notices("a", osc9: false, osc777: false, isInTmux: false).isEmpty)
    #expect(Terminal.notices("a", osc9: true, osc777: false, isInTmux: false) == ["\u{1B}]9;a\u{7}"])
    #expect(
      Terminal.notices("a", osc9: false, osc777: true, isInTmux: true)
        == ["\u{1B}Ptmux;\u{1B}\u{1B}]777;notify;signalbox;a\u{7}\u{1B}\\"])
  }
}
