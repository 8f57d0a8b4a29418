import Domain
import ScriptSyntax

extension RailsRunner {
  /// The value of an expression; calls of migration methods have their effect.
  mutating func evaluate(_ node: ScriptNode, isStatement: Bool = false) -> RailsValue {
    guard depth < Self.depthLimit, spend(node.range) else { return .unknown }
    depth += 1
    defer { depth -= 1 }
    switch node {
    case .string(let string): return .text(string.text)
    case .symbol(let name): return .text(ScriptText(name.text, at: name.range.start))
    case .number(let number): return .number(number.text.filter { $0 != "_" })
    case .boolean(let value, _): return .boolean(value)
    case .null: return .null
    case .template(let template): return evaluate(template)
    case .list(let list), .tuple(let list), .set(let list): return evaluate(list)
    case .map(let map): return evaluate(map)
    case .regularExpression(let pattern): return .pattern(pattern.text)
    case .function(let function):
      // `if`, `case` and `begin` as values are blocks that are called at once.
      return .code(closure(function))
    case .name(let name): return evaluate(name, isStatement)
    case .attribute(let attribute):
      return evaluate(ScriptCall(of: .attribute(attribute)), isStatement: isStatement)
    case .call(let call): return evaluate(call, isStatement: isStatement)
    case .conditional(let choice): return evaluate(choice)
    case .unary(let unary): return evaluate(unary)
    case .operation(let operation): return evaluate(operation)
    case .assignment(let assignment): return assign(assignment)
    case .subscripted(let node): return element(of: evaluate(node.receiver), evaluate(node.index), node)
    case .awaiting(let inner, _), .spread(let inner, _): return evaluate(inner)
    case .slice, .classLiteral, .comprehension, .unparsed: return .unknown
    }
  }

  private mutating func evaluate(_ choice: ScriptConditional) -> RailsValue {
    let condition = evaluate(choice.condition)
    if let holds = condition.truth { return evaluate(holds ? choice.then : choice.otherwise) }
    var values: [RailsValue] = []
    if case .presence(let isThere) = condition {
      _ = guarded(isThere) { .goes($0.evaluate(choice.then)) }
      _ = guarded(!isThere) { .goes($0.evaluate(choice.otherwise)) }
      return .unknown
    }
    let test = test(condition)
    values = [
      under(test.map { [$0] }) { $0.evaluate(choice.then) },
      under(test.map { ["NOT (" + $0 + ")"] }) { $0.evaluate(choice.otherwise) },
    ]
    if let first = values.first?.string, values.allSatisfy({ $0.string == first }) { return values[0] }
    return test.flatMap { chosen([$0], values) } ?? .unknown
  }

  private mutating func evaluate(_ unary: ScriptUnary) -> RailsValue {
    let value = evaluate(unary.operand)
    switch unary.operation {
    case .not:
      if case .presence(let isThere) = value { return .presence(!isThere) }
      if let test = test(value) { return .overRow(condition: "NOT (" + test + ")") }
      return value.truth.map { .boolean(!$0) } ?? .unknown
    case .negate:
      guard case .number(let digits) = value else { return .unknown }
      return .number(digits.hasPrefix("-") ? String(digits.dropFirst()) : "-" + digits)
    default: return .unknown
    }
  }

  private mutating func evaluate(_ map: ScriptMap) -> RailsValue {
    var entries: [RailsEntry] = []
    for entry in map.entries {
      if let key = entry.key {
        // `add_column(x) => ...` has no meaning; names before a colon are symbols.
        guard let name = evaluate(key).string else { return .unknown }
        entries.append(RailsEntry(key: name, value: evaluate(entry.value)))
      } else if case .map(let inner) = evaluate(entry.value) {
        entries += inner
      } else {
        return .unknown
      }
    }
    return made(.map(entries))
  }

  private mutating func evaluate(_ list: ScriptList) -> RailsValue {
    var values: [RailsValue] = []
    for element in list.elements {
      if case .spread(let inner, _) = element {
        guard case .list(let parts) = evaluate(inner) else { return .unknown }
        values += parts
      } else {
        values.append(evaluate(element))
      }
    }
    return made(.list(values))
  }

  private mutating func evaluate(_ name: ScriptName, _ isStatement: Bool) -> RailsValue {
    switch name.text {
    case "self": return .migration
    case "__method__", "__FILE__", "__dir__": return .unknown
    default: break
    }
    if let value = names[name.text] { return value }
    if EnglishWords.isConstant(name.text) { return constant(name.text, name.range) }
    if name.text.hasPrefix("@") || name.text.hasPrefix("$") { return .unknown }
    return evaluate(ScriptCall(of: .name(name)), isStatement: isStatement)
  }

  /// A constant by its dotted name: of the file, of a model, or of the application.
  mutating func constant(_ name: String, _ range: ScriptRange = ScriptRange(0, 0)) -> RailsValue {
    if let value = constants[name] { return value }
    if let table = models[name] { return .relation(RailsRelation(table: table)) }
    let last = name.split(separator: ".").last.map(String.init) ?? name
    if last != name, let value = constants[last] { return value }
    if last != name, let table = models[last], name.hasPrefix("self.") {
      return .relation(RailsRelation(table: table))
    }
    if let value = constantOfCode(name, range) { return value }
    return .constant(name)
  }

  /// Whether a text begins as an assignment of SQL does: `blog_id = `.
  private static func beginsAssignment(_ text: String) -> Bool {
    let name = text.utf8.prefix { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == UInt8(ascii: "_") }
    let rest = text.utf8.dropFirst(name.count).drop { $0 == UInt8(ascii: " ") }
    return !name.isEmpty && rest.first == UInt8(ascii: "=") && rest.dropFirst().first != UInt8(ascii: "=")
  }

  private mutating func evaluate(_ template: ScriptTemplate) -> RailsValue {
    var text = ScriptText("", at: template.range.start)
    var sql: [String] = []
    var isKnown = true
    var isHoled = false
    var ofRow = false
    for part in template.parts {
      let value: RailsValue
      switch part {
      case .text(let piece): value = .text(piece)
      case .value(let node, _):
        switch evaluate(node) {
        case .number(let digits): value = .text(ScriptText(digits, at: node.range.start))
        case .boolean(let holds): value = .text(ScriptText(holds ? "true" : "false", at: node.range.start))
        case .text(let inner): value = .text(ScriptText(inner.string, at: node.range.start))
        case .null: value = .text(ScriptText("", at: node.range.start))
        case .relation(let relation): value = .text(ScriptText(relation.table.display, at: node.range.start))
        case let other: value = other
        }
      }
      switch value {
      case .text(let piece):
        sql.append(SQLSpelling.quoted(piece.string))
        guard text.append(piece) else { return .unknown }
      case .partial(let piece):
        (isKnown, isHoled) = (false, true)
        guard text.append(piece) else { return .unknown }
      case .sql(let inner):
        sql.append(inner)
        (ofRow, isKnown) = (true, false)
        guard text.append(ScriptText(SQLHoles.mark)) else { return .unknown }
      default:
        (isKnown, isHoled) = (false, true)
        guard text.append(ScriptText(SQLHoles.mark)) else { return .unknown }
      }
    }
    spend(bytes: text.count)
    if isKnown { return .text(text) }
    if isHoled || SQLHoles.beginsStatement(text.string) || Self.beginsAssignment(text.string) {
      return .partial(text)
    }
    // Text put together of a row's columns.
    return ofRow ? .overRow(sql.joined(separator: " || ")) : .unknown
  }
}
