import CNcurses
import Canvas

/// Translates ncurses keys.
extension Terminal {
  static func special(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP: return .up
    case KEY_DOWN: return .down
    case KEY_LEFT: return .left
    case KEY_RIGHT: return .right
    case KEY_PPAGE: return .pageUp
    case KEY_NPAGE: return .pageDown
    case KEY_HOME: return .home
    case KEY_END: return .end
    case KEY_ENTER: return .enter
    case KEY_BACKSPACE: return .backspace
    case KEY_DC: return .delete
    case KEY_BTAB: return .backTab
    case KEY_RESIZE: return nil
    default:
      for number in 1...12 where sb_key_f(Int32(number)) == code { return .function(number) }
      return .other(code)
    }
  }

  static func mouse() -> Mouse? {
    var (x, y, isExtending): (Int32, Int32, Int32) = (0, 0, 0)
    let kind: Mouse.Kind
    switch sb_mouse(&x, &y, &isExtending) {
    case 1: kind = .press
    case 2: kind = .wheelUp
    case 3: kind = .wheelDown
    default: return nil
    }
    return Mouse(kind, x: Int(x), y: Int(y), isExtending: isExtending != 0)
  }

  /// The key of a character; nil if it is not one.
  package static func key(ofCharacter value: UInt32) -> Key? { plain(wint_t(value)) }

  static func plain(_ code: wint_t) -> Key? {
    switch code {
    case 10, 13: return .enter
    case 9: return .tab
    case 27: return .escape
    case 8, 127: return .backspace
    case 0: return .control("@")
    case 1...26: return Unicode.Scalar(UInt32(code) + 96).map { .control($0) }
    case 28...31: return Unicode.Scalar(UInt32(code) + 64).map { .control($0) }
    default: return Unicode.Scalar(UInt32(code)).map { .character($0) }
    }
  }
}
