import Foundation

/// Values that a journal stores as JSON, with a fixed order of members.
package enum JournalJSON {
  /// Why a value can't be stored or read back.
  package struct Failure: Error, Equatable, Sendable {
    package let reason: String
  }

  package static func text(_ value: some Encodable) throws(Failure) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do { return String(decoding: try encoder.encode(value), as: UTF8.self) } catch {
      throw Failure(reason: reason(error))
    }
  }

  package static func value<Value: Decodable>(_ text: String) throws(Failure) -> Value {
    do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch {
      throw Failure(reason: reason(error))
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error {
    case EncodingError.invalidValue(_, let context): context.debugDescription
    case DecodingError.dataCorrupted(let context), DecodingError.keyNotFound(_, let context),
      DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      context.debugDescription
    default: error.localizedDescription
    }
  }
}
