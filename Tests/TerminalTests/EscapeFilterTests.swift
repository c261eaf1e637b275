import Terminal
import Testing

/// Pasted text is text, however the input is split.
@Suite struct EscapeFilterTests {
  private func codes(_ text: String) -> [EscapeFilter.Code] {
    text.unicodeScalars.map { EscapeFilter.Code(value: $0.value) }
  }

  @Test(arguments: 1...12) func pastesSplitAnywhere(_ size: Int) {
    let text = "\u{1B}[200~one\u{1B} two\u{1B}[3~\u{1B}[201~q"
    // The start mark is read in one piece: `Terminal` doesn't split there.
    let mark = codes(text).prefix(6)
    var filter = EscapeFilter()
    var inputs = filter.inputs(Array(mark))
    var rest = codes(text).dropFirst(6)
    while !rest.isEmpty {
      inputs += filter.inputs(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
    }
    guard case .pasted(let pasted) = inputs.first else {
      Issue.record("nothing was pasted: \(inputs)")
      return
    }
    #expect(pasted.hasPrefix("one"))
    #expect(pasted.contains("two"))
    #expect(inputs.last == .code(EscapeFilter.Code(value: 0x71)), "the keyboard is there again")
    #expect(inputs.count == 2)
  }

  /// Text that ends inside a sequence doesn't swallow the end mark.
  @Test(arguments: ["xero \u{1B}]0;title", "xero \u{1B}[", "xero \u{1B}[1", "\u{1B}", "\u{1B}[201", "a\u{7}\u{1B}P1"])
  func pastesThatEndWithinASequence(_ text: String) {
    var filter = EscapeFilter()
    let inputs = filter.inputs(codes("\u{1B}[200~\(text)\u{1B}[201~q"))
    guard inputs.count == 2, case .pasted(let pasted) = inputs[0] else {
      Issue.record("\(inputs)")
      return
    }
    #expect(pasted.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    #expect(inputs[1] == .code(EscapeFilter.Code(value: 0x71)))
  }

  @Test func pastesWithoutAnEndAreEnded() {
    var filter = EscapeFilter()
    #expect(filter.inputs(codes("\u{1B}[200~half")).isEmpty)
    #expect(filter.inputs(codes("\u{1B}")).isEmpty)
    #expect(filter.inputs(codes("\u{1B}")) == [.pasted("half")])
    #expect(filter.inputs(codes("q")) == [.code(EscapeFilter.Code(value: 0x71))])
  }

  @Test func escapeAloneIsAKey() {
    var filter = EscapeFilter()
    #expect(filter.inputs(codes("\u{1B}")) == [.code(EscapeFilter.Code(value: 0x1B))])
  }
}
