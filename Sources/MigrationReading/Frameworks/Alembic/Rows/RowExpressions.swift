import Domain
import ScriptSyntax

/// Expressions of SQLAlchemy as neutral ones.
extension AlembicReplay {
  /// The table that a value means: `sa.table("a")`, `sa.Table("a", ...)`, a mapped class, `T.__table__`.
  func tableName(_ value: FoldedValue, level: Int = 0) -> TableName? {
    guard level < 8 else { return nil }
    switch value.content {
    case .call(let call):
      if call.name == "table" || call.name == "Table" {
        return table(call.argument(0, "name"), schema: call.keyword("schema"))
      }
      if call.name == "alias" || call.name == "aliased",
        let inner = call.receiverCall.map({ FoldedValue(.call($0), at: value.range) })
          ?? call.positional.first
      {
        return tableName(inner, level: level + 1)
      }
      return nil
    case .classValue(let definition): return origin.models.tables[definition.name]
    case .reference(let reference):
      if let found = origin.models.tables[reference.name] { return found }
      var resolved = reference.resolved
      if resolved.hasSuffix(".__table__") { resolved = String(resolved.dropLast(10)) }
      if let found = origin.models.tables[resolved] { return found }
      // `def upgrade(op, tables)`: an environment may hand over the tables of its metadata by their names.
      let parts = resolved.split(separator: ".")
      if parts.count == 2, parts[0] == "tables" { return TableName(String(parts[1])) }
      guard let found = modules.value(resolved) else { return nil }
      if case .classValue(let definition) = found.value.content {
        return found.module.run.fields(of: definition).values["__tablename__"]?.text.map { TableName($0) }
      }
      return found.value.call != nil ? tableName(found.value, level: level + 1) : nil
    case .element(let element):
      // `metadata.tables["a"]`
      if case .member(let member) = element.receiver.content, member.name == "tables" {
        return element.index.text.map { Self.reference($0 + ".x")?.table ?? TableName($0) }
      }
      return nil
    case .member(let member):
      return member.name == "__table__" ? tableName(member.receiver, level: level + 1) : nil
    default: return nil
    }
  }

  /// The name of a column that a value means: a text, `t.c.a`, `T.a`, `sa.column("a")`.
  func columnName(_ value: FoldedValue) -> String? {
    value.text ?? column(value)?.name
  }

  /// The column that a value means.
  func column(_ value: FoldedValue, level: Int = 0) -> ColumnReference? {
    guard level < 6 else { return nil }
    switch value.content {
    case .member(let member):
      guard case .member(let inner) = member.receiver.content, inner.name == "c" || inner.name == "columns"
      else {
        return nil
      }
      return ColumnReference(qualifier: tableName(inner.receiver)?.name, member.name)
    case .element(let element):
      guard case .member(let inner) = element.receiver.content, inner.name == "c" || inner.name == "columns",
        let name = element.index.text
      else { return nil }
      return ColumnReference(qualifier: tableName(inner.receiver)?.name, name)
    case .call(let call):
      if let mapped = origin.models.columns[call.range.start] {
        return ColumnReference(qualifier: mapped.table.name, mapped.name)
      }
      if call.name == "column" || call.name == "Column" || call.name == "literal_column" {
        return name(call.positional.first).map { ColumnReference($0) }
      }
      return nil
    case .reference(let reference):
      let parts = reference.resolved.split(separator: ".").map(String.init)
      guard parts.count >= 2, let name = parts.last else { return nil }
      if parts[parts.count - 2] == "c" || parts[parts.count - 2] == "columns" {
        return ColumnReference(name)
      }
      var owner = reference
      owner.resolved = parts.dropLast().joined(separator: ".")
      guard let table = tableName(FoldedValue(.reference(owner), at: value.range)) else { return nil }
      return ColumnReference(qualifier: table.name, origin.models.column(name, of: table))
    default: return nil
    }
  }

  /// The neutral form of a value.
  func expression(_ value: FoldedValue, level: Int = 0) -> Expression {
    guard level < 40 else { return opaque(value, []) }
    if let literal = value.literal { return .literal(literal) }
    if let column = column(value) { return .column(column) }
    if let row = rowValue(value) { return row }
    switch value.content {
    case .operation(let operation): return self.operation(operation, value, level + 1)
    case .joined(let parts): return .concatenation(parts.map { expression($0, level: level + 1) })
    case .call(let call): return self.call(call, value, level + 1)
    case .member(let member):
      // `row.tier.value`, `Tier.gold.value`
      return member.name == "value" ? expression(member.receiver, level: level + 1) : opaque(value, [])
    case .reference:
      if let known = constant(value), let literal = known.literal { return .literal(literal) }
      return opaque(value, [])
    case .element(let element):
      if let map = element.receiver.entries { return lookup(map, element.index, nil, level + 1) }
      return opaque(value, [expression(element.receiver, level: level + 1)])
    case .list(let values), .tuple(let values):
      return .call("array", values.map { expression($0, level: level + 1) })
    default: return opaque(value, [])
    }
  }

  /// `MAP[row.tier]` and `MAP.get(row.tier, "x")`: the value by the key.
  private func lookup(_ map: [FoldedEntry], _ key: FoldedValue, _ otherwise: FoldedValue?, _ level: Int)
    -> Expression
  {
    let branches = map.map {
      CaseBranch(condition: expression($0.key, level: level), result: expression($0.value, level: level))
    }
    return .caseWhen(
      operand: expression(key, level: level), branches: branches,
      otherwise: otherwise.map { expression($0, level: level) })
  }

  private func opaque(_ value: FoldedValue, _ parts: [Expression]) -> Expression {
    let text = String(value.range.text(of: origin.text.bytes).prefix(200))
    return .opaque(text: text, columns: parts.flatMap(\.columns))
  }

