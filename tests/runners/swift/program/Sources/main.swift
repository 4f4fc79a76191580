// Reads control URLs from standard input, one in a line, and plays each.

import Foundation

/// What a program has open whose process ends.
var left: Player?

while left == nil, let url = readLine() {
    do {
        guard let end = try await play(Control(url.trimmingCharacters(in: .whitespaces))) else { continue }
        if end.ending == "exit" { exit(3) }
        left = end.left
    } catch {
        FileHandle.standardError.write(Data("\(url): \(error)\n".utf8))
        exit(1)
    }
}
