extension Parser {
  /// A data type with modifiers and array bounds (gram.y: Typename).
  package mutating func parseTypeName() throws(SyntaxTrouble) -> TypeName {
    try enter()
    let first = position
    let isSetOf = accept(.setof)
    var type = TypeName(canonical: "", written: "", range: current.range)
    try parseSimpleType(into: &type)
    type.isSetOf = isSetOf
    if at(.array), type.canonical != "", accept(.array) {
      type.arrayDimensions = 1
      if accept(.leftBracket) { try parseArrayBoundEnd() }
    }
    while at(.leftBracket), peek().kind == .rightBracket || peek(2).kind == .rightBracket {
      advance()
      type.arrayDimensions += 1
      try parseArrayBoundEnd()
    }
    type.range = range(from: first)
    type.written = type.range.text(of: source)
    leave()
    normalize(&type)
    return type
  }

  private mutating func parseArrayBoundEnd() throws(SyntaxTrouble) {
    _ = accept(.number)
    try expect(.rightBracket, "]")
  }

  /// A type without array bounds.
  mutating func parseSimpleType(into type: inout TypeName) throws(SyntaxTrouble) {
    switch current.keyword {
    case .bit:
      advance()
      type.canonical = accept(.varying) ? "bit varying" : "bit"
      type.modifiers = try parseModifiers()
      if type.canonical == "bit", type.modifiers.isEmpty { type.modifiers = ["1"] }
    case .character, .char, .nchar, .national, .varchar:
      try parseCharacterType(&type)
    case .time, .timestamp:
      type.canonical = at(.time) ? "time" : "timestamp"
      advance()
      type.modifiers = try parseModifiers()
      if at(.with, .local) {
        advance(); advance(); _ = accept(.time, .zone); type.canonical += " with local time zone"; return
      }
      let isZoned = accept(.with, .time, .zone)
      if !isZoned { _ = accept(.without, .time, .zone) }
      type.canonical += isZoned ? " with time zone" : " without time zone"
    case .interval:
      advance()
      type.canonical = "interval"
      try parseIntervalFields(&type)
    case .double:
      advance()
      _ = accept(.precision)
      type.canonical = "double precision"
      if dialect.switches.contains(.mySQL) { type.modifiers = try parseModifiers() }
    case .float:
      advance()
      let precision = try parseModifiers().first.flatMap { Int($0) }
      type.canonical = (precision ?? 53) <= 24 ? "real" : "double precision"
      if dialect.switches.contains(.mySQL), precision == nil { type.canonical = "float" }
    default: try parseGenericType(&type)
    }
  }

  private mutating func parseCharacterType(_ type: inout TypeName) throws(SyntaxTrouble) {
    _ = accept(.national)
    let isVarchar = accept(.varchar)
    if !isVarchar { advance() }
    type.canonical = accept(.varying) || isVarchar ? "character varying" : "character"
    type.modifiers = try parseModifiers()
    if type.canonical == "character", type.modifiers.isEmpty { type.modifiers = ["1"] }
  }

  /// Year, month, ... `day to second(3)`, or only a precision.
  mutating func parseIntervalFields(_ type: inout TypeName) throws(SyntaxTrouble) {
    if at(.leftParen) {
      type.modifiers = try parseModifiers()
      return
    }
    guard Self.isIntervalField(current.keyword) else { return }
    var fields = KeywordSpelling.spelling(of: current.keyword)
    advance()
    if at(.to), Self.isIntervalField(peek().keyword) {
      advance()
      fields += " to " + KeywordSpelling.spelling(of: current.keyword)
      advance()
    }
    type.intervalFields = fields
    if fields.hasSuffix("second") { type.modifiers = try parseModifiers() }
  }

