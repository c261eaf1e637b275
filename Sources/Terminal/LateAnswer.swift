/// Reads past an answer of the terminal that comes too late, so that it is not taken for keys.
struct LateAnswer {
  /// What ncurses read: a character, or a key that it knows.
  struct Code: Equatable {
    var value: UInt32
    var isSpecial = false
  }

  private enum State { case outside, command, commandEnd, identity }

  /// An answer may still come; its last part ends that.
  var isAwaited = false
  private var state = State.outside

  /// What of some codes are keys. A terminal sends the beginning of an answer at once, a person presses Escape alone.
  mutating func passing(_ codes: [Code]) -> [Code] {
    var keys: [Code] = []
    var position = 0
    func value(_ offset: Int) -> UInt32? {
      let index = position + offset
      return index < codes.count && !codes[index].isSpecial ? codes[index].value : nil
    }
    while position < codes.count {
      let code = codes[position]
      switch (state, code.value) {
      case (.outside, 0x1B) where value(1) == 0x5D:
        state = .command
        position += 1
      case (.outside, 0x1B) where value(1) == 0x5B && value(2) == 0x3F:
        state = .identity
        position += 2
      case (.outside, _): keys.append(code)
      case (.command, 7): state = .outside
      case (.command, 0x1B): state = .commandEnd
      case (.command, _): break
      case (.commandEnd, _): state = .outside
      case (.identity, 0x30...0x39), (.identity, 0x3B): break
      case (.identity, _):
        state = .outside
        if code.value == 0x63 { isAwaited = false }
      }
      position += 1
    }
    return keys
  }
}
