/// Puts values in the place of the parts of an SQL text that are not known.
struct HoleFilling {
  /// How a value that is not known is spelled.
  let value: String
  /// Whether a hole stood for whole rows: `VALUES` and a hole.
  private(set) var hasRows = false
  /// Whether a hole stood among the columns of INSERT; the list is left out then.
  private(set) var hasColumns = false
  /// Whether all holes stand in statements that read or change rows.
  private(set) var isOfRows = true
  /// Whether all holes stand in literals, which say nothing but a value.
  private(set) var isOfLiterals = true

  private var result: [UInt8] = []
  private var place = Place.plain
  private var literal: (start: Int, isHoled: Bool) = (0, false)
  /// The last word outside of quotes, and the clause that it stands in.
  private var word: [UInt8] = []
  private var clause = ""
  /// The first word of the statement.
  private var verb = ""
  /// Where the columns of INSERT begin while they go on, and whether a hole stands among them.
  private var columns: (start: Int, isHoled: Bool)?

  /// Where the scanner stands.
  private enum Place { case plain, literal, name(UInt8), line, comment }

  /// What a hole stands for.
  private enum Meaning { case value, rows, query, condition }

  init(value: String) { self.value = value }

  /// The text with a value for each part that is not known; nil where such a part is not a value by itself, but stands
  /// in a name. A literal with such a part is not known as a whole; a hole behind VALUES stands for rows, one alone in
  /// parentheses behind FROM or JOIN for a query, one behind a condition for more conditions.
  mutating func fill(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    let span = bytes.span
    var at = 0
    while at < span.count {
      let sign = span[at]
      let next = at + 1 < span.count ? span[at + 1] : 0
      at += 1
      result.append(sign)
      switch place {
      case .plain:
        if sign == SQLHoles.byte {
          isOfLiterals = false
          if !Self.rowVerbs.contains(verb) { isOfRows = false }
          let before = at > 1 ? span[at - 2] : 32
          guard !Self.isPartOfName(before), !Self.isPartOfName(next) else { return nil }
          result.removeLast()
          fillHole(Self.nextSign(span, from: at))
        } else {
          followPlain(sign, next)
        }
      case .literal:
        if sign == SQLHoles.byte {
          literal.isHoled = true
          if !Self.rowVerbs.contains(verb) { isOfRows = false }
        }
        guard sign == UInt8(ascii: "'") else { break }
        if next == sign {
          result.append(next)
          at += 1
          break
        }
        place = .plain
        if literal.isHoled {
          result.removeSubrange(literal.start...)
          result += value.utf8
        }
      case .name(let end):
        if sign == SQLHoles.byte { return nil }
        if sign == end { place = .plain }
      case .line:
        if sign == 10 { place = .plain }
      case .comment:
        if sign == UInt8(ascii: "/"), at > 1, span[at - 2] == UInt8(ascii: "*") { place = .plain }
      }
    }
    return String(decoding: result.map { $0 == SQLHoles.byte ? 32 : $0 }, as: UTF8.self)
  }

