import Domain

/// Columns and literals in a short SQL text of a declaration: `where`, `expression`, `loaded_at_field`.
///
/// A use is any word that is no keyword, function or literal; too many are harmless, since only names of columns
/// that change are ever looked up.
enum DbtDeclaredSQL {
  /// A column with the literals that stand against it.
  struct Use: Hashable {
    var column: String
    var values: [String]
  }

  private static let keywords: Set<String> = [
    "select", "from", "where", "and", "or", "not", "in", "is", "null", "like", "ilike", "between", "case",
    "when",
    "then", "else", "end", "as", "cast", "true", "false", "interval", "date", "timestamp", "on", "by",
    "group",
    "order", "having", "distinct", "asc", "desc", "exists", "any", "all", "limit", "union", "join", "left",
    "inner",
    "day", "days", "month", "hour", "year", "varchar", "text", "int", "integer", "over", "partition",
  ]

  /// The uses of a text, each column once, in order.
  static func uses(_ text: String) -> [Use] {
    // A text that is one name is a column, whatever the word (`day`, `date`).
    if isName(text) { return [Use(column: text, values: [])] }
    let bytes = Array(text.utf8.prefix(20_000))
    var order: [String] = []
    var values: [String: [String]] = [:]
    var last: String?
    var pending: [String] = []
    var index = 0
    func add(_ name: String) {
      if values[name] == nil { order.append(name) }
      values[name, default: []] += pending
      pending = []
      last = name
    }
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "'") {
        let (literal, end) = quoted(bytes, from: index)
        if let last { values[last, default: []].append(literal) } else { pending.append(literal) }
        index = end
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
        let (name, end) = quoted(bytes, from: index)
        add(name)
        index = end
      } else if byte == UInt8(ascii: "{") {
        index = skipJinja(bytes, from: index)
      } else if JinjaLexer.isWord(byte) {
        let start = index
        while index < bytes.count, JinjaLexer.isWord(bytes[index]) { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        if JinjaLexer.isDigit(byte) {
          if let last { values[last, default: []].append(word) }
          continue
        }
        let lowered = word.lowercased()
        if ["and", "or", "when", "then", "else", "end"].contains(lowered) {
          last = nil
          pending = []
        }
        if !keywords.contains(lowered), !isFollowed(by: UInt8(ascii: "("), bytes, index) { add(word) }
      } else {
        index += 1
      }
    }
    return order.map { Use(column: $0, values: values[$0] ?? []) }
  }

  /// Whether a text is one name, so that it can be a column.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !JinjaLexer.isDigit(first), text.utf8.count <= 200 else {
      return false
    }
    return text.utf8.allSatisfy { JinjaLexer.isWord($0) }
  }

  /// A name without the quotes of a dialect.
  static func unquoted(_ name: String) -> String {
    guard let first = name.utf8.first, name.utf8.count > 2, name.utf8.last == first,
      first == UInt8(ascii: "\"") || first == UInt8(ascii: "`")
    else { return name }
    return String(name.dropFirst().dropLast())
  }

  private static func quoted(_ bytes: [UInt8], from start: Int) -> (String, Int) {
    let quote = bytes[start]
    var index = start + 1
    var text: [UInt8] = []
    while index < bytes.count {
      if bytes[index] == quote {
        guard index + 1 < bytes.count, bytes[index + 1] == quote else { break }
        index += 1
      }
      text.append(bytes[index])
      index += 1
    }
    return (String(decoding: text, as: UTF8.self), min(index + 1, bytes.count))
  }

  private static func skipJinja(_ bytes: [UInt8], from start: Int) -> Int {
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "{") else { return start + 1 }
    return ByteSearch.first(of: Array("}}".utf8), in: bytes, from: start).map { $0 + 2 } ?? bytes.count
  }

  private static func isFollowed(by byte: UInt8, _ bytes: [UInt8], _ start: Int) -> Bool {
    var index = start
    while index < bytes.count, JinjaLexer.isSpace(bytes[index]) { index += 1 }
    return index < bytes.count && bytes[index] == byte
  }
}
