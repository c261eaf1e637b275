import ArgumentParser
import Foundation

// Invalid usage and input exit with 2, a failed command with 1. The library's own codes differ.
do {
  var command = try Signalbox.parseAsRoot()
  try Signalbox.checkOptions(of: command)
  try command.run()
} catch let failure as Failure {
  Output.error("signalbox: \(failure.message)")
  exit(failure.code)
} catch let code as ExitCode {
  exit(code.rawValue)
} catch {
  if Signalbox.exitCode(for: error).isSuccess { Signalbox.exit(withError: error) }
  Output.error(Signalbox.fullMessage(for: error))
  exit(2)
}