  /// The text with `name` for holes that stand in names, and a number for those that stand alone.
  static func numbered(_ text: String, name: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    for at in bytes.indices {
      guard bytes[at] == SQLHoles.byte else {
        result.append(bytes[at])
        continue
      }
      let isInName =
        at > 0 && isPartOfName(bytes[at - 1]) || at + 1 < bytes.count && isPartOfName(bytes[at + 1])
      result += isInName ? Array(name.utf8) : [UInt8(ascii: "1")]
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func followPlain(_ sign: UInt8, _ next: UInt8) {
    switch sign {
    case UInt8(ascii: "'"): (place, literal) = (.literal, (result.count - 1, false))
    case UInt8(ascii: "\""), UInt8(ascii: "`"): place = .name(sign)
    case UInt8(ascii: "-") where next == sign: place = .line
    case UInt8(ascii: "/") where next == UInt8(ascii: "*"): place = .comment
    case UInt8(ascii: ";"): (verb, clause, columns) = ("", "", nil)
    case UInt8(ascii: "(") where clause == "INTO" && columns == nil: columns = (result.count - 1, false)
    case UInt8(ascii: ")"):
      if let columns, columns.isHoled { result.removeSubrange(columns.start...) }
      columns = nil
    default: break
    }
    guard (sign | 0x20) &- 0x61 < 26 || sign == UInt8(ascii: "_") else { return word = [] }
    if word.count < 16 { word.append(sign & 0xDF) }
    guard !ScriptWordByte.isName(next) else { return }
    let last = String(decoding: word, as: UTF8.self)
    if verb.isEmpty { verb = last }
    if Self.clauses.contains(last) { clause = last }
  }

  private static let clauses: Set<String> = [
    "FROM", "GROUP", "HAVING", "INTO", "JOIN", "LIMIT", "ON", "ORDER", "RETURNING", "SELECT", "SET", "UNION",
    "USING",
    "VALUES", "WHERE",
  ]

  private static let rowVerbs: Set<String> = [
    "DELETE", "INSERT", "MERGE", "REPLACE", "SELECT", "UPDATE", "WITH",
  ]

  private mutating func fillHole(_ next: UInt8) {
    if columns != nil {
      columns?.isHoled = true
      hasColumns = true
      return
    }
    switch meaning(next) {
    case .value: result += value.utf8
    case .rows:
      hasRows = true
      result += ("(" + value + ")").utf8
    case .query: result += ("SELECT " + value).utf8
    case .condition: result += ("AND " + value).utf8
    }
  }

  /// What a hole here stands for; `next` is the first sign behind it that is no blank.
  private func meaning(_ next: UInt8) -> Meaning {
    let last = result.last { $0 > 32 } ?? 32
    let isInner = last == UInt8(ascii: "(") && next == UInt8(ascii: ")")
    if isInner, clause == "FROM" || clause == "JOIN" || clause == "USING" { return .query }
    if clause == "VALUES", lastWord == "VALUES" || last == UInt8(ascii: ",") && isBetweenRows { return .rows }
    // A condition that is complete goes on only with more of them.
    if clause == "WHERE" || clause == "HAVING", endsValue(last) { return .condition }
    return .value
  }

  /// Whether the comma before stands behind a row, not inside of one.
  private var isBetweenRows: Bool {
    result.last { $0 > 32 && $0 != UInt8(ascii: ",") } == UInt8(ascii: ")")
  }

  private func endsValue(_ last: UInt8) -> Bool {
    if last == UInt8(ascii: "'") || last == UInt8(ascii: ")") || last == UInt8(ascii: "`")
      || last == UInt8(ascii: "\"")
    {
      return true
    }
    if last == UInt8(ascii: "?") { return true }
    guard ScriptWordByte.isName(last) else { return false }
    if lastWord == "NULL" || lastWord == "TRUE" || lastWord == "FALSE" { return true }
    // `a = b`, not `a` alone, which may be compared with what follows.
    let before = result.reversed().drop { $0 <= 32 }.drop {
      ScriptWordByte.isName($0) || $0 == UInt8(ascii: ".")
    }
    return before.first { $0 > 32 }.map { Self.comparisons.contains($0) } ?? false
  }

  private static let comparisons = Set("=<>$".utf8)

  /// The word that the text so far ends with.
  private var lastWord: String {
    let end = (result.lastIndex { $0 > 32 } ?? -1) + 1
    let letters = result[..<end].reversed().prefix(16).prefix { ScriptWordByte.isName($0) }
    return String(decoding: letters.reversed(), as: UTF8.self).uppercased()
  }

  private static func nextSign(_ span: Span<UInt8>, from start: Int) -> UInt8 {
    var at = start
    while at < span.count, span[at] <= 32, span[at] != SQLHoles.byte { at += 1 }
    return at < span.count ? span[at] : 0
  }

  private static func isPartOfName(_ byte: UInt8) -> Bool {
    ScriptWordByte.isName(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "\"")
      || byte == UInt8(ascii: "`") || byte == SQLHoles.byte || byte >= 0x80
  }
}
