import Canvas
import Configuration
import Dashboard
import Lifecycles
import Queries
import Simulation
import Testing

/// A bad morning: an outage, two expired consents, an overdue deletion.
extension AttentionTests {
  private func problems(_ board: TestBoard) -> [String] {
    board.text.split(separator: "\n").map(String.init).filter { line in
      ["Kestrel Travel", "Cobalt Foods", "Fjord Kaffe", "Xero:"].contains { line.contains($0) }
    }
  }

  /// Moves to the line of a problem.
  private func go(_ board: inout TestBoard, to name: String) {
    board.press(.home)
    for _ in 0..<12 where !board.cursorText.contains(name) { board.press(.down) }
    #expect(board.cursorText.contains(name), "\(name) is not there: \(board.text)")
  }

  @Test func fourProblemsOneLineEach() throws {
    let board = try TestBoard.badMorning()
    #expect(board.rule.contains("4 problems"))
    let lines = problems(board)
    #expect(lines.count == 4)
    #expect(lines.contains { $0.contains("Xero: outage") && $0.contains("sessions") && $0.contains("datasets") })
    #expect(lines.contains { $0.contains("Cobalt Foods") && $0.contains("1 connection, 1 session, 3 datasets") })
    #expect(lines.contains { $0.contains("Legacy CRM (deletion)") && $0.contains("1 day overdue") })
    // What the person can act on is separate from what waits for others.
    let all = board.text.split(separator: "\n").map(String.init)
    let yours = all.firstIndex { $0.contains("Yours") }!, others = all.firstIndex { $0.contains("Waiting on others") }!
    #expect(yours < others && all.firstIndex { $0.contains("Xero: outage") }! > others)
  }

  /// Texts are shortened before they are cut.
  @Test(arguments: [80, 100, 140]) func noProblemIsCut(_ width: Int) throws {
    var board = try TestBoard.badMorning(width: width, height: 24)
    board.press(.down, .up)
    #expect(!board.text.contains("…"), "\(board.text)")
  }

  @Test func allProblemsCanBeHandled() throws {
    var board = try TestBoard.badMorning()
    // The deletion: stop waiting for the owner, then choose the data.
    go(&board, to: "Legacy CRM")
    board.type("X")
    #expect(board.text.contains("Stop the integration?"))
    board.type("y")
    go(&board, to: "Deletion request")
    board.type("v\r")
    #expect(board.text.contains("y Choose the data"))
    board.type("y")
    // The consents: send the links.
    for name in ["Cobalt Foods", "Fjord Kaffe"] {
      go(&board, to: name)
      board.type("l")
      #expect(board.message.contains("link sent"))
    }
    #expect(board.text.contains("Yours: you're all caught up"))
    // The outage ends at nine. Until then, the line says to wait.
    go(&board, to: "Xero")
    #expect(board.text.contains("wait for recovery, then r queues the failed syncs"))
    board.type("g09:05\r")
    for _ in 0..<200 where board.state.isBusy { board.tick() }
    go(&board, to: "Xero")
    #expect(board.text.contains("recovered"))
    board.type("r")
    #expect(board.text.contains("Possible for"))
    board.type("y")
    #expect(board.message.contains("rows"))
    board.type("g12:00\r")
    for _ in 0..<400 where board.state.isBusy { board.tick() }
    // Only the deletion itself remains, which continues automatically.
    #expect(
      !board.text.contains("Xero") && !board.text.contains("Cobalt") && !board.text.contains("Fjord"), "\(board.text)")
    board.type(":actions\r")
    for part in ["stop the integration", "choose the data", "send the link", "Re-queue or retry: 16 of 16"] {
      #expect(board.text.lowercased().contains(part.lowercased()), "\(part): \(board.text)")
    }
  }

  @Test func snoozeCanBeUndone() throws {
    var board = try TestBoard.badMorning()
    go(&board, to: "Cobalt Foods")
    board.type("zfor an hour\r")
    #expect(board.text.contains("Snoozed: 1 problem"))
    board.type("u")
    #expect(!board.text.contains("Snoozed"))
    board.type("u")
    #expect(board.message.contains("this can't be undone") || board.message.contains("snooze ended"))
  }
}
