/// Marks that MySQL and SQL Server, or their clients, read before the grammar does.
extension Lexer {
  /// Whether the delimiter that was set stands at an offset.
  func startsDelimiter(_ bytes: Span<UInt8>, _ offset: Int) -> Bool {
    guard !delimiter.isEmpty, offset + delimiter.count <= end else { return false }
    for index in delimiter.indices where bytes[offset + index] != delimiter[index] { return false }
    return true
  }

  /// `delimiter //` to the end of its line, after the word: sets what ends statements from there on.
  mutating func readDelimiter(_ bytes: Span<UInt8>) {
    while position < end, bytes[position] == UInt8(ascii: " ") || bytes[position] == UInt8(ascii: "\t") {
      position += 1
    }
    var found: [UInt8] = []
    while position < end, !hasClass(bytes, position, ByteClass.space) {
      if found.count < 16 { found.append(bytes[position]) }
      position += 1
    }
    delimiter = found == [UInt8(ascii: ";")] ? [] : found
  }

  /// Moves past `/*!40101` or `/*M!100100` when MySQL or MariaDB would run what stands in the comment.
  mutating func startsRunComment(_ bytes: Span<UInt8>) -> Bool {
    guard dialect.switches.contains(.mySQL), byte(bytes, position + 1) == UInt8(ascii: "*") else {
      return false
    }
    var at = position + 2
    if byte(bytes, at) == UInt8(ascii: "M") { at += 1 }
    guard byte(bytes, at) == UInt8(ascii: "!") else { return false }
    at += 1
    let version = at
    while hasClass(bytes, at, ByteClass.digit) { at += 1 }
    // `/*M!999999\- enable the sandbox mode */`: a version that no server reaches.
    if at - version >= 6, (version..<at).allSatisfy({ byte(bytes, $0) == UInt8(ascii: "9") }) { return false }
    position = at
    return true
  }

  /// `#name` and `##name` of SQL Server.
  mutating func hashName(_ bytes: Span<UInt8>, _ start: Int) -> Token {
    var at = start + 1
    if byte(bytes, at) == UInt8(ascii: "#") { at += 1 }
    while hasClass(bytes, at, ByteClass.namePart) { at += 1 }
    position = at
    return Token(.word, start, at)
  }
}
