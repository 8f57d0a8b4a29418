/// What is particular to running Go.
struct GoSemantics: ScriptSemantics {
  /// The function that stands for the zero value of a type.
  static let zero = "(zero)"
  /// Places and elements, or keys and values, that a loop goes through.
  static let pairs = "(pairs)"
  /// Places or keys alone.
  static let keys = "(keys)"

  var assignsThroughScopes: Bool { true }
  var hasMembersAsEntries: Bool { false }

  func isTrue(_ value: FoldedValue) -> Bool? { value.boolean }

  func text(of value: FoldedValue) -> ScriptText? {
    switch value.content {
    case .string(let text): text
    case .number(let digits): ScriptText(digits, at: value.range.start)
    case .boolean(let isTrue): ScriptText(isTrue ? "true" : "false", at: value.range.start)
    case .null, .symbol, .list, .tuple, .map, .reference, .call, .member, .element, .operation, .joined,
      .closure, .classValue, .opaque:
      nil
    }
  }

  func member(_ name: String, of value: FoldedValue) -> FoldedValue? { value.entry(name) }

  func changed(_ receiver: FoldedValue, by name: String, _ arguments: [FoldedValue]) -> FoldedValue.Content? {
    guard case .string(let text) = receiver.content, ["WriteString", "WriteByte", "WriteRune"].contains(name)
    else { return nil }
    var whole = text
    guard let more = arguments.first?.located, whole.append(more) else {
      return .opaque("a text that was changed")
    }
    return .string(whole)
  }

  func method(_ call: MethodCall, _ evaluator: inout Evaluator) -> FoldedValue? {
    switch (call.name, call.receiver.content) {
    case ("String", .string): return call.receiver
    case (Self.pairs, .list(let values)):
      return call.value(.list(values.enumerated().map { pair(call.value(.number(String($0))), $1) }))
    case (Self.pairs, .map(let entries)): return call.value(.list(entries.map { pair($0.key, $0.value) }))
    case (Self.keys, .list(let values)):
      return call.value(.list(values.indices.map { call.value(.number(String($0))) }))
    case (Self.keys, .map(let entries)): return call.value(.list(entries.map(\.key)))
    case (Self.keys, .number(let digits)):
      guard let count = FoldedValue.integer(digits), count <= 1_000 else { return nil }
      return call.value(.list((0..<max(0, count)).map { call.value(.number(String($0))) }))
    default: return nil
    }
  }

  private func pair(_ first: FoldedValue, _ second: FoldedValue) -> FoldedValue {
    FoldedValue(.tuple([first, second]), at: second.range)
  }

  func function(_ reference: FoldedReference, _ call: MethodCall, _ evaluator: inout Evaluator)
    -> FoldedValue?
  {
    let values = call.positional
    switch reference.resolved {
    case "fmt.Sprintf":
      guard let format = values.first?.located, !call.arguments.contains(where: { $0.isSpread }) else {
        return nil
      }
      return GoFormat.text(format, Array(values.dropFirst()), at: call.range, &evaluator)
    case "fmt.Sprint": return evaluator.concatenation(values, at: call.range)
    case "string", "int", "int64", "int32", "uint", "uint64", "uint32", "float64", "bool", "new",
      "template.HTML":
      return values.count == 1 ? values.first : nil
    case "template.Must", "text/template.Must", "html/template.Must": return values.first
    case "append": return appended(values, call)
    case "len": return values.first?.elements.map { call.value(.number(String($0.count))) }
    case Self.zero: return zeroValue(values, call)
    case "strings.Join":
      guard let list = values.first?.elements, let mark = values.last?.located else { return nil }
      return TextMethods.join(list, by: mark, call, &evaluator)
    case "strings.Repeat":
      guard values.count == 2, let count = values[1].integer, count <= 4_096 else { return nil }
      return evaluator.product(values[0], values[1], at: call.range)
    case "strings.ReplaceAll", "strings.Replace":
      guard values.count > 2, let text = values[0].located else { return nil }
      var inner = call
      inner.arguments = values[1...2].map { FoldedArgument($0) }
      return TextMethods.replace(inner, text, &evaluator)
    case "strings.TrimSpace", "strings.ToLower", "strings.ToUpper", "strings.Split", "strings.Contains",
      "strings.HasPrefix", "strings.HasSuffix":
      return textFunction(reference.name, values, call, &evaluator)
    default: return nil
    }
  }

