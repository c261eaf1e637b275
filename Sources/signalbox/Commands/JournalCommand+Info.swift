import ArgumentParser
import Journal
import Simulation

extension JournalCommand {
  struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Describe a journal.")

    @Argument(help: "The journal.", completion: .file())
    var file: String

    @Flag(help: "Print the run's scenario (TOML), without the commands given in it.")
    var source = false

    func run() throws {
      let read = try ReadJournal(file)
      let header = read.reader.header
      if source {
        Output.text(header.scenario)
        return
      }
      let commands = read.run.records.reduce(0) { $0 + $1.inputs.count }
      var lines = [
        ("journal", file),
        header.kind == .simulated ? ("run", "\(header.name), seed \(header.seed)") : ("feed", header.name),
        ("created", "\(header.created) by signalbox \(header.engine)"), ("written", read.reader.written),
        ("events", Count.grouped(read.reader.events)), ("commands", String(commands)),
        ("actions", String(read.run.acts.count)), ("branches", String(read.run.records.count)),
        ("batches", Count.grouped(read.reader.batches)),
      ]
      if let head = read.run.last?.head {
        lines.append(("end", "\(ISO8601.display(head.time)), #\(Count.grouped(head.sequence))"))
      }
      if header.kind == .feed { lines.append(("lines", Count.grouped(read.reader.lines))) }
      for (name, text) in lines { Output.line("\(name)\(String(repeating: " ", count: 10 - name.count))\(text)") }
      if let damage = read.reader.damage { throw Failure.failed(read.words(damage)) }
    }
  }
}
