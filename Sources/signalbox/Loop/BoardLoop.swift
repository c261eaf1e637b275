import CNcurses
import Canvas
import Dashboard
import Foundation
import Queries
import Rendering
import Terminal

/// The one loop, which connects terminal, board, and simulator or feed.
struct BoardLoop {
  /// How the loop ended.
  enum Ending {
    case quit
    /// By a signal. The process ends by the same signal once the terminal is restored.
    case signal(Int32)
  }

  /// The time between frames in milliseconds while the world runs. Keys are handled immediately.
  private static let frame: Int64 = 100
  /// How soon a source is checked again that may have brought something, in milliseconds.
  private static let soon: Int32 = 50

  var performer: EffectPerformer
  /// What was typed before the loop started.
  var early: [TerminalEvent] = []
  private var nextFrame: Int64 = 0

  init(_ performer: EffectPerformer) { self.performer = performer }

  static func now() -> Int64 { Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000) }

  mutating func run(_ board: inout BoardState, _ terminal: inout Terminal, _ sources: EventSources) -> Ending {
    performer.journal = sources.journal
    nextFrame = Self.now()
    _ = board.update(.tick(nextFrame))
    terminal.show(Renderer.draw(board), theme: performer.theme)
    while true {
      let events = wait(board, &terminal, sources)
      let ready = terminal.readyExtras
      // Make up for a frame that a slow terminal missed.
      var isDirty = terminal.wantsFrame || !events.isEmpty
      if let ending = handle(events, &board, &terminal, sources) { return ending }
      if let effects = sources.pump(&board, ready) {
        _ = performer.perform(effects, &board, &terminal)
        isDirty = true
      }
      if performer.followTheme(&board, &terminal) { isDirty = true }
      if tick(&board, &terminal, isDirty: isDirty) { isDirty = true }
      sources.record(&board)
      if isDirty { terminal.show(Renderer.draw(board), theme: performer.theme) }
    }
  }

  private mutating func wait(_ board: BoardState, _ terminal: inout Terminal, _ sources: EventSources)
    -> [TerminalEvent]
  {
    var timeout: Int32 = -1
    if board.needsTicks { timeout = Int32(max(0, min(nextFrame - Self.now(), Self.frame))) }
    if sources.looksAgain { timeout = timeout < 0 ? Self.soon : min(timeout, Self.soon) }
    if sources.feed?.hasMore == true { timeout = 0 }
    defer { early = [] }
    guard early.isEmpty else { return early }
    return terminal.wait(
      milliseconds: timeout, extras: sources.descriptors + [performer.descriptor].compactMap { $0 })
  }

  private static let traps = ProcessInfo.processInfo.environment["SIGNALBOX_TEST_TRAP"] != nil

  /// Handles what the terminal brought; nil to continue.
  private mutating func handle(
    _ events: [TerminalEvent], _ board: inout BoardState, _ terminal: inout Terminal, _ sources: EventSources
  ) -> Ending? {
    for (number, event) in events.enumerated() {
      var effects: [Effect] = []
      switch event {
      case .key(let key):
        if Self.traps, key == .function(12) { sb_trap() }
        if !board.needsTicks { effects = board.update(.clock(Self.now()), isShown: false) }
        effects += board.update(.key(key), isShown: number == events.count - 1)
      case .pasted(let text): effects = board.update(.pasted(text))
      case .mouse(let mouse): effects = board.update(.mouse(mouse, wall: Self.now()))
      case .resize, .resumed: effects = board.update(.resize(width: terminal.columns, height: terminal.rows))
      case .terminate(let signal): return .signal(signal)
      case .hangUp: return .signal(SIGHUP)
      }
      if performer.perform(effects, &board, &terminal) { return .quit }
      sources.record(&board)
    }
    return nil
  }

  /// Lets the world move on if it is time. Returns whether it did.
  private mutating func tick(_ board: inout BoardState, _ terminal: inout Terminal, isDirty: Bool) -> Bool {
    let moment = Self.now()
    if board.needsTicks, moment >= nextFrame {
      _ = performer.perform(board.update(.tick(moment)), &board, &terminal)
      // At maximum speed the next frame starts when this one is drawn.
      let isUnlimited = (board.isRunning && board.playback.speed == .max) || board.isBusy
      nextFrame = isUnlimited ? moment : max(nextFrame + Self.frame, moment + Self.frame / 2)
      return true
    }
    if isDirty, !board.needsTicks {
      // A paused board keeps its clock for what a key shows next.
      nextFrame = moment
      _ = board.update(.clock(moment), isShown: false)
    }
    return false
  }
}
