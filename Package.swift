// swift-tools-version: 6.2
import PackageDescription

/// What developers measure and fuzz with. A package has them only if the environment variable `SIGNALBOX_TOOLS` names
/// them, so that no other build compiles them.
enum Tools: String { case benchmarks, fuzzing }

let tools = Context.environment["SIGNALBOX_TOOLS"].flatMap(Tools.init)

/// Coverage, which shows the fuzzer what code an input reaches.
let instrumentation: [SwiftSetting] = tools == .fuzzing ? [.unsafeFlags(["-sanitize=fuzzer"])] : []

let strict: [SwiftSetting] =
  instrumentation + [
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
    .target(name: "Themes", path: "themes", resources: [.embedInCode("BuiltIn")], swiftSettings: strict),
    .target(name: "Scenarios", resources: [.embedInCode("BuiltIn")], swiftSettings: strict),
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
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: strict),
    // The style of Sources and Tests, read as text.
    .testTarget(name: "TidyTests", dependencies: ["Dashboard"], swiftSettings: strict),
    // What the fuzzer runs. The tests run it on every input that the fuzzer ever found.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Lifecycles", "Simulation", "Feed", "Canvas", "Queries", "Dashboard", "Rendering", "Configuration", "Terminal",
      ],
      path: "Tests/Fuzzing/FuzzTargets", swiftSettings: strict),
    .testTarget(name: "FuzzTargetTests", dependencies: ["FuzzTargets"], swiftSettings: strict),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Simulation", "Journal", "Dashboard", "signalbox", .product(name: "CTestTerminal", package: "CTestTerminal"),
      ], swiftSettings: strict
    ),
  ]
)

switch tools {
case .benchmarks:
  package.targets += [
    .target(
      name: "CJournalLoop", path: "Tests/Benchmarks/CJournalLoop",
      cSettings: [.treatAllWarnings(as: .error), .enableWarning("extra")],
      linkerSettings: [.linkedLibrary("sqlite3")]),
    .executableTarget(
      name: "signalbox-benchmarks",
      dependencies: [
        "Lifecycles", "Simulation", "Feed", "Journal", "CJournalLoop", "Canvas", "Queries", "Dashboard", "Rendering",
        "Configuration",
      ],
      path: "Tests/Benchmarks/signalbox-benchmarks", swiftSettings: strict),
  ]
case .fuzzing:
  package.targets += [
    .target(name: "CFuzzer", path: "Tests/Fuzzing/CFuzzer"),
    .executableTarget(
      name: "signalbox-fuzz", dependencies: ["FuzzTargets", "CFuzzer"], path: "Tests/Fuzzing/signalbox-fuzz",
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ]
case nil: break
}
