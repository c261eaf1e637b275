/// The themes that come with the program, embedded so that the binary needs no files.
package enum Themes {
  /// Name and TOML text of each, in the order in which they are listed.
  package static let all: [(name: String, text: String)] = [
    ("dark", text(PackageResources.dark_toml)),
    ("light", text(PackageResources.light_toml)),
    ("high-contrast", text(PackageResources.high_contrast_toml)),
    ("monochrome", text(PackageResources.monochrome_toml)),
  ]

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
