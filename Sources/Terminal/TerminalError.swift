/// Why there is no screen to draw on, in words for the person at the command line.
package enum TerminalError: Error, Equatable, Sendable {
  case notATerminal
  case unknownType(String)
  case noCursorAddressing(String)
  case noSignals

  package var message: String {
    let instead = "'signalbox status' and 'signalbox simulate' work without one."
    return switch self {
    case .notATerminal: "the board needs an interactive terminal, and standard input or output is not one. \(instead)"
    case .unknownType(let type):
      """
      the terminal type TERM="\(type)" is not known on this system. Set TERM to your terminal's type, such as \
      xterm-256color. \(instead)
      """
    case .noCursorAddressing(let type):
      "a terminal of type TERM=\"\(type)\" can't position its cursor, which the board needs. \(instead)"
    case .noSignals: "the system provides no descriptor for signals (signalfd). \(instead)"
    }
  }
}
