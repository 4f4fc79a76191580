// swift-tools-version: 6.0
import PackageDescription

// In a folder of its own, because a package is known by the name of its folder, and the one it depends on is in `swift`.
let package = Package(
    name: "steersman-scenario-swift",
    platforms: [.macOS(.v13)],
    dependencies: [.package(path: "../../../../bindings-swift/swift")],
    targets: [
        .executableTarget(
            name: "steersman-scenario-swift", dependencies: [.product(name: "Steersman", package: "swift")], path: "Sources"),
    ],
    swiftLanguageModes: [.v6]
)