  private func operation(_ operation: FoldedOperation, _ value: FoldedValue, _ level: Int) -> Expression {
    let parts = operation.operands.map { expression($0, level: level) }
    let isNull = parts.contains(.literal(.null))
    let others = parts.filter { $0 != .literal(.null) }
    switch operation.operation {
    case .equal, .identical: return isNull ? .call("is null", others) : .call("=", parts)
    case .notEqual, .notIdentical:
      return isNull ? .call("not", [.call("is null", others)]) : .call("<>", parts)
    case .less: return .call("<", parts)
    case .lessEqual: return .call("<=", parts)
    case .greater: return .call(">", parts)
    case .greaterEqual: return .call(">=", parts)
    case .and, .bitAnd: return .call("and", parts)
    case .or, .bitOr: return .call("or", parts)
    case .not, .bitNot: return .call("not", parts)
    case .add:
      let hasText = parts.contains { if case .literal(.string) = $0 { true } else { false } }
      return hasText ? .concatenation(parts) : .call("+", parts)
    case .subtract: return .call("-", parts)
    case .multiply: return .call("*", parts)
    case .divide, .floorDivide: return .call("/", parts)
    case .modulo: return .call("%", parts)
    case .negate: return .call("-", parts)
    case .contains:
      guard parts.count == 2, case .call("array", let list) = parts[1] else { break }
      return .call("in", [parts[0]] + list)
    default: break
    }
    return opaque(value, parts)
  }

  private func call(_ call: FoldedCall, _ value: FoldedValue, _ level: Int) -> Expression {
    func each(_ values: [FoldedValue]) -> [Expression] { values.map { expression($0, level: level) } }
    if case .member(let member) = call.callee.content, !Self.isModuleFunction(call) {
      return method(call, of: member.receiver, value, level)
    }
    let arguments = call.positional
    switch call.name {
    case "and_", "or_", "not_": return .call(String(call.name.dropLast()), each(arguments))
    case "null": return .literal(.null)
    case "true": return .literal(.boolean(true))
    case "false": return .literal(.boolean(false))
    case "literal", "quoted_name", "inline_literal", "type_coerce", "label", "desc", "asc", "str", "Decimal",
      "UUID":
      if let first = arguments.first { return expression(first, level: level) }
    case "text", "literal_column":
      if let text = arguments.first?.located {
        var copy = self
        return copy.sqlExpression(text)
      }
    case "cast":
      guard arguments.count > 1 else { break }
      var copy = self
      return .cast(expression(arguments[0], level: level), to: copy.readType(arguments[1]).type)
    case "case": return conditional(call, level)
    case "bindparam":
      if let given = call.argument(1, "value") { return expression(given, level: level) }
      if let name = arguments.first?.text { return .opaque(text: ":" + name, columns: []) }
    case "concat": return .concatenation(each(arguments))
    default:
      if call.resolved?.contains(text: "func.") == true {
        return .call(call.name.lowercased(), each(arguments))
      }
    }
    return opaque(value, each(arguments))
  }

  /// Whether a member call is `sa.func.lower(...)` of a module that is not known by name.
  private static func isModuleFunction(_ call: FoldedCall) -> Bool { call.resolved != nil }

  private func method(_ call: FoldedCall, of receiver: FoldedValue, _ value: FoldedValue, _ level: Int)
    -> Expression
  {
    let left = expression(receiver, level: level)
    let right = call.positional.map { expression($0, level: level) }
    switch call.name {
    case "in_", "notin_", "not_in":
      let list = (call.positional.first?.elements ?? []).map { expression($0, level: level) }
      guard !list.isEmpty else { break }
      let test = Expression.call("in", [left] + list)
      return call.name == "in_" ? test : .call("not", [test])
    case "is_", "isnot", "is_not":
      guard let first = right.first else { break }
      let test: Expression = first == .literal(.null) ? .call("is null", [left]) : .call("=", [left, first])
      return call.name == "is_" ? test : .call("not", [test])
    case "like", "ilike": return .call(call.name, [left] + right)
    case "between": return .call("between", [left] + right)
    case "label", "self_group", "collate", "op": return left
    case "cast":
      guard let type = call.positional.first else { break }
      var copy = self
      return .cast(left, to: copy.readType(type).type)
    case "lower", "upper", "strip": return .call(call.name == "strip" ? "trim" : call.name, [left])
    case "get":
      if let map = receiver.entries, let key = call.positional.first {
        return lookup(map, key, call.positional.dropFirst().first, level)
      }
    default: break
    }
    return opaque(value, [left] + right)
  }

  /// `sa.case((condition, value), ..., else_=x)`, with the pairs in a list before version 2, or `value=` and a map.
  private func conditional(_ call: FoldedCall, _ level: Int) -> Expression {
    var pairs = call.positional
    if pairs.count == 1, let list = pairs[0].elements, list.first?.elements != nil { pairs = list }
    if let whens = call.keyword("whens")?.elements { pairs = whens }
    var branches: [CaseBranch] = []
    for pair in pairs {
      if let parts = pair.elements, parts.count == 2 {
        branches.append(
          CaseBranch(
            condition: expression(parts[0], level: level), result: expression(parts[1], level: level)))
      }
      for entry in pair.entries ?? [] {
        branches.append(
          CaseBranch(
            condition: expression(entry.key, level: level), result: expression(entry.value, level: level)))
      }
    }
    return .caseWhen(
      operand: call.keyword("value").map { expression($0, level: level) }, branches: branches,
      otherwise: call.keyword("else_").map { expression($0, level: level) })
  }
}
