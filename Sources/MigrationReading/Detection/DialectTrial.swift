import SQLSyntax

/// Reads texts in several dialects and tells in which of them the most is understood.
struct DialectTrial {
  /// Files that are read.
  private static let fileLimit = 160
  /// Bytes that are read in each dialect.
  private static let byteLimit = 1 << 20

  private var texts: [[UInt8]] = []
  private var bytesLeft = byteLimit

  /// Whether no more texts are taken.
  var isFull: Bool { texts.count >= Self.fileLimit || bytesLeft <= 0 }

  /// Takes in a text.
  mutating func add(_ bytes: [UInt8]) {
    guard !isFull, bytes.count <= bytesLeft else { return }
    texts.append(bytes)
    bytesLeft -= bytes.count
  }

  /// The dialect in which the fewest statements stay unread; the first of equals. A name without a dialect that can be
  /// read counts only where nothing else does.
  func best(of names: [String]) -> String? {
    var best: (name: String, unread: Int)?
    for name in names {
      guard let dialect = DialectList.readable(name) else { continue }
      let unread = self.unread(in: dialect, atMost: best?.unread ?? Int.max)
      if unread < best?.unread ?? Int.max { best = (name, unread) }
      if unread == 0 { break }
    }
    return best?.name
  }

  /// Statements that are not understood and may matter, unlike rights that are granted; counting ends at a bound.
  private func unread(in dialect: Dialect, atMost bound: Int) -> Int {
    var count = 0
    for text in texts {
      let text = GoTemplate(text, dialect: dialect.name)?.bytes ?? text
      for located in StatementReader(text, dialect: dialect) {
        guard case .unparsed = located.statement else { continue }
        if ScriptReader.mayMatter(located.range, of: text, dialect) { count += 1 }
      }
      if count >= bound { return count }
    }
    return count
  }
}
