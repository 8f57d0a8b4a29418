/// Works out strings that a program puts together from literals and known variables.
struct ConstantFolding {
  /// The text that the expressions' ranges point into.
  let text: [UInt8]
  let positions: PositionMap
  let dialect: Dialect
  /// Known variables by name, `record.field` for fields.
  let variables: [String: FoldedText]
  /// What is known of the variables whose values are not; nil where only whole values count.
  var partial: PartialValues?
  /// What was known of the start when folding failed.
  private(set) var knownStart = ""

  init(text: [UInt8], positions: PositionMap, dialect: Dialect, variables: [String: FoldedText]) {
    self.text = text
    self.positions = positions
    self.dialect = dialect
    self.variables = variables
  }

  /// The string that the expression gives, with holes in it if those count; nil if it is not known.
  mutating func fold(_ expression: Expression) -> FoldedText? {
    whole(expression) ?? hole(in: expression)
  }

  private mutating func whole(_ expression: Expression) -> FoldedText? {
    switch expression {
    case .literal(let literal): return fold(literal)
    case .column(let column): return variables[column.name.display]
    // `@Name` is `@name`.
    case .parameter(let parameter): return variables[parameter.text.lowercased()]
    case .cast(let cast): return fold(cast.value)
    case .collate(let collate): return fold(collate.value)
    case .chain(let chain): return chain.operation.name == "||" ? join(chain.operands) : nil
    case .binary(let binary):
      return binary.operation.name == "||" ? join([binary.left, binary.right]) : number(binary)
    case .row(let row): return row.fields.count == 1 ? row.fields.first.flatMap { fold($0) } : nil
    case .call(let call): return fold(call)
    case .subquery(let subquery): return subquery.query.onlyValue.flatMap { fold($0) }
    case .array(let array): return text(ofArray: array.elements)
    case .star, .defaultValue, .unary, .quantified, .between, .match, .inList, .inQuery, .test,
      .conditional, .exists, .arrayQuery, .structure, .element, .field, .lambda,
      .unparsed:
      return nil
    }
  }

  private func fold(_ literal: Literal) -> FoldedText? {
    guard let value = FoldedText.text(of: literal) else { return nil }
    let bytes = Array(value.utf8)
    let written = Array(literal.range.bytes(of: text))
    // The content stands in the file as it is, behind the opening quote, unless it has escapes.
    var offset: Int32 = 0
    var isVerbatim = false
    if let quote = written.firstIndex(of: UInt8(ascii: "'")), written.first != UInt8(ascii: "$") {
      offset = Int32(truncatingIfNeeded: quote + 1)
      isVerbatim = written.dropFirst(quote + 1).dropLast().elementsEqual(bytes)
    } else if written.first == UInt8(ascii: "$") {
      offset = Int32(truncatingIfNeeded: (written.count - bytes.count) / 2)
      isVerbatim = true
    }
    let start = positions.shifted(by: literal.range.start &+ offset)
    var map = start
    if !isVerbatim { for index in map.segments.indices { map.segments[index].isVerbatim = false } }
    var folded = FoldedText(bytes: bytes, positions: map)
    folded.isNull = literal.value == .null
    return folded
  }

  private mutating func join(_ operands: [Expression]) -> FoldedText? {
    var joined = FoldedText(bytes: [], positions: .identity)
    for operand in operands {
      guard let part = fold(operand), !part.isNull, joined.append(part) else {
        if knownStart.isEmpty { knownStart = joined.string }
        return nil
      }
    }
    return joined
  }

  /// `n - 1` of whole numbers.
  private mutating func number(_ binary: Binary) -> FoldedText? {
    guard ["+", "-", "*"].contains(binary.operation.name), let left = fold(binary.left),
      let right = fold(binary.right), let first = left.wholeNumber, let second = right.wholeNumber
    else { return nil }
    let result =
      switch binary.operation.name {
      case "+": first.addingReportingOverflow(second)
      case "-": first.subtractingReportingOverflow(second)
      default: first.multipliedReportingOverflow(by: second)
      }
    guard !result.overflow else { return nil }
    var value = left
    value.replace(with: Array(String(result.partialValue).utf8))
    return value
  }

