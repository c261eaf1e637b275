import ArgumentParser
import Journal
import Simulation

extension JournalCommand {
  struct Compact: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Copy the intact part of a journal's last branch to a new file.",
      discussion: "You can resume the new file. Other branches stay in the old one, which is not changed.")

    @Argument(help: "The journal.", completion: .file())
    var file: String

    @Argument(help: "The new file.", completion: .file())
    var new: String

    func run() throws {
      let reader = try ReadJournal.open(file)
      let target = try Failure.naming { () throws(JournalError) in try JournalFile(new) }
      guard target.state == .free else { throw Failure.input(JournalError.isThere(path: new).message) }
      let lock = try Failure.naming { () throws(JournalError) in try JournalLock(target) }
      let (read, status) = try JournalCopy.write(reader, to: target, lock)
      if let damage = reader.damage { Output.error("signalbox: \(read.words(damage)); the intact part is copied") }
      if let problem = status.problem { throw Failure.failed(problem.message) }
      Output.line("\(new): \(Count.text(status.events, "event")), \(Count.text(status.acts, "action"))")
    }
  }
}
