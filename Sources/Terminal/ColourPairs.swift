import CNcurses
import Canvas

/// Colour pairs, allocated when a look first needs them: terminals have 64 of them, or 65,536.
struct ColourPairs {
  private struct Colours: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private var pairs: [Colours: Int32] = [:]

  /// The attributes and the pair for a look.
  mutating func resolve(_ look: Look, _ depth: ColourDepth) -> (attributes: attr_t, pair: Int32) {
    var attributes: attr_t = 0
    if look.isBold { attributes |= sb_bold() }
    if look.isDim { attributes |= sb_dim() }
    if look.isUnderlined { attributes |= sb_underline() }
    if look.isReversed { attributes |= sb_reverse() }
    guard depth != .none else { return (attributes, 0) }
    var foreground = Self.number(look.foreground, depth)
    let background = Self.number(look.background, depth)
    // Where there are eight colours, bright ones are bold ones.
    if depth == .sixteen, sb_colors() < 16, foreground >= 8 {
      foreground -= 8
      attributes |= sb_bold()
    }
    return (attributes, pair(Colours(foreground: foreground, background: background)))
  }

  private static func number(_ colour: Colour?, _ depth: ColourDepth) -> Int32 {
    guard let colour else { return -1 }
    if depth == .full, let index = colour.of256 { return Int32(index) }
    guard let index = colour.of16 else { return -1 }
    return Int32(index)
  }

  private mutating func pair(_ colours: Colours) -> Int32 {
    if colours.foreground == -1, colours.background == -1 { return 0 }
    if let known = pairs[colours] { return known }
    let next = Int32(pairs.count + 1)
    let background = colours.background >= 8 && sb_colors() < 16 ? colours.background - 8 : colours.background
    guard next < sb_color_pairs(), init_extended_pair(next, colours.foreground, background) != ERR else { return 0 }
    pairs[colours] = next
    return next
  }
}