  private mutating func fold(_ call: FunctionCall) -> FoldedText? {
    let arguments = call.arguments.map(\.value)
    switch call.name.name.lowercased() {
    case "format": return format(arguments)
    case "concat": return join(arguments)
    case "quote_ident": return mapped(arguments) { quotedName($0, dialect: $1) }
    case "quote_literal": return mapped(arguments) { text, _ in quotedLiteral(text) }
    case "quote_nullable":
      return mapped(arguments, ofNull: "NULL") { text, _ in quotedLiteral(text) }
    case "lower": return mapped(arguments) { text, _ in text.lowercased() }
    case "upper": return mapped(arguments) { text, _ in text.uppercased() }
    case "btrim", "trim": return mapped(arguments) { text, _ in trimmed(text) }
    case "replace": return replaced(arguments)
    case "array_to_string": return rejoined(arguments)
    default: return nil
    }
  }

  private mutating func mapped(
    _ arguments: [Expression], ofNull: String? = nil, _ change: (String, Dialect) -> String
  ) -> FoldedText? {
    guard arguments.count == 1, let only = arguments.first, var value = fold(only) else { return nil }
    if value.isNull {
      guard let ofNull else { return value }
      value = FoldedText(bytes: Array(ofNull.utf8), positions: value.positions)
      return value
    }
    let changed = Array(change(value.string, dialect).utf8)
    guard changed.count <= FoldedText.limit else { return nil }
    value.replace(with: changed)
    return value
  }

  /// `replace(text, old, new)` of known texts.
  private mutating func replaced(_ arguments: [Expression]) -> FoldedText? {
    guard arguments.count == 3, var value = fold(arguments[0]), let old = fold(arguments[1]),
      let new = fold(arguments[2]), ![value, old, new].contains(where: { $0.isHoled || $0.isNull })
    else { return nil }
    guard !old.bytes.isEmpty else { return value }
    let parts = ByteSplitting.parts(of: value.bytes, by: old.bytes)
    guard value.bytes.count &+ parts.count &* new.bytes.count <= FoldedText.limit else { return nil }
    value.replace(with: Array(parts.joined(separator: new.bytes)))
    return value
  }

  /// `array_to_string(string_to_array(text, ','), ', ')`.
  private mutating func rejoined(_ arguments: [Expression]) -> FoldedText? {
    guard arguments.count == 2, case .call(let inner) = arguments[0],
      inner.name.name.lowercased() == "string_to_array", inner.arguments.count == 2
    else { return nil }
    return replaced(inner.arguments.map(\.value) + [arguments[1]])
  }

  /// `format('%I %s %L %% %1$s', ...)`; widths are not known here.
  private mutating func format(_ arguments: [Expression]) -> FoldedText? {
    guard let first = arguments.first, let pattern = fold(first) else { return nil }
    var result = FoldedText(bytes: [], positions: .identity)
    var next = 1
    var at = 0
    while at < pattern.bytes.count {
      let plain = pattern.bytes[at...].firstIndex(of: UInt8(ascii: "%")) ?? pattern.bytes.count
      guard result.append(slice(pattern, at, plain)) else { return nil }
      if plain == pattern.bytes.count { break }
      guard let directive = FormatDirective(pattern.bytes, at: plain + 1) else { return nil }
      at = directive.end
      if directive.letter == UInt8(ascii: "%") {
        guard result.append(slice(pattern, plain, plain + 1)) else { return nil }
        continue
      }
      let index = directive.index ?? next
      next = index + 1
      guard index > 0, index < arguments.count,
        let value = fold(arguments[index]) ?? holeInQuotes(as: directive.letter),
        let shown = show(value, as: directive.letter), result.append(shown)
      else {
        knownStart = result.string
        return nil
      }
    }
    return result
  }

  private func slice(_ text: FoldedText, _ start: Int, _ end: Int) -> FoldedText {
    FoldedText(
      bytes: Array(text.bytes[start..<end]),
      positions: text.positions.segments.isEmpty
        ? .identity : text.positions.shifted(by: Int32(truncatingIfNeeded: start)))
  }

