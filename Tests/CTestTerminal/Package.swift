// swift-tools-version: 6.2
import PackageDescription

/// The terminal of the tests. It is a package of its own, so that only the tests need libvterm: `swift build` compiles
/// every target of the root package, but only the used ones of others.
let package = Package(
  name: "CTestTerminal",
  products: [.library(name: "CTestTerminal", targets: ["CTestTerminal"])],
  targets: [
    .target(
      name: "CTestTerminal",
      cSettings: [.treatAllWarnings(as: .error)], linkerSettings: [.linkedLibrary("vterm"), .linkedLibrary("util")])
  ]
)
