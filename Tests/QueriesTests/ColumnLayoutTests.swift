import Queries
import Testing

/// The columns that fit a width.
@Suite struct ColumnLayoutTests {
  @Test func columnsFitAnyWidth() {
    for kind in [TableKind.connections, .sessions, .datasets, .requests, .integrations, .todo] {
      for width in 20...220 {
        let layout = ColumnLayout.fit(kind.columns.map { ($0.minimum, $0.ideal, $0.rank) }, width: width)
        #expect(!layout.isEmpty)
        for (a, b) in zip(layout, layout.dropFirst()) { #expect(a.x + a.width < b.x) }
        if let last = layout.last, layout.count > 1 { #expect(last.x + last.width <= width) }
      }
    }
  }
}
