import Domain
import ScriptSyntax

/// SQL that a program puts together, with its bindings put in.
struct ProgramSQL {
  let values: ProgramValues

  init(_ spelling: SQLSpelling) { values = ProgramValues(spelling: spelling) }

  init(_ values: ProgramValues) { self.values = values }

  /// What stands in SQL whose parts are not all known.
  enum Reading {
    case known(ScriptText)
    /// Unknown values stand where they can only be values.
    case rows(ScriptText)
    /// It reads only.
    case query
    /// It changes rows; of what, is not known.
    case unknownRows
    /// It makes or drops an index; of what, is not known.
    case unknownIndex
    case unknown
  }

  /// The text of SQL as far as it is known.
  func reading(of value: FoldedValue) -> Reading {
    switch value.content {
    case .string(let text): return .known(text)
    case .joined(let parts): return reading(of: parts, at: value.range)
    case .call(let call) where call.isSQLTemplate:
      return call.positional.first.map { reading(of: [$0], at: value.range) } ?? .unknown
    case .call(let call) where ["raw", "literal", "sql", "text"].contains(call.name):
      return call.positional.first.map { reading(of: $0) } ?? .unknown
    case .map:
      // `{ query, values }`, `{ text }` of drivers.
      return (value.entry("query") ?? value.entry("text") ?? value.entry("sql")).map { reading(of: $0) }
        ?? .unknown
    default: return .unknown
    }
  }

  private func reading(of parts: [FoldedValue], at range: ScriptRange) -> Reading {
    let verb = Self.verb(parts.first?.text ?? "")
    var pieces: [ScriptText] = []
    var isInside = false
    // The quote that comes next is left out with the one before.
    var isTaken = false
    var statement = ""
    let parts = spliced(parts)
    for (index, part) in parts.enumerated() {
      if let text = part.located {
        let isQualifier = index > 0 && parts[index - 1].located == nil && Self.endsName(text.string)
        let isClosed = isTaken || (isQualifier && text.string.hasPrefix("\""))
        isTaken = false
        pieces.append(isClosed ? text.part(1, text.count) : text)
        for byte in text.string.utf8 where byte == UInt8(ascii: "'") { isInside.toggle() }
        statement = Self.lastStatement(of: text.string, after: statement)
        continue
      }
      let next = index + 1 < parts.count ? parts[index + 1].text ?? "" : ""
      if Self.endsName(next) {
        // The schema is not known: names without it are meant.
        if next.hasPrefix("\""), let before = pieces.popLast() {
          pieces.append(before.part(0, before.count - 1))
        }
        pieces.append(ScriptText("${schema}", at: part.range.start))
      } else if let name = Self.setting(part),
        let text = Self.settingText(name, statement, isInside)
      {
        pieces.append(ScriptText(text, at: part.range.start))
      } else if isInside, next.hasPrefix("'"), let before = pieces.last, before.string.hasSuffix("'"),
        let known = values.rowPart(part, 0)
      {
        // A text that is wholly a value of a row: '${row.a}'.
        pieces[pieces.count - 1] = before.part(0, before.count - 1)
        pieces.append(ScriptText(known + " ", at: part.range.start))
        isTaken = true
      } else if !isInside, ["update", "insert", "delete"].contains(verb) {
        let known = values.sql(part)
        if known == values.spelling.unknown, Self.isInName(index > 0 ? parts[index - 1].text : nil, next) {
          return .unknownRows
        }
        pieces.append(ScriptText(known, at: part.range.start))
      } else {
        if Self.changesIndex(parts) { return .unknownIndex }
        return verb == "select"
          ? .query : ["update", "insert", "delete"].contains(verb) ? .unknownRows : .unknown
      }
    }
    guard let text = ScriptText.joined(pieces) else { return .unknown }
    return ["update", "insert", "delete"].contains(verb) ? .rows(text) : .known(text)
  }

  /// The text with a mark for each part that is not known; nil if nothing of it is.
  func holed(_ value: FoldedValue) -> ScriptText? {
    switch value.content {
    case .joined(let parts):
      let pieces = spliced(parts)
      guard pieces.contains(where: { $0.located != nil }) else { return nil }
      return ScriptText.joined(pieces.map { $0.located ?? ScriptText(SQLHoles.mark, at: $0.range.start) })
    case .call(let call) where call.isSQLTemplate || ["raw", "literal", "sql", "text"].contains(call.name):
      return call.positional.first.flatMap { holed($0) }
    case .map:
      return (value.entry("query") ?? value.entry("text") ?? value.entry("sql")).flatMap { holed($0) }
    default: return nil
    }
  }

  /// Parts with those that are SQL themselves in their place: `sql.raw("x")`, `sql.ref("a")`, another template.
  private func spliced(_ parts: [FoldedValue], level: Int = 0) -> [FoldedValue] {
    guard level < 20 else { return parts }
    var found: [FoldedValue] = []
    for part in parts {
      if case .joined(let inner) = part.content {
        found += spliced(inner, level: level + 1)
      } else if let call = part.call, let pieces = pieces(of: call) {
        found += spliced(pieces, level: level + 1)
      } else {
        found.append(part)
      }
    }
    return found
  }

