/// Why there is no screen to draw on, in words for the person at the command line.
package enum TerminalError: Error, Equatable, Sendable {
  case notATerminal
  case unknownType(String)
  case noCursorAddressing(String)
  case noSignals

  package var message: String {
    let instead = "'signalbox status' prints a table and 'signalbox simulate' prints events without one."
    return switch self {
    case .notATerminal: "the board needs a terminal for its keys and its screen, and this is none. \(instead)"
    case .unknownType(let type):
      "the terminal type TERM=\"\(type)\" is not known here. Set TERM to what your terminal is, for instance xterm-256color. \(instead)"
    case .noCursorAddressing(let type):
      "a terminal of type TERM=\"\(type)\" cannot place its cursor, which a board needs. \(instead)"
    case .noSignals: "the system gives no descriptor for signals (signalfd). \(instead)"
    }
  }
}
