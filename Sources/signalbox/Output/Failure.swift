import Journal

/// Why a command failed, and its exit code.
struct Failure: Error {
  let message: String
  let code: Int32

  /// Invalid usage or input.
  static func input(_ message: String) -> Failure { Failure(message: message, code: 2) }
  /// The command was valid and failed.
  static func failed(_ message: String) -> Failure { Failure(message: message, code: 1) }
}

extension Failure {
  /// Turns a journal's error into a failure.
  static func naming<Value>(_ body: () throws(JournalError) -> Value) throws(Failure) -> Value {
    do throws(JournalError) { return try body() } catch {
      throw error.isOfNaming ? Failure.input(error.message) : Failure.failed(error.message)
    }
  }
}
