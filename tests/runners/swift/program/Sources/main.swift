// Reads control URLs from standard input, one in a line, and plays each.

import Foundation

while let url = readLine() {
    do {
        try await play(Control(url.trimmingCharacters(in: .whitespaces)))
    } catch {
        FileHandle.standardError.write(Data("\(url): \(error)\n".utf8))
        exit(1)
    }
}
