import Foundation

/// A Swift file: its lines as written, and its code without comments and literals.
struct SourceFile {
  /// The path in the package, such as `Sources/Canvas/Key.swift`.
  let path: String
  let lines: [String]
  let tokens: [Token]
  /// Whether each line is code or a comment, rather than part of a literal of several lines.
  private let isLiteral: [Bool]

  init(path: String, text: String) {
    self.path = path
    let bytes = Array(text.utf8)
    var tokenizer = Tokenizer(bytes)
    tokens = tokenizer.tokens()
    lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    var isLiteral = [Bool](repeating: false, count: lines.count + 1)
    for range in tokenizer.literalLines { for line in range { isLiteral[line - 1] = true } }
    self.isLiteral = isLiteral
  }

  /// The file's name without its ending, such as `Simulator+Requests`.
  var name: String { String(path.split(separator: "/").last?.dropLast(".swift".count) ?? "") }

  /// Whether a line, from 1, is a documentation comment.
  func isDocumentation(_ line: Int) -> Bool {
    !isLiteral[line - 1] && lines[line - 1].drop { $0 == " " }.hasPrefix("///")
  }

  func finding(_ line: Int, _ problem: String, _ remedy: String) -> Finding {
    Finding(file: path, line: line, problem: problem, remedy: remedy)
  }
}

extension SourceFile {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  /// The text of any file of the package.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The names of the files in a folder that end in `ending`, without it.
  static func names(in folder: String, ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) }.sorted()
  }

  static let sources: [SourceFile] = all(under: "Sources")
  static let tests: [SourceFile] = all(under: "Tests")

  /// The Swift files below a folder, except those that are linked there from another.
  private static func all(under folder: String) -> [SourceFile] {
    let base = root.appending(path: folder)
    let keys: [URLResourceKey] = [.isSymbolicLinkKey, .isRegularFileKey]
    guard let files = FileManager.default.enumerator(at: base, includingPropertiesForKeys: keys) else { return [] }
    var found: [SourceFile] = []
    for case let file as URL in files {
      if file.lastPathComponent.hasPrefix(".") { files.skipDescendants() }
      guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      found.append(SourceFile(path: folder + file.path.dropFirst(base.path.count), text: text))
    }
    return found.sorted { $0.path < $1.path }
  }
}
