import Canvas
import Simulation

/// A walk round the board: each step shows the screen it tells of.
struct Tour {
  struct Step {
    let title: String
    let text: String
    /// The screen that it is about; nil leaves it as it is.
    var screen: Screen?
  }

  let keys: KeyBindings
  let isFeed: Bool

  var steps: [Step] {
    [
      Step(
        title: "What you see",
        text:
          "A simulated world of companies that share data. The top line: how fast its clock goes, its time, how much is wrong, how much needs a hand. \(keys.word(.pause)) pauses it, \(keys.word(.faster)) and \(keys.word(.slower)) change its speed.",
        screen: .connections),
      Step(
        title: "Connections",
        text:
          "Each row is a connection with its latest sharing session. The worst are on top: NEXT says what would help. Sign, word and colour say the same thing. \(keys.word(.moveUp)) \(keys.word(.moveDown)) choose a row, \(keys.word(.open)) opens it, \(keys.word(.why)) tells why it stands there.",
        screen: .connections),
      Step(
        title: "What needs a hand",
        text:
          "To do groups everything by what began it: one outage is one line, whatever it reached. \(keys.word(.open)) shows all of it; acting on the line acts on its rows. \(keys.word(.snooze)) puts it aside, \(keys.word(.acknowledge)) notes that you have seen it.",
        screen: .todo),
      Step(
        title: "Finding",
        text:
          "\(keys.word(.filter)) narrows a table with each key: words, or terms such as status:FetchError; Tab completes them. \(keys.word(.sort)) sorts, \(keys.word(.columns)) chooses columns, \(keys.word(.views)) keeps all that under a name.",
        screen: .datasets),
      Step(
        title: "Acting",
        text: isFeed
          ? "This board shows a feed, and nothing can be changed from it; the keys say so."
          : "\(keys.word(.requeue)) queues again, \(keys.word(.sendLink)) sends the link, \(keys.word(.disconnect)) disconnects. \(keys.word(.mark)) marks rows, and an action is then about all of them. What cannot be undone asks first; \(keys.word(.undo)) takes back what can be.",
        screen: .connections),
      Step(
        title: "Stepping",
        text: isFeed
          ? "Events is the record as it grows; \(keys.word(.filter)) searches it."
          : "Every event is on record. \(keys.word(.step)) goes one forward, \(keys.word(.stepBack)) one back, \(keys.word(.goTo)) anywhere; \(keys.word(.inject)) injects a fault, \(keys.word(.whatIf)) compares with a run without it.",
        screen: .events),
      Step(
        title: "The rest",
        text:
          "\(keys.word(.palette)) finds any action by a few letters, \(keys.word(.help)) lists every key, \(keys.word(.themes)) changes the colours. \(keys.word(.back)) always goes back, \(keys.word(.quit)) leaves.",
        screen: .connections),
    ]
  }
}

extension Model {
  var tour: Tour { Tour(keys: keys, isFeed: source.kind == .feed) }

  mutating func pressTour(_ key: Key, _ step: Int) -> [Effect] {
    let last = tour.steps.count - 1
    switch key {
    case .enter, .right, .down, .character(" "), .pageDown:
      guard step < last else {
        endTour()
        return []
      }
      show(tour: step + 1)
    case .left, .up, .backspace, .pageUp: show(tour: max(0, step - 1))
    default: if keys.action(key) == .quit || key == .escape { endTour() }
    }
    return []
  }

  mutating func show(tour step: Int) {
    if let screen = tour.steps[step].screen { show(screen) }
    overlay = .tour(step)
  }

  private mutating func endTour() {
    overlay = nil
    say("\(keys.word(.help)) shows every key, \(keys.word(.palette)) finds any action", .muted)
  }
}
