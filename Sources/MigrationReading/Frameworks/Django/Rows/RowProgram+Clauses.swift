import Domain
import ScriptSyntax

extension QueryClause {
  /// Classes of the query API that are followed.
  static let names: Set<String> = [
    "F", "Q", "Value", "Case", "When", "Concat", "Cast", "ExpressionWrapper", "Lower", "Upper", "Trim",
    "Coalesce",
    "Length", "Abs", "Round", "Greatest", "Least", "NullIf", "Replace", "Substr", "LTrim", "RTrim", "Left",
    "Right",
    "MD5", "Now", "Subquery", "OuterRef", "Exists", "Func", "Count", "Max", "Min", "Sum", "Avg", "RawSQL",
    "KeyTextTransform", "JSONObject", "TruncDate", "StrIndex", "SHA256", "Random", "RowNumber", "Window",
  ]
}

extension RowProgram {
  /// A part of the query API as an expression about a model's rows; nil for what is not followed.
  func expression(_ clause: QueryClause, _ model: DjangoModel, depth: Int = 0) -> Expression? {
    guard depth < 24 else { return nil }
    switch clause.name {
    case "F": return clause.positional.first.flatMap { field($0, model) }
    case "Value": return clause.positional.first.flatMap { expression($0) }
    case "ExpressionWrapper", "Cast":
      let value = clause.positional.first ?? clause.named.first { $0.name == "expression" }?.value
      let inner = value.flatMap { operand($0, model, depth: depth) }
      return clause.name == "Cast" ? inner.map { .call("cast", [$0]) } : inner
    case "Q": return conjunction(clause, model, depth: depth)
    case "Case": return choice(clause, model, depth: depth)
    case "Concat": return parts(clause, model, depth: depth).map { .concatenation($0) }
    case "+", "-", "*", "/", "%", "and", "or":
      let values = clause.positional.map { value(of: $0, model, depth: depth) }
      let known = values.compactMap { $0 }
      return known.count == values.count ? .call(clause.name, known) : nil
    case "not":
      return clause.positional.first.flatMap { value(of: $0, model, depth: depth) }.map { .call("not", [$0]) }
    case "Now": return .call("now", [])
    case "Lower", "Upper", "Trim", "Coalesce", "Length", "Abs", "Round", "Greatest", "Least", "NullIf",
      "Replace",
      "Substr", "LTrim", "RTrim", "Left", "Right", "MD5":
      return parts(clause, model, depth: depth).map { .call(clause.name.lowercased(), $0) }
    default: return nil
    }
  }

  /// A value in the place of a value: text is text.
  private func value(of value: RowValue, _ model: DjangoModel, depth: Int) -> Expression? {
    if case .clause(let clause) = value { return expression(clause, model, depth: depth + 1) }
    return expression(value)
  }

  /// An argument of a function: text names a field.
  private func operand(_ value: RowValue, _ model: DjangoModel, depth: Int) -> Expression? {
    if case .clause(let clause) = value { return expression(clause, model, depth: depth + 1) }
    return field(value, model) ?? expression(value)
  }

  private func field(_ value: RowValue, _ model: DjangoModel) -> Expression? {
    guard case .constant(let constant) = value, let name = constant.text else { return nil }
    return QueryConditions(model: model).column(name)
  }

  private func parts(_ clause: QueryClause, _ model: DjangoModel, depth: Int) -> [Expression]? {
    let values = clause.positional.map { operand($0, model, depth: depth) }
    let known = values.compactMap { $0 }
    return known.count == values.count && !known.isEmpty ? known : nil
  }

  private func conjunction(_ clause: QueryClause, _ model: DjangoModel, depth: Int) -> Expression? {
    var conditions = clause.positional.compactMap { value(of: $0, model, depth: depth) }
    conditions += clause.named.compactMap { filter($0.name, $0.value, model.key) }
    guard conditions.count == clause.positional.count + clause.named.count else { return nil }
    return conditions.count > 1 ? .call("and", conditions) : conditions.first
  }

  private func choice(_ clause: QueryClause, _ model: DjangoModel, depth: Int) -> Expression? {
    var branches: [CaseBranch] = []
    for part in clause.positional {
      guard case .clause(let when) = part, when.name == "When",
        let then = when.named.first(where: { $0.name == "then" })?.value,
        let result = named(then, model) ?? value(of: then, model, depth: depth)
      else { return nil }
      let rest = QueryClause(
        name: "Q", positional: when.positional, named: when.named.filter { $0.name != "then" })
      guard let condition = conjunction(rest, model, depth: depth + 1) else { return nil }
      branches.append(CaseBranch(condition: condition, result: result))
    }
    guard !branches.isEmpty else { return nil }
    let last = clause.named.first { $0.name == "default" }?.value
    let otherwise = last.map { named($0, model) ?? value(of: $0, model, depth: depth) }
    if let otherwise, otherwise == nil { return nil }
    return .caseWhen(operand: nil, branches: branches, otherwise: otherwise ?? nil)
  }

  /// The column that a text means in the place of a value of `When` and `Case`, as Django takes it.
  private func named(_ value: RowValue, _ model: DjangoModel) -> Expression? {
    guard case .constant(let constant) = value, let text = constant.text else { return nil }
    return QueryConditions(model: model).column(text)
  }
}
