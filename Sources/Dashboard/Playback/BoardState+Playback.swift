import Canvas
import Queries
import Simulation

/// The clock: running, pausing and its speed.
extension BoardState {
  /// The maximum number of events per tick. The rest waits for the next tick, so that keys come in between.
  private static let eventsPerTick = 20_000
  /// The maximum time that a tick makes up for, in milliseconds.
  private static let longestTick: Int64 = 500
  /// How far the run may go in a tick at maximum speed.
  private static let farthest = 400 * Span.day

  mutating func tick(_ wall: Int64) {
    let elapsed = min(max(0, wall - viewport.wall), Self.longestTick)
    viewport.wall = wall
    if let message = alerts.message, message.until <= wall { alerts.message = nil }
    if isBusy {
      resume()
      return
    }
    guard isRunning else { return }
    let now = world.now
    let goal = playback.speed == .max ? now + Self.farthest : now + elapsed * playback.speed
    let refusals = run.source.scriptRefusals
    advance(to: goal, limit: Self.eventsPerTick)
    if run.source.scriptRefusals > refusals, let text = run.source.latestScriptRefusal { say(text, .warning) }
  }

  mutating func togglePause() {
    playback.isPaused.toggle()
    if playback.isPaused { run.source.timeline?.mark() } else { followAgain() }
    say(
      playback.isPaused
        ? """
        paused: \(keys.word(.step)) and \(keys.word(.stepBack)) step forward and back, \(keys.word(.goTo)) goes \
        anywhere; \(keys.word(.pause)) resumes
        """
        : run.access.isFollowing
          ? "following the run as it is written" : "running at \(Speed.title(playback.speed))")
  }

  mutating func changeSpeed(_ steps: Int) {
    playback.changeSpeed(steps)
    say("speed \(Speed.title(playback.speed))\(playback.isPaused ? "; still paused" : "")")
  }

  /// Pauses at the position.
  mutating func pauseHere() {
    if !playback.isPaused { run.source.timeline?.mark() }
    playback.isPaused = true
    tables.clearsHighlights = true
  }

  // MARK: Work between frames

  /// Continues what is in progress.
  mutating func resume() { if bulk.running != nil { work() } else { continueSearch() } }

  /// Cancels what is in progress.
  mutating func cancel() {
    if let running = bulk.running {
      bulk.running = nil
      finish(running, isCanceled: true)
      return
    }
    guard let what = playback.search?.what else { return }
    playback.search = nil
    say("search for \(what) canceled; nothing has changed", .muted)
  }
}
