/// One line of progress on a terminal that writes over itself. It knows no clock and no stream: the caller
/// passes the time that has gone by and writes what it gets back.
package struct ProgressLine: Sendable {
  /// Short work shows nothing: milliseconds until the first line.
  private static let delay = 500
  /// Milliseconds between two lines.
  private static let interval = 100

  private let isEnabled: Bool
  private let width: Int
  private var lastShown: Int?

  /// A line; disabled where standard error is no terminal. The width is that of the terminal, in characters.
  package init(isEnabled: Bool, width: Int = 80) {
    self.isEnabled = isEnabled
    self.width = max(10, width)
  }

  /// The bytes to write for a new state, nil when it is too early for another line.
  ///
  /// Control characters of the text are shown as `?`; what passes the width is cut off.
  package mutating func update(_ text: String, elapsedMilliseconds: Int) -> String? {
    guard isEnabled, elapsedMilliseconds >= Self.delay else { return nil }
    if let lastShown, elapsedMilliseconds - lastShown < Self.interval { return nil }
    lastShown = elapsedMilliseconds
    let safe = text.unicodeScalars.prefix(width - 1).map { scalar in
      scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? "?" : String(scalar)
    }
    return "\r" + safe.joined() + "\u{1B}[K"
  }

  /// The bytes that take the line away again, nil when none was shown.
  package mutating func finish() -> String? {
    guard lastShown != nil else { return nil }
    lastShown = nil
    return "\r\u{1B}[K"
  }
}
