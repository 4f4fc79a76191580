// Builds the package for Apple's platforms: the native library for each of them, an XCFramework of those, and a package that an
// app can depend on by its path, or that can be zipped and published.
//
//     scripts/xcframework.sh [--dry-run] [--output FOLDER]
//
// Needs macOS with Xcode 16, and rustup. It has NOT been run on a Mac yet: there was none. `--dry-run` prints the steps, and the tests on
// Linux look at those.
import Foundation

/// One command.
struct Step {
    let why: String
    let command: [String]

    var line: String { command.map { $0.contains(" ") || $0.isEmpty ? "'\($0)'" : $0 }.joined(separator: " ") }
}

/// One slice of the XCFramework: a platform, and the processors that are in its library.
struct Slice {
    let name: String
    let targets: [String]
}

let slices = [
    Slice(name: "macos", targets: ["aarch64-apple-darwin", "x86_64-apple-darwin"]),
    Slice(name: "ios", targets: ["aarch64-apple-ios"]),
    Slice(name: "ios-simulator", targets: ["aarch64-apple-ios-sim", "x86_64-apple-ios"]),
]

var arguments = Array(CommandLine.arguments.dropFirst())
let dryRun = arguments.contains("--dry-run")
arguments.removeAll { $0 == "--dry-run" }
var output = "target/apple"
if arguments.first == "--output", arguments.count == 2 {
    output = arguments[1]
} else if !arguments.isEmpty {
    FileHandle.standardError.write(Data("usage: xcframework [--dry-run] [--output FOLDER]\n".utf8))
    exit(2)
}

/// Built for size: what a phone downloads. The embedded runtime is left out, which is more than a third.
let profile = "dist"
let library = "libsteersman_native.a"
let package = "bindings-swift/swift"
let generated = "\(output)/generated"
let headers = "\(output)/headers"
let product = "\(output)/Steersman"

var steps = [
    Step(why: "Rust's standard library for each processor", command: ["rustup", "target", "add"] + slices.flatMap(\.targets)),
    Step(why: "a place to work", command: ["mkdir", "-p", generated, "\(headers)/SteersmanFFI", "\(product)/Sources"]),
    Step(why: "the library of this Mac: it tells what it exports", command: ["cargo", "build", "--locked", "-p", "steersman-native"]),
    Step(why: "the generator", command: ["cargo", "build", "--locked", "-p", "steersman-bindgen"]),
    Step(
        why: "the Swift code and the header",
        command: [
            "target/debug/steersman-bindgen", "generate", "target/debug/libsteersman_native.dylib",
            "--config", "bindings-swift/uniffi.toml", "--language", "swift", "--no-format", "--out-dir", generated,
        ]),
    // In a folder of its own: the module maps of two frameworks in one app must not overwrite each other.
    Step(why: "the header", command: ["cp", "\(generated)/SteersmanFFI.h", "\(headers)/SteersmanFFI/"]),
    Step(why: "its module", command: ["cp", "\(generated)/SteersmanFFI.modulemap", "\(headers)/SteersmanFFI/module.modulemap"]),
]
for target in slices.flatMap(\.targets) {
    steps.append(
        Step(
            why: "the library for \(target)",
            command: [
                "cargo", "rustc", "--locked", "-p", "steersman-native", "--profile", profile, "--target", target,
                "--no-default-features", "--crate-type", "staticlib",
            ]))
}
var create = ["xcodebuild", "-create-xcframework"]
for slice in slices {
    let built = slice.targets.map { "target/\($0)/\(profile)/\(library)" }
    steps.append(Step(why: "a place for \(slice.name)", command: ["mkdir", "-p", "\(output)/\(slice.name)"]))
    steps.append(
        Step(
            why: "one library for all processors of \(slice.name)",
            command: ["lipo", "-create"] + built + ["-output", "\(output)/\(slice.name)/\(library)"]))
    create += ["-library", "\(output)/\(slice.name)/\(library)", "-headers", headers]
}
let framework = "\(product)/SteersmanFFI.xcframework"
steps += [
    Step(why: "what an earlier run left", command: ["rm", "-rf", framework, "\(product)/Sources"]),
    Step(why: "the XCFramework", command: create + ["-output", framework]),
    Step(why: "a place for the sources", command: ["mkdir", "-p", "\(product)/Sources/SteersmanNative"]),
    Step(why: "the package's sources", command: ["cp", "-R", "\(package)/Sources/Steersman", "\(product)/Sources/"]),
    Step(why: "the generated code", command: ["cp", "\(generated)/SteersmanNative.swift", "\(product)/Sources/SteersmanNative/"]),
    Step(why: "the manifest", command: ["cp", "\(package)/Tools/XCFramework/Package.swift.in", "\(product)/Package.swift"]),
    Step(why: "proof that it builds for a Mac", command: ["swift", "build", "--package-path", product]),
    Step(
        why: "the archive that is published",
        command: ["ditto", "-c", "-k", "--keepParent", framework, "\(output)/SteersmanFFI.xcframework.zip"]),
    Step(
        why: "its checksum, for a manifest that fetches it",
        command: ["swift", "package", "--package-path", product, "compute-checksum", "\(output)/SteersmanFFI.xcframework.zip"]),
]

for (index, step) in steps.enumerated() {
    print("[\(index + 1)/\(steps.count)] \(step.why)\n    \(step.line)")
    if dryRun { continue }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = step.command
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        FileHandle.standardError.write(Data("error: `\(step.line)` failed\n".utf8))
        exit(1)
    }
}
if !dryRun { print("made \(product) and \(output)/SteersmanFFI.xcframework.zip") }
