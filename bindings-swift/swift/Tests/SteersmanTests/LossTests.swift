import Foundation
import XCTest

@testable import Steersman

final class LossTests: SteersmanTestCase {
    func testNothingIsLostByCancellingAtRandomPointsUnderFaults() async throws {
        let total = 20_000
        let server = serveLog((0..<total).map(thought), troubled: true)
        let client = try client(of: server)
        let session = try client.session("s")
        let seen = Guarded<[Int]>([])
        var random = Seeded(state: 20_000)
        var (cursor, cancelled) = (0, 0)
        while true {
            let stream = session.stream(StreamOptions(fromIndex: cursor, retryBudget: .seconds(60)))
            // By itself after so many events, or from outside after so many microseconds: at any point of a wait.
            let inside = Bool.random(using: &random) ? Int.random(in: 0...600, using: &random) : Int.max
            let outside = Int.random(in: 0...4000, using: &random)
            let task = Task {
                var left = inside
                for try await event in stream {
                    seen.with { $0.append(event.index) }
                    left -= 1
                    if left == 0 { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }
            if inside == Int.max {
                try await Task.sleep(for: .microseconds(outside))
                task.cancel()
            }
            let result = await task.result
            cursor = stream.cursor
            XCTAssertEqual(seen.with { $0.count }, cursor, "delivered is what is before the cursor")
            guard case .failure(let error) = result else { break }
            guard error is CancellationError else { throw error }
            cancelled += 1
        }
        XCTAssert(seen.with { $0 } == Array(0..<total), "each event once, in order")
        XCTAssertGreaterThan(cancelled, 20)
        print("\(total) events, \(cancelled) cancellations")
    }

    func testTenThousandStreamsAreOpenedAndDroppedWithoutGrowth() async throws {
        let server = Server { _ in .silence }
        let client = try client(of: server)
        let session = try client.session("s")
        func open(_ count: Int) async {
            for index in 0..<count {
                let stream = session.stream()
                // Some are read from when they are dropped, some were closed, most were never looked at.
                if index % 10 == 0 {
                    let task = Task { for try await _ in stream {} }
                    await Task.yield()
                    task.cancel()
                    _ = await task.result
                } else if index % 10 == 1 {
                    stream.close()
                }
            }
        }
        func settle() async {
            await eventually { live()["streams"] == nil }
        }
        await open(1000)
        await settle()
        let before = residentKilobytes()
        await open(10_000)
        await settle()
        let growth = residentKilobytes() - before
        XCTAssertLessThan(growth, 16 * 1024, "kilobytes more after 10,000 streams")
        print("10000 streams: \(growth) kB more")
    }

    private func residentKilobytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? "0 0"
        return Int(text.split(separator: " ")[1])! * 4
    }
}
