// swift-tools-version: 6.0
import PackageDescription

// Where the native library is: the folder that scripts/build.sh builds it into. What scripts/xcframework.sh makes for Apple's platforms
// has a manifest of its own, in which an XCFramework carries the library.
let library = Context.environment["STEERSMAN_NATIVE"] ?? "\(Context.packageDirectory)/../../target/debug"

// Programs that only the tests run: scripts/test.sh and make bench ask for them.
let programs: [Target] = Context.environment["STEERSMAN_TESTS"] == nil ? [] : [
    .executableTarget(name: "endings", dependencies: ["Steersman"], path: "Tests/Endings"),
    .executableTarget(name: "bench", dependencies: ["Steersman"], path: "Tests/Bench"),
    .executableTarget(name: "xcframework", path: "Tools/XCFramework", exclude: ["Package.swift.in"]),
    .executableTarget(name: "readme", dependencies: ["Steersman"], path: "Tests/Readme"),
]

let package = Package(
    name: "Steersman",
    platforms: [.macOS(.v13), .iOS(.v16), .tvOS(.v16), .watchOS(.v9), .visionOS(.v1)],
    products: [
        .library(name: "Steersman", targets: ["Steersman"]),
    ],
    targets: [
        // The header of the native library, and the Swift code that reaches it: both are written by scripts/build.sh from
        // what the library says of itself.
        .systemLibrary(name: "SteersmanFFI"),
        .target(
            name: "SteersmanNative",
            dependencies: ["SteersmanFFI"],
            // The compiler of Swift 6.0 does not get through generated code in the mode of Swift 6.
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: [
                .unsafeFlags(["-L\(library)", "-Xlinker", "-rpath", "-Xlinker", library]),
                .linkedLibrary("steersman_native"),
            ]
        ),
        .target(name: "Steersman", dependencies: ["SteersmanNative"]),
        .executableTarget(name: "steersman-watch", dependencies: ["Steersman"], path: "Examples/Watch"),
        .testTarget(name: "SteersmanTests", dependencies: ["Steersman", "SteersmanNative"]),
    ] + programs,
    swiftLanguageModes: [.v6]
)
