// swift-tools-version: 6.2
import PackageDescription

/// Coverage instrumentation, which shows the fuzzer what code an input reaches.
let instrumented: [SwiftSetting] = [.unsafeFlags(["-sanitize=fuzzer"])]

/// The fuzzer, a package of its own. The modules are linked in as folders. See `signalbox-fuzz` for how to run it.
let package = Package(
  name: "signalbox-fuzz",
  platforms: [.macOS(.v15)],
  dependencies: [.package(url: "https://github.com/apple/swift-collections", from: "1.6.0")],
  targets: [
    .target(name: "Lifecycles", swiftSettings: instrumented),
    .target(
      name: "Simulation", dependencies: ["Lifecycles", .product(name: "DequeModule", package: "swift-collections")],
      swiftSettings: instrumented),
    .target(name: "Feed", dependencies: ["Lifecycles", "Simulation"], swiftSettings: instrumented),
    .target(name: "Canvas", swiftSettings: instrumented),
    .target(name: "Dashboard", dependencies: ["Lifecycles", "Simulation", "Canvas"], swiftSettings: instrumented),
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
      dependencies: ["Lifecycles", "Simulation", "Canvas", "Dashboard", "Themes", "Scenarios", "CTOML"],
      swiftSettings: instrumented),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "Terminal", dependencies: ["CNcurses", "Canvas"], swiftSettings: instrumented),
    .target(
      name: "Doors",
      dependencies: ["Lifecycles", "Simulation", "Feed", "Canvas", "Dashboard", "Configuration", "Terminal"],
      swiftSettings: instrumented),
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "signalbox-fuzz", dependencies: ["Doors", "CFuzzer"],
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ]
)
