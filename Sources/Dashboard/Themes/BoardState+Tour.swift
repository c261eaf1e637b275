import Canvas
import Queries
import Simulation

/// The tour of the board. Each step shows the screen that it describes.
package struct Tour {
  package struct Step {
    package let title: String
    package let text: String
    /// The screen to show; nil to keep the current one.
    var screen: Screen?
  }

  let keys: KeyBindings
  let isFeed: Bool

  package var steps: [Step] {
    [
      Step(
        title: "What you see",
        text:
          """
          A simulated world of companies that share data. The top line shows the speed, the time, what has failed \
          and what needs attention. \(keys.word(.pause)) pauses, \(keys.word(.faster)) and \(keys.word(.slower)) \
          change the speed.
          """,
        screen: .connections),
      Step(
        title: "Connections",
        text:
          """
          Each row is a connection with its latest sharing session, worst first. NEXT says what to do. Glyph, word \
          and color always agree. \(keys.word(.moveUp)) \(keys.word(.moveDown)) select a row, \(keys.word(.open)) \
          opens it, \(keys.word(.why)) shows why it has its status.
          """,
        screen: .connections),
      Step(
        title: "What needs attention",
        text:
          """
          To do groups everything by cause: an outage is one line, however many rows it affects. \
          \(keys.word(.open)) shows all of them, and an action on the line applies to all of them. \
          \(keys.word(.snooze)) snoozes a problem, \(keys.word(.acknowledge)) acknowledges it with a note.
          """,
        screen: .todo),
      Step(
        title: "Finding",
        text:
          """
          \(keys.word(.filter)) filters a table as you type: words, or terms such as status:FetchError. Tab \
          completes them. \(keys.word(.sort)) sorts, \(keys.word(.columns)) chooses columns, \(keys.word(.views)) \
          saves all of that as a view.
          """,
        screen: .datasets),
      Step(
        title: "Acting",
        text: isFeed
          ? "This board shows a feed, which is read-only. Keys that can't work say so."
          : """
          \(keys.word(.requeue)) queues again, \(keys.word(.sendLink)) sends the link, \(keys.word(.disconnect)) \
          disconnects. \(keys.word(.mark)) marks rows, so that an action applies to all of them. Destructive \
          actions ask first; \(keys.word(.undo)) undoes the latest action if possible.
          """,
        screen: .connections),
      Step(
        title: "Stepping",
        text: isFeed
          ? "Events lists everything that happened; \(keys.word(.filter)) searches it."
          : """
          Every event is kept: \(keys.word(.step)) and \(keys.word(.stepBack)) step forward and back, \
          \(keys.word(.goTo)) goes anywhere; \(keys.word(.inject)) injects a fault, \(keys.word(.whatIf)) compares \
          with a run without it.
          """,
        screen: .events),
      Step(
        title: "The rest",
        text:
          """
          \(keys.word(.palette)) finds any action, \(keys.word(.help)) lists every key, \(keys.word(.themes)) \
          changes the theme. \(keys.word(.back)) always goes back, \(keys.word(.quit)) quits.
          """,
        screen: .connections),
    ]
  }
}

extension BoardState {
  package var tour: Tour { Tour(keys: keys, isFeed: !run.isSimulated) }

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
    navigation.overlay = .tour(step)
  }

  private mutating func endTour() {
    navigation.overlay = nil
    say("\(keys.word(.help)) shows every key, \(keys.word(.palette)) finds any action", .muted)
  }
}
