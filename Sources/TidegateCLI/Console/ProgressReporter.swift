import CommandLineKit

/// Tells on standard error what long work is at: on a terminal only, and only after half a second.
struct ProgressReporter {
  private let console: ProcessConsole
  private let started: Int
  private var line: ProgressLine

  /// Starts the clock.
  init(_ console: ProcessConsole) {
    self.console = console
    started = console.milliseconds()
    line = ProgressLine(isEnabled: console.isTerminal(.error), width: console.width(.error))
  }

  /// Shows what is being done.
  mutating func tell(_ text: String) {
    if let bytes = line.update(text, elapsedMilliseconds: console.milliseconds() - started) {
      console.write(bytes, to: .error)
    }
  }

  /// Takes the line away.
  mutating func finish() {
    if let bytes = line.finish() { console.write(bytes, to: .error) }
  }
}