  /// What a call of a template's tag stands for; nil for other calls.
  private func pieces(of call: FoldedCall) -> [FoldedValue]? {
    let first = call.positional.first
    if call.isSQLTemplate { return first.map { [$0] } }
    if call.name == FoldedCall.parameterName {
      return first.map { [text(values.sql($0), $0.range)] }
    }
    let isReference = call.resolved == ProgramHandle.database + ".dynamic.ref"
    guard isReference || call.written?.hasSuffix("sql." + call.name) ?? false, let first else { return nil }
    switch call.name {
    case "raw", "unsafe": return [first]
    case "ref", "id", "table", "identifier", "column":
      let names = call.positional.compactMap(\.text)
      guard names.count == call.positional.count else { return nil }
      return [text(names.map { values.path($0) }.joined(separator: "."), call.range)]
    case "lit", "val", "literal", "param":
      return values.isKnown(first) ? [text(values.sql(first), call.range)] : nil
    case "join":
      guard let elements = first.elements else { return nil }
      let separator = call.positional.dropFirst().first ?? text(", ", call.range)
      return Array(
        elements.map { element -> [FoldedValue] in
          [element.text == nil ? element : text(values.sql(element), element.range)]
        }.joined(separator: [separator]))
    default: return nil
    }
  }

  private func text(_ string: String, _ range: ScriptRange) -> FoldedValue {
    FoldedValue(.string(ScriptText(string, at: range.start)), at: range)
  }

  /// What was written of a statement so far, its last part.
  private static func lastStatement(of text: String, after before: String) -> String {
    let bytes = Array(text.utf8)
    guard let end = bytes.lastIndex(of: UInt8(ascii: ";")) else {
      return String(decoding: Array((before + text).utf8).suffix(400), as: UTF8.self)
    }
    return String(decoding: bytes[(end + 1)...].suffix(400), as: UTF8.self)
  }

  /// The setting of the environment that a value is: `process.env.DB_SCHEMA`.
  private static func setting(_ value: FoldedValue) -> String? {
    guard let name = value.resolved, name.hasPrefix("process.env.") else { return nil }
    return String(name.dropFirst(12))
  }

  /// What stands for a setting where it can only be a schema, a role or a text; nil elsewhere.
  private static func settingText(_ name: String, _ statement: String, _ isInside: Bool) -> String? {
    let lines = statement.split(separator: "\n").filter {
      !$0.drop { $0 == " " || $0 == "\t" }.hasPrefix("--")
    }
    let words = lines.joined(separator: "\n").lowercased().split {
      !($0.isLetter || $0.isNumber || $0 == "_")
    }
    // The schema that the environment names is the one that names without a schema mean.
    if words.contains("search_path") || words == ["set", "schema"] { return "public" }
    if isInside { return "${" + name + "}" }
    switch words.last {
    case "schema", "role", "user", "owner", "to", "by", "authorization", "database", "password", "from":
      let isAccess = ["grant", "revoke", "create", "alter", "set", "comment"].contains(words.first ?? "")
      let isName = words.last != "from" || words.first == "revoke"
      let isRename = words.contains("rename")
      return isAccess && isName && !isRename ? "\"" + name + "\"" : nil
    default: return nil
    }
  }

  /// Whether what follows a hole makes it the qualifier of a name: `.users`, `"."users`.
  private static func endsName(_ text: String) -> Bool { text.hasPrefix(".") || text.hasPrefix("\".") }

  /// Whether what stands between two texts is a part of a name.
  private static func isInName(_ before: String?, _ after: String) -> Bool {
    func isName(_ byte: UInt8?) -> Bool {
      guard let byte else { return false }
      return ScriptWordByte.isName(byte) || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`")
        || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
    }
    return isName(before?.utf8.last) || isName(after.utf8.first)
  }

  /// Whether it is one statement that makes or drops an index, which changes no column.
  private static func changesIndex(_ parts: [FoldedValue]) -> Bool {
    let words = (parts.first?.text ?? "").lowercased().split { !$0.isLetter }
    guard let verb = words.first, verb == "create" || verb == "drop" else { return false }
    let texts = parts.compactMap(\.text)
    let marks = texts.joined().split(separator: ";", omittingEmptySubsequences: false)
    return words.dropFirst().first { $0 != "unique" } == "index"
      && marks.dropFirst().allSatisfy { $0.allSatisfy(\.isWhitespace) }
  }

  /// The table whose rows a statement changes, if its text begins with it.
  static func changedTable(_ value: FoldedValue) -> TableName? {
    let first: FoldedValue? =
      switch value.content {
      case .joined(let parts): parts.first
      case .call(let call): call.positional.first
      case .map: value.entry("query") ?? value.entry("text") ?? value.entry("sql")
      default: value
      }
    guard let text = first?.text, verb(text) == "update" else { return nil }
    let words = text.split(maxSplits: 3) { " \t\r\n".contains($0) }
    guard words.count > 2 else { return nil }
    return SQLSpelling.table(words[1].filter { !"\"`[]".contains($0) })
  }

  /// The first word of a statement, in small letters.
  static func verb(_ text: String) -> String {
    text.drop { $0.isWhitespace || $0 == "(" }.prefix { $0.isLetter }.lowercased()
  }
}

extension FoldedCall {
  /// Whether it is a template whose tag is `sql`.
  var isSQLTemplate: Bool { isTemplate && Self.sqlTags.contains(name) }
}
