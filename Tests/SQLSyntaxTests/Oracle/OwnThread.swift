import Foundation
import Testing

/// Runs work on a thread with a stack of 8 MiB, as the tool's main thread has it: the test runner's may have less.
func onOwnThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    let thread = Thread { continuation.resume(returning: work()) }
    thread.stackSize = 8 << 20
    thread.start()
  }
}

/// A long text that a test report shows by its start only.
struct LongText: ExpressibleByStringInterpolation, CustomTestStringConvertible, Sendable {
  var text: String

  init(stringLiteral text: String) { self.text = text }
  init(_ text: String) { self.text = text }

  var testDescription: String { String(text.prefix(60)) }
}
