import CNcurses
import Canvas

/// Color pairs, allocated when two colors are first combined: terminals have 64 of them, or 65,536.
struct ColourPairs {
  private struct Colours: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private var pairs: [Colours: Int32] = [:]

  /// The attributes and the pair for a look.
  mutating func resolve(_ look: Look, _ depth: ColourDepth) -> (attributes: attr_t, pair: Int32) {
    let paint = look.paint(depth)
    var attributes: attr_t = 0
    if paint.attributes.contains(.bold) { attributes |= sb_bold() }
    if paint.attributes.contains(.dim) { attributes |= sb_dim() }
    if paint.attributes.contains(.underline) { attributes |= sb_underline() }
    if paint.attributes.contains(.reverse) { attributes |= sb_reverse() }
    guard depth != .none else { return (attributes, 0) }
    var colours = Colours(foreground: paint.foreground, background: paint.background)
    // With eight colors, bright ones are bold.
    if depth == .sixteen, sb_colors() < 16 {
      if colours.foreground >= 8 {
        colours.foreground -= 8
        attributes |= sb_bold()
      }
      if colours.background >= 8 { colours.background -= 8 }
    }
    return (attributes, pair(colours))
  }

  private mutating func pair(_ colours: Colours) -> Int32 {
    if colours.foreground == -1, colours.background == -1 { return 0 }
    if let known = pairs[colours] { return known }
    let next = Int32(pairs.count + 1)
    guard next < sb_color_pairs(), init_extended_pair(next, colours.foreground, colours.background) != ERR else {
      return 0
    }
    pairs[colours] = next
    return next
  }
}