  static func isIntervalField(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .year, .month, .day, .hour, .minute, .second: true
    default: false
    }
  }

  private mutating func parseGenericType(_ type: inout TypeName) throws(SyntaxTrouble) {
    let keyword = current.keyword
    let isBuiltIn =
      Self.isBuiltInType(keyword) || keyword == .array && dialect.switches.contains(.nestedTypes)
    let isSet = keyword == .set && dialect.switches.contains(.mySQL)
    let place: NamePlace = isBuiltIn || isSet ? .label : .function
    let isBare = current.kind == .word && peek().kind != .dot && isName(place)
    // Most types are one word.
    var name = isBare ? [try parseIdentifier(place)] : try parseQualifiedName(place).parts
    if name.count == 2, name[0].text == "pg_catalog" { name.removeFirst() }
    guard let last = name.popLast() else { throw unexpected("a type") }
    if at(.percentSign), peek().keyword == .type {
      advance()
      advance()
      type.isColumnType = true
      type.canonical = last.text
      type.qualifiers = name
      return
    }
    type.qualifiers = name
    type.canonical = type.qualifiers.isEmpty ? Self.canonicalName(last) : last.text
    if at(.less) || at(.notEquals), dialect.switches.contains(.angleTypes), takesAngles(last) {
      type.modifiers = [try parseAngles()]
    } else if at(.leftParen), dialect.switches.contains(.nestedTypes), hasMembers(keyword) {
      type.members = try parseMembers(named: keyword != .map && keyword != .list)
    } else {
      type.modifiers = try parseModifiers()
    }
    if type.canonical == "character", type.modifiers.isEmpty {
      // `bpchar` without a length is a type of its own: blank-padded of any length.
      if last.text == "bpchar" { type.canonical = "bpchar" } else { type.modifiers = ["1"] }
    }
    if accept(.with, .time, .zone) {
      type.canonical += " with time zone"
    } else {
      _ = accept(.without, .time, .zone)
    }
    if accept(.unsigned) { type.canonical += " unsigned" }
  }

  private func takesAngles(_ name: Identifier) -> Bool {
    switch name.text.lowercased() {
    case "array", "struct", "map", "range", "table": true
    default: false
    }
  }

  /// `<int64>`, `<a string, b array<int>>`: the text between the angles.
  private mutating func parseAngles() throws(SyntaxTrouble) -> String {
    let first = position
    var open = 0
    repeat {
      switch current.kind {
      case .word, .quotedName, .comma, .colon, .dot, .number, .plainString, .escapeString: break
      case .leftParen:
        skipBalanced()
        continue
      case .less, .greater, .notEquals, .operation:
        for byte in current.range.bytes(of: source) {
          switch byte {
          case UInt8(ascii: "<"): open += 1
          case UInt8(ascii: ">"): open -= 1
          default: throw unexpected("\">\"")
          }
        }
      default: throw unexpected("\">\"")
      }
      advance()
    } while open > 0
    if open < 0 { throw unexpected("a type") }
    return range(from: first).text(of: source)
  }

  private func hasMembers(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .struct, .row, .map, .union, .list: true
    default: false
    }
  }

  private static func isBuiltInType(_ keyword: Keyword) -> Bool {
    switch keyword {
    case .int, .integer, .smallint, .bigint, .real, .decimal, .dec, .numeric, .boolean, .json, .row, .union:
      true
    default: false
    }
  }

  /// `(a int, b text)` or `(text, int)`.
  private mutating func parseMembers(named: Bool) throws(SyntaxTrouble) -> [TypeName.Member] {
    try expect(.leftParen, "(")
    var members: [TypeName.Member] = []
    repeat {
      if at(.rightParen), !members.isEmpty { break }
      let name = named ? try parseIdentifier(.label) : nil
      members.append(TypeName.Member(name: name, type: try parseTypeName()))
    } while accept(.comma)
    try expect(.rightParen, ")")
    return members
  }

  /// `(10, 2)` as texts; empty if no parenthesis is current.
  mutating func parseModifiers() throws(SyntaxTrouble) -> [String] {
    guard accept(.leftParen) else { return [] }
    var modifiers: [String] = []
    while !at(.rightParen) {
      let first = position
      while !isAtEnd, !at(.comma), !at(.rightParen) { skipBalanced() }
      if isAtEnd || position == first { throw unexpected("a type modifier") }
      modifiers.append(range(from: first).text(of: source))
      if !accept(.comma) { break }
    }
    try expect(.rightParen, ")")
    return modifiers
  }

  /// The catalogue's display name of an internal or alternative type name.
  private static func canonicalName(_ name: Identifier) -> String {
    if name.isQuoted, name.text == "char" { return "\"char\"" }
    switch name.text {
    case "int", "int4", "integer": return "integer"
    case "int2", "smallint": return "smallint"
    case "int8", "bigint": return "bigint"
    case "float4", "real": return "real"
    case "float8": return "double precision"
    case "bool", "boolean": return "boolean"
    case "decimal", "dec", "numeric": return "numeric"
    case "varchar": return "character varying"
    case "bpchar": return "character"
    case "varbit": return "bit varying"
    case "timestamptz": return "timestamp with time zone"
    case "timetz": return "time with time zone"
    case "timestamp": return "timestamp without time zone"
    case "time": return "time without time zone"
    case "serial4": return "serial"
    case "serial8": return "bigserial"
    case "serial2": return "smallserial"
    default: return name.text
    }
  }
}
