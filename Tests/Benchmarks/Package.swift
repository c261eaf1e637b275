// swift-tools-version: 6.2
import PackageDescription

/// Benchmarks, a package of their own. The modules are linked in as folders, so that their `package` declarations can
/// be measured from here.
let package = Package(
  name: "signalbox-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .target(name: "Lifecycles"),
    .target(
      name: "Simulation", dependencies: ["Lifecycles", .product(name: "DequeModule", package: "swift-collections")]),
    .target(name: "Feed", dependencies: ["Lifecycles", "Simulation"]),
    .target(
      name: "Journal",
      dependencies: [
        "Lifecycles", "Simulation", "COpenSSL",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .systemLibrary(name: "COpenSSL"),
    .target(name: "CJournalLoop", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "Canvas"),
    .target(name: "Dashboard", dependencies: ["Lifecycles", "Simulation", "Canvas"]),
    .target(
      name: "Themes",
      resources: [
        .embedInCode("dark.toml"), .embedInCode("light.toml"), .embedInCode("high-contrast.toml"),
        .embedInCode("high-contrast-light.toml"), .embedInCode("deuteranopia.toml"), .embedInCode("protanopia.toml"),
        .embedInCode("tritanopia.toml"), .embedInCode("monochrome.toml"), .embedInCode("solarized-dark.toml"),
        .embedInCode("solarized-light.toml"), .embedInCode("gruvbox.toml"), .embedInCode("nord.toml"),
        .embedInCode("catppuccin.toml"), .embedInCode("catppuccin-latte.toml"), .embedInCode("dracula.toml"),
        .embedInCode("tokyo-night.toml"),
      ]),
    .target(
      name: "Scenarios",
      resources: [
        .embedInCode("first-link.toml"), .embedInCode("expired-consent.toml"), .embedInCode("outage-at-night.toml"),
        .embedInCode("rate-limit.toml"), .embedInCode("connector-weekend.toml"), .embedInCode("missing-webhook.toml"),
        .embedInCode("deletion-skip.toml"), .embedInCode("deletion-pause.toml"), .embedInCode("bulk-requeue.toml"),
        .embedInCode("data-status.toml"), .embedInCode("auth-error-in-outage.toml"),
        .embedInCode("bad-morning.toml"),
      ]),
    .target(name: "CTOML"),
    .target(
      name: "Configuration",
      dependencies: ["Lifecycles", "Simulation", "Canvas", "Dashboard", "Themes", "Scenarios", "CTOML"]),
    .executableTarget(
      name: "signalbox-benchmarks",
      dependencies: [
        "Lifecycles", "Simulation", "Feed", "Journal", "CJournalLoop", "Canvas", "Dashboard", "Configuration",
      ]),
  ]
)