  private func show(_ value: FoldedText, as letter: UInt8) -> FoldedText? {
    var shown = value
    switch letter {
    case UInt8(ascii: "s"): return value
    case UInt8(ascii: "I"):
      if value.isNull { return nil }
      shown.replace(with: Array(quotedName(value.string, dialect: dialect).utf8))
    case UInt8(ascii: "L"):
      shown.replace(with: Array((value.isNull ? "NULL" : quotedLiteral(value.string)).utf8))
    default: return nil
    }
    shown.isNull = false
    return shown
  }
}

extension FoldedText {
  /// The value as a whole number, if it is one without sign and leading zeros.
  fileprivate var wholeNumber: Int? {
    guard !isHoled, !isNull, bytes.count < 16, bytes.allSatisfy({ $0 &- 48 < 10 }),
      bytes.count == 1 || bytes.first != 48
    else { return nil }
    return Int(string)
  }
}

/// One `%...` of a format string.
struct FormatDirective {
  /// The argument's number in `%1$s`.
  var index: Int?
  /// `s`, `I`, `L` or `%`.
  var letter: UInt8
  /// Offset past it.
  var end: Int

  /// Reads what stands after the percent sign; nil for widths and flags.
  init?(_ bytes: [UInt8], at start: Int) {
    var at = start
    var number = 0
    while at < bytes.count, bytes[at] &- 48 < 10, at - start < 4 {
      number = number * 10 + Int(bytes[at] &- 48)
      at += 1
    }
    if at > start {
      guard at < bytes.count, bytes[at] == UInt8(ascii: "$") else { return nil }
      index = number
      at += 1
    }
    guard at < bytes.count else { return nil }
    letter = bytes[at]
    end = at + 1
  }
}

/// The name as `quote_ident` gives it: in quotes unless it reads back as it is without.
func quotedName(_ name: String, dialect: Dialect) -> String {
  let bytes = Array(name.utf8)
  let isPlain =
    !bytes.isEmpty && bytes[0] &- 48 >= 10
    && bytes.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 || $0 == UInt8(ascii: "_") }
  let keyword = KeywordSpelling.keyword(name)
  if isPlain, keyword == .plain || dialect.keywords.classOf(keyword) == .free { return name }
  return "\"" + doubling(UInt8(ascii: "\""), in: bytes) + "\""
}

/// The text as `quote_literal` gives it.
func quotedLiteral(_ text: String) -> String {
  let bytes = Array(text.utf8)
  guard bytes.contains(UInt8(ascii: "\\")) else { return "'" + doubling(UInt8(ascii: "'"), in: bytes) + "'" }
  let slashes = Array(doubling(UInt8(ascii: "\\"), in: bytes).utf8)
  return "E'" + doubling(UInt8(ascii: "'"), in: slashes) + "'"
}

private func doubling(_ quote: UInt8, in bytes: [UInt8]) -> String {
  String(decoding: bytes.flatMap { $0 == quote ? [$0, $0] : [$0] }, as: UTF8.self)
}

/// Takes texts apart.
private enum ByteSplitting {
  /// The pieces between a mark, which is not empty.
  static func parts(of bytes: [UInt8], by mark: [UInt8]) -> [ArraySlice<UInt8>] {
    var parts: [ArraySlice<UInt8>] = []
    var (start, at) = (0, 0)
    while at &+ mark.count <= bytes.count {
      if bytes[at] == mark[0], bytes[at..<at &+ mark.count].elementsEqual(mark) {
        parts.append(bytes[start..<at])
        at &+= mark.count
        start = at
      } else {
        at &+= 1
      }
    }
    return parts + [bytes[start...]]
  }
}

private func trimmed(_ text: String) -> String {
  let bytes = Array(text.utf8)
  guard let start = bytes.firstIndex(where: { $0 != 32 }), let end = bytes.lastIndex(where: { $0 != 32 })
  else { return "" }
  return String(decoding: bytes[start...end], as: UTF8.self)
}

extension Query {
  /// The value of a query that is nothing but one: `select 'a' || b`.
  fileprivate var onlyValue: Expression? {
    guard case .select(let select) = body, select.items.count == 1, select.from.isEmpty, with == nil,
      select.filter == nil, select.groupBy == nil, select.having == nil, select.into == nil, limit == nil,
      offset == nil
    else { return nil }
    return select.items.first?.value
  }
}