  private func textFunction(
    _ name: String, _ values: [FoldedValue], _ call: MethodCall, _ evaluator: inout Evaluator
  ) -> FoldedValue? {
    guard let text = values.first?.located else { return nil }
    let names = [
      "TrimSpace": "trim", "Split": "split", "HasPrefix": "startsWith", "HasSuffix": "endsWith",
      "ToLower": "ToLower", "ToUpper": "ToUpper", "Contains": "Contains",
    ]
    var inner = call
    inner.name = names[name] ?? name
    inner.arguments = values.dropFirst().map { FoldedArgument($0) }
    return TextMethods.call(inner, text, &evaluator)
  }

  private func appended(_ values: [FoldedValue], _ call: MethodCall) -> FoldedValue? {
    guard let first = values.first, !call.arguments.contains(where: { $0.isSpread }) else { return nil }
    let rest = Array(values.dropFirst())
    if let list = first.elements { return call.value(.list(list + rest)) }
    let isEmpty = first.isNull || first.call?.resolved == FoldedCall.severalName
    return isEmpty ? call.value(.list(rest)) : nil
  }

  /// Types whose values are what a program works on a database with.
  private static let databases: Set<String> = [
    "gorm.io/gorm.DB", "github.com/jinzhu/gorm.DB", "xorm.io/xorm.Engine", "xorm.io/xorm.Session",
    "github.com/uptrace/bun.DB",
  ]

  /// A variable without a value: a database is what it is set to later, elements of a list are of its type.
  private func zeroValue(_ values: [FoldedValue], _ call: MethodCall) -> FoldedValue {
    guard let marks = values.first?.text, let type = values.last else { return call.value(.null) }
    switch type.content {
    case .reference(let reference):
      if Self.databases.contains(reference.resolved), !marks.contains("[") {
        let name = "(database)"
        return call.value(.reference(FoldedReference(written: name, resolved: name)))
      }
      switch reference.resolved {
      case "string":
        return marks.isEmpty ? call.string(ScriptText("", at: call.range.start)) ?? type : null(call)
      case "strings.Builder", "bytes.Buffer":
        return call.string(ScriptText("", at: call.range.start)) ?? type
      case "int", "int64", "int32", "uint", "uint64":
        return call.value(marks.isEmpty ? .number("0") : .null)
      case "bool": return call.value(marks.isEmpty ? .boolean(false) : .null)
      default: return null(call)
      }
    case .classValue:
      let one = FoldedCall(
        callee: type, arguments: [], block: nil, isConstruction: true, range: call.range)
      guard marks.contains("[") else { return call.value(.call(one)) }
      let name = FoldedReference(written: FoldedCall.severalName, resolved: FoldedCall.severalName)
      return call.value(
        .call(
          FoldedCall(
            callee: call.value(.reference(name)), arguments: [FoldedArgument(call.value(.call(one)))],
            block: nil, isConstruction: false, range: call.range)))
    default: return null(call)
    }
  }

  private func null(_ call: MethodCall) -> FoldedValue { call.value(.null) }
}

/// Texts that `fmt.Sprintf` puts together (https://pkg.go.dev/fmt).
enum GoFormat {
  static func text(
    _ format: ScriptText, _ arguments: [FoldedValue], at range: ScriptRange, _ evaluator: inout Evaluator
  ) -> FoldedValue {
    let bytes = Array(format.string.utf8)
    var pieces: [FoldedValue] = []
    var (start, at, next) = (0, 0, 0)
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "%") else {
        at += 1
        continue
      }
      pieces.append(FoldedValue(.string(format.part(start, at)), at: range))
      at += 1
      var digits = ""
      if at < bytes.count, bytes[at] == UInt8(ascii: "[") {
        at += 1
        while at < bytes.count, bytes[at] &- 0x30 < 10 {
          digits.unicodeScalars.append(Unicode.Scalar(bytes[at]))
          at += 1
        }
        at += 1
      }
      let verb = at < bytes.count ? bytes[at] : 0
      at += 1
      start = min(at, bytes.count)
      if verb == UInt8(ascii: "%") {
        pieces.append(FoldedValue(.string(ScriptText("%", at: range.start)), at: range))
        continue
      }
      let place = Int(digits).map { $0 - 1 } ?? next
      next = place &+ 1
      let value =
        arguments.indices.contains(place)
        ? arguments[place] : evaluator.opaque("a formatted value", at: range)
      switch verb {
      case UInt8(ascii: "s"), UInt8(ascii: "d"), UInt8(ascii: "v"): pieces.append(value)
      case UInt8(ascii: "q"):
        let quote = FoldedValue(.string(ScriptText("\"", at: range.start)), at: range)
        pieces += [quote, value, quote]
      default: pieces.append(evaluator.opaque("a formatted value", at: range))
      }
    }
    pieces.append(FoldedValue(.string(format.part(min(start, bytes.count), bytes.count)), at: range))
    return evaluator.concatenation(pieces, at: range)
  }
}
