/// The built-in themes, embedded so that the binary needs no files.
package enum Themes {
  /// Name and TOML text of each, in the order in which they are listed.
  package static let all: [(name: String, text: String)] = [
    ("dark", text(PackageResources.dark_toml)),
    ("light", text(PackageResources.light_toml)),
    ("high-contrast", text(PackageResources.high_contrast_toml)),
    ("high-contrast-light", text(PackageResources.high_contrast_light_toml)),
    ("deuteranopia", text(PackageResources.deuteranopia_toml)),
    ("protanopia", text(PackageResources.protanopia_toml)),
    ("tritanopia", text(PackageResources.tritanopia_toml)),
    ("monochrome", text(PackageResources.monochrome_toml)),
    ("solarized-dark", text(PackageResources.solarized_dark_toml)),
    ("solarized-light", text(PackageResources.solarized_light_toml)),
    ("gruvbox", text(PackageResources.gruvbox_toml)),
    ("nord", text(PackageResources.nord_toml)),
    ("catppuccin", text(PackageResources.catppuccin_toml)),
    ("catppuccin-latte", text(PackageResources.catppuccin_latte_toml)),
    ("dracula", text(PackageResources.dracula_toml)),
    ("tokyo-night", text(PackageResources.tokyo_night_toml)),
  ]

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
