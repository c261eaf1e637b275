import ArgumentParser
import Foundation

// Wrong use and bad input end with 2, a command that failed with 1; the library's own codes are others.
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
