/// What is wrong with a file, where, what was expected, and what to do.
package struct ConfigurationError: Error, Equatable, Sendable {
  package var file: String
  package var line: Int
  package var column: Int
  package var problem: String

  package init(file: String, line: Int, column: Int, problem: String) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
  }

  /// `scenario.toml:12:3: …`, the format of compilers, so that editors can jump there.
  package var message: String { "\(file):\(line):\(column): \(problem)" }
}
