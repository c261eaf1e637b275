// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module imports only those above it. `swift build --explicit-target-dependency-import-check error` checks that.
let package = Package(
  name: "signalbox",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "signalbox", targets: ["signalbox"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(path: "Tests/CTestTerminal"),
  ],
  targets: [
    .target(name: "Lifecycles", swiftSettings: strict),
    .target(
      name: "Simulation",
      dependencies: ["Lifecycles", .product(name: "DequeModule", package: "swift-collections")],
      swiftSettings: strict),
    .systemLibrary(name: "COpenSSL"),
    .target(name: "Feed", dependencies: ["Lifecycles", "Simulation"], swiftSettings: strict),
    .target(
      name: "Journal",
      dependencies: [
        "Lifecycles", "Simulation", "COpenSSL",
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict),
    .target(name: "Canvas", swiftSettings: strict),
    .target(name: "Queries", dependencies: ["Lifecycles", "Simulation", "Canvas"], swiftSettings: strict),
    .target(
      name: "Dashboard", dependencies: ["Lifecycles", "Simulation", "Canvas", "Queries"],
      swiftSettings: strict),
    .target(
      name: "Rendering", dependencies: ["Lifecycles", "Simulation", "Canvas", "Queries", "Dashboard"],
      swiftSettings: strict),
    .target(
      name: "Themes",
      path: "themes",
      resources: [
        .embedInCode("dark.toml"), .embedInCode("light.toml"), .embedInCode("high-contrast.toml"),
        .embedInCode("high-contrast-light.toml"), .embedInCode("deuteranopia.toml"), .embedInCode("protanopia.toml"),
        .embedInCode("tritanopia.toml"), .embedInCode("monochrome.toml"), .embedInCode("solarized-dark.toml"),
        .embedInCode("solarized-light.toml"), .embedInCode("gruvbox.toml"), .embedInCode("nord.toml"),
        .embedInCode("catppuccin.toml"), .embedInCode("catppuccin-latte.toml"), .embedInCode("dracula.toml"),
        .embedInCode("tokyo-night.toml"),
      ],
      swiftSettings: strict),
    .target(
      name: "Scenarios",
      resources: [
        .embedInCode("first-link.toml"), .embedInCode("expired-consent.toml"), .embedInCode("outage-at-night.toml"),
        .embedInCode("rate-limit.toml"), .embedInCode("connector-weekend.toml"), .embedInCode("missing-webhook.toml"),
        .embedInCode("deletion-skip.toml"), .embedInCode("deletion-pause.toml"), .embedInCode("bulk-requeue.toml"),
        .embedInCode("data-status.toml"), .embedInCode("auth-error-in-outage.toml"), .embedInCode("bad-morning.toml"),
      ],
      swiftSettings: strict),
    .target(
      name: "Documentation",
      resources: [
        .embedInCode("Signalbox.docc/Keys.md"), .embedInCode("Signalbox.docc/Filters.md"),
        .embedInCode("Signalbox.docc/Conditions.md"), .embedInCode("Signalbox.docc/Stepping.md"),
        .embedInCode("Signalbox.docc/Configuration.md"), .embedInCode("Signalbox.docc/Themes.md"),
        .embedInCode("Signalbox.docc/Scenarios.md"), .embedInCode("Signalbox.docc/Feed.md"),
        .embedInCode("Signalbox.docc/Events.md"), .embedInCode("Signalbox.docc/Journal.md"),
        .embedInCode("Signalbox.docc/ExitCodes.md"),
      ],
      swiftSettings: strict),
    .target(name: "CTOML", cxxSettings: [.treatAllWarnings(as: .error), .enableWarning("extra")]),
    .target(
      name: "Configuration",
      dependencies: [
        "Lifecycles", "Simulation", "Canvas", "Queries", "Dashboard", "Themes", "Scenarios", "CTOML",
      ],
      swiftSettings: strict),
    .target(
      name: "CNcurses",
      cSettings: [.treatAllWarnings(as: .error), .enableWarning("extra")],
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "Terminal", dependencies: ["CNcurses", "Canvas"], swiftSettings: strict),
    .executableTarget(
      name: "signalbox",
      dependencies: [
        "Lifecycles", "Simulation", "Journal", "Feed", "Canvas", "Queries", "Dashboard", "Rendering", "Themes",
        "Configuration", "Documentation", "Terminal", "CNcurses",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Tests: a target per module, one for the whole program in a pseudo-terminal, and what several of them share.
    .testTarget(name: "LifecyclesTests", dependencies: ["Lifecycles"], swiftSettings: strict),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Lifecycles", "Simulation", "Fixtures", .product(name: "HeapModule", package: "swift-collections"),
      ],
      swiftSettings: strict),
    .testTarget(name: "CanvasTests", dependencies: ["Canvas"], swiftSettings: strict),
    .testTarget(
      name: "ConfigurationTests",
      dependencies: ["Lifecycles", "Simulation", "Canvas", "Queries", "Dashboard", "Themes", "Configuration"],
      swiftSettings: strict),
    .testTarget(
      name: "FeedTests",
      dependencies: [
        "Lifecycles", "Simulation", "Canvas", "Queries", "Dashboard", "Rendering", "Configuration", "Feed",
      ], swiftSettings: strict),
    .testTarget(
      name: "JournalTests",
      dependencies: [
        "Lifecycles", "Simulation", "Configuration", "Queries", "Dashboard", "Rendering", "Journal",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["Recorded"], swiftSettings: strict),
    .target(
      name: "Fixtures", dependencies: ["Lifecycles", "Simulation"], path: "Tests/Fixtures", swiftSettings: strict),
    .testTarget(
      name: "QueriesTests",
      dependencies: ["Lifecycles", "Simulation", "Canvas", "Queries", "Configuration", "Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "Lifecycles", "Simulation", "Canvas", "Configuration", "Queries", "Dashboard", "Rendering", "Fixtures",
      ],
      exclude: ["Pictures"], swiftSettings: strict),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "Lifecycles", "Simulation", "Canvas", "Queries", "Dashboard", "Configuration", "Documentation",
      ],
      swiftSettings: strict),
    // The fuzzer's targets. The tests run them on every input that the fuzzer ever found.
    .target(
      name: "Doors",
      dependencies: [
        "Lifecycles", "Simulation", "Feed", "Canvas", "Queries", "Dashboard", "Rendering", "Configuration", "Terminal",
      ],
      path: "Tests/Fuzzing/Sources/Doors", swiftSettings: strict),
    .testTarget(name: "DoorTests", dependencies: ["Doors", "Terminal"], swiftSettings: strict),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Simulation", "Journal", "Dashboard", "signalbox", .product(name: "CTestTerminal", package: "CTestTerminal"),
      ], swiftSettings: strict
    ),
  ]
)
