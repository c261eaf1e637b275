import CNcurses
import Canvas

/// Color pairs, allocated when two colors are first combined: terminals have 64 of them, or 65,536.
struct ColorPairs {
  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private var pairs: [Colors: Int32] = [:]

  /// The attributes and the pair for a look.
  mutating func resolve(_ textStyle: TextStyle, _ depth: ColorDepth) -> (attributes: attr_t, pair: Int32) {
    let cellAttributes = textStyle.cellAttributes(depth)
    var attributes: attr_t = 0
    if cellAttributes.attributes.contains(.bold) { attributes |= sb_bold() }
    if cellAttributes.attributes.contains(.dim) { attributes |= sb_dim() }
    if cellAttributes.attributes.contains(.underline) { attributes |= sb_underline() }
    if cellAttributes.attributes.contains(.reverse) { attributes |= sb_reverse() }
    guard depth != .none else { return (attributes, 0) }
    var colors = Colors(foreground: cellAttributes.foreground, background: cellAttributes.background)
    // With eight colors, bright ones are bold.
    if depth == .sixteen, sb_colors() < 16 {
      if colors.foreground >= 8 {
        colors.foreground -= 8
        attributes |= sb_bold()
      }
      if colors.background >= 8 { colors.background -= 8 }
    }
    return (attributes, pair(colors))
  }

  private mutating func pair(_ colors: Colors) -> Int32 {
    if colors.foreground == -1, colors.background == -1 { return 0 }
    if let known = pairs[colors] { return known }
    let next = Int32(pairs.count + 1)
    guard next < sb_color_pairs(), init_extended_pair(next, colors.foreground, colors.background) != ERR else {
      return 0
    }
    pairs[colors] = next
    return next
  }
}
