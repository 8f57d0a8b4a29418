/// The command lines of a `sqlcmd` script, `:r .\rows.sql` and `:setvar a b`: at the start of a line, outside of comments and
/// texts (https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-commands).
struct SqlcmdLines {
  /// Files that the script includes, each with its place.
  private(set) var includes: [(name: String, offset: Int)] = []
  /// What stands before, between and behind the includes, without command lines.
  private var texts: [[Range<Int>]] = [[]]

  init(_ bytes: [UInt8]) {
    let span = bytes.span
    var scanner = TextScanner(span)
    var (start, skipped) = (0, 0)
    while let piece = scanner.next(span) {
      guard piece.start >= skipped, piece.kind == .sign, bytes[piece.start] == UInt8(ascii: ":"),
        Self.beginsLine(bytes, piece.start)
      else { continue }
      var end = piece.start
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      if start < piece.start { texts[texts.count - 1].append(start..<piece.start) }
      (start, skipped) = (end, end)
      let words = bytes[(piece.start + 1)..<end].split { $0 <= 0x20 }
      guard words.count > 1, words[0].count == 1, words[0].first.map({ $0 | 0x20 }) == UInt8(ascii: "r")
      else {
        continue
      }
      let rest = bytes[(words[1].startIndex)..<end].reversed().drop { $0 <= 0x20 }.reversed()
      let name = String(decoding: rest.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
      includes.append((name, piece.start))
      texts.append([])
    }
    if start < bytes.count { texts[texts.count - 1].append(start..<bytes.count) }
  }

  /// The ranges of a text by its number; none for a number that there is not.
  func ranges(of number: Int) -> [Range<Int>] { texts.indices.contains(number) ? texts[number] : [] }

  /// How many texts there are: one more than includes.
  var count: Int { texts.count }

  private static func beginsLine(_ bytes: [UInt8], _ place: Int) -> Bool {
    for byte in bytes[..<place].reversed() {
      if byte == 0x0A { return true }
      if byte > 0x20 { return false }
    }
    return true
  }
}
