import ScriptSyntax

/// What a program makes of the columns of a row, as SQL: which columns go in, and whether a piece comes out.
extension ProgramValues {
  /// A function or method on columns of a row; nil if none goes in.
  func rowFunction(_ call: FoldedCall, _ level: Int) -> String? {
    guard level < 40, isOfRow(.call(call), level) else { return nil }
    let arguments = call.positional
    if call.resolved == "JSON.parse" { return arguments.first.flatMap { rowPart($0, level) } }
    guard case .member(let member) = call.callee.content else { return function(call.name, arguments, level) }
    let receiver = member.receiver
    switch call.name {
    case "toString", "valueOf", "toISOString": return rowPart(receiver, level)
    case "toLowerCase", "toLocaleLowerCase": return function("lower", [receiver], level)
    case "toUpperCase", "toLocaleUpperCase": return function("upper", [receiver], level)
    case "trimStart", "trimLeft": return function("ltrim", [receiver], level)
    case "trimEnd", "trimRight": return function("rtrim", [receiver], level)
    case "slice", "substring", "substr": return function("substring", [receiver] + arguments, level)
    case "match", "exec": return function("regexp_match", [receiver] + arguments, level)
    case "split": return function("string_to_array", [receiver] + arguments, level)
    case "shift": return piece(receiver, 1, level)
    case "pop": return piece(receiver, -1, level)
    case "at": return arguments.first?.integer.flatMap { piece(receiver, $0 < 0 ? $0 : $0 + 1, level) }
    case "filter", "map": return rowPart(receiver, level)
    case "join": return joined(receiver, arguments.first, level)
    case "replace", "replaceAll":
      let isText = arguments.first?.text != nil
      return function(isText ? "replace" : "regexp_replace", [receiver] + arguments, level)
    default: return function(call.name, [receiver] + arguments, level)
    }
  }

  /// A piece of what `split` or `match` makes of a text, counted from 1.
  func piece(_ value: FoldedValue, _ place: Int, _ level: Int) -> String? {
    guard level < 40 else { return nil }
    if let choice = value.operation, [.or, .coalesce, .and, .conditional].contains(choice.operation) {
      // `a.split(",") || []`, `a ? a.split(",") : []`
      return choice.operands.lazy.compactMap { piece($0, place, level + 1) }.first
    }
    guard let call = value.call else { return nil }
    if call.name == "explode" || call.name == "preg_split", call.positional.count > 1 {
      // The function of PHP, the mark before the text.
      guard let text = rowPart(call.positional[1], level) else { return nil }
      let mark = sql(call.positional[0], level: level + 1)
      return "split_part(" + text + ", " + mark + ", " + String(place) + ")"
    }
    guard case .member(let member) = call.callee.content else { return nil }
    switch call.name {
    case "split":
      guard let text = rowPart(member.receiver, level) else { return nil }
      let mark = call.positional.first.map { sql($0, level: level + 1) } ?? spelling.unknown
      return "split_part(" + text + ", " + mark + ", " + String(place) + ")"
    case "filter", "map", "trim", "slice": return piece(member.receiver, place, level + 1)
    default: return nil
    }
  }

  /// `[row.first, row.last].filter(Boolean).join(" ")`
  private func joined(_ list: FoldedValue, _ mark: FoldedValue?, _ level: Int) -> String? {
    var list = list
    for _ in 0..<4 {
      guard list.elements == nil, let call = list.call, ["filter", "map"].contains(call.name),
        case .member(let member) = call.callee.content
      else { break }
      list = member.receiver
    }
    guard let parts = list.elements else { return rowPart(list, level) }
    let mark = mark.map { sql($0, level: level + 1) } ?? spelling.string(",")
    return "concat_ws(" + ([mark] + parts.map { sql($0, level: level + 1) }).joined(separator: ", ") + ")"
  }

  /// A function by its own name; which columns it takes is what counts.
  private func function(_ name: String, _ arguments: [FoldedValue], _ level: Int) -> String? {
    switch name {
    case "String", "Boolean", "resolve", "Date":
      return arguments.first.flatMap { rowPart($0, level) }
    case "Number", "parseInt", "parseFloat", "BigInt":
      return arguments.first.flatMap { rowPart($0, level) }.map { "cast(" + $0 + " as numeric)" }
    default: break
    }
    let word = String(decoding: name.utf8.filter { ScriptWordByte.isName($0) }, as: UTF8.self).lowercased()
    guard let first = word.utf8.first, first &- 0x61 < 26 else { return nil }
    // Names of the program may be words of SQL's grammar.
    let own = Self.known.contains(word) ? word : spelling.name(word)
    return own + "(" + arguments.map { sql($0, level: level + 1) }.joined(separator: ", ") + ")"
  }

  private static let known: Set<String> = [
    "lower", "upper", "trim", "ltrim", "rtrim", "substring", "regexp_match", "string_to_array", "replace",
    "regexp_replace", "concat", "round", "floor", "ceil", "abs",
  ]

  /// `a || b`, `a ?? b`, `a && b` and `a ? b : c` of values of a row; nil for others.
  func rowChoice(_ operation: FoldedOperation, _ level: Int) -> String? {
    guard isOfRow(.operation(operation), level) else { return nil }
    let operands = operation.operands
    switch operation.operation {
    case .or, .coalesce:
      if operands.count == 2, case .element(let element) = operands[0].content,
        let entries = element.receiver.entries
      {
        return lookup(entries, element.index, sql(operands[1], level: level + 1), level)
      }
      let known = operands.map { sql($0, level: level + 1) }.filter { $0 != spelling.unknown }
      return known.count > 1 ? "coalesce(" + known.joined(separator: ", ") + ")" : known.first
    case .and: return operands.last.flatMap { rowPart($0, level) }
    case .conditional where operands.count == 3:
      let test = condition(operands[0], holds: true) ?? spelling.unknown + " = 1"
      let (first, second) = (sql(operands[1], level: level + 1), sql(operands[2], level: level + 1))
      if first == spelling.unknown, second == spelling.unknown { return nil }
      return SQLSpelling.choice([(test, first)], otherwise: second)
    default: return nil
    }
  }
}

extension FoldedValue {
  /// The operator with its values that it is.
  fileprivate var operation: FoldedOperation? {
    if case .operation(let operation) = content { operation } else { nil }
  }
}
