import Domain
import ScriptSyntax

/// Values and conditions of sea-query as SQL
/// (https://docs.rs/sea-query/latest/sea_query/expr/struct.Expr.html).
struct SeaExpressions {
  let spelling: SQLSpelling

  init(_ spelling: SQLSpelling) { self.spelling = spelling }

  /// The expression; nil if a part of it is not known.
  func known(_ value: FoldedValue) -> String? {
    let sql = sql(value)
    return sql.contains(text: spelling.unknown) && value.text == nil ? nil : sql
  }

  /// The expression; a placeholder for what is not known.
  func sql(_ value: FoldedValue, level: Int = 0) -> String {
    guard level < 40 else { return spelling.unknown }
    switch value.content {
    case .classValue(let definition):
      return definition.writtenName.map { spelling.name($0) } ?? spelling.unknown
    case .call(let call): return self.call(call, level)
    case .reference(let reference):
      switch reference.name {
      case "CurrentTimestamp": return "CURRENT_TIMESTAMP"
      case "CurrentDate": return "CURRENT_DATE"
      case "CurrentTime": return "CURRENT_TIME"
      case "Null": return "NULL"
      default: return spelling.unknown
      }
    case .tuple(let values), .list(let values):
      return "(" + values.map { sql($0, level: level + 1) }.joined(separator: ", ") + ")"
    default: return ProgramValues(spelling: spelling).sql(value)
    }
  }

  private func call(_ call: FoldedCall, _ level: Int) -> String {
    guard let builder = SeaBuilder(FoldedValue(.call(call), at: call.range)),
      let first = builder.links.first
    else { return spelling.unknown }
    if builder.root == "CaseStatement.new" || builder.root == "Expr.case" { return choice(builder, level) }
    if ["Cond.all", "Cond.any", "Condition.all", "Condition.any", "Cond.new"].contains(builder.root) {
      return condition(builder, level)
    }
    // `Column::Id.eq(1)`
    var own: String?
    if case .member(let member) = first.callee.content {
      own = linked(sql(member.receiver, level: level + 1), first, level)
    }
    var text = own ?? start(builder.root, first, level)
    for link in builder.links.dropFirst() { text = linked(text, link, level) }
    return text
  }

  /// What a chain begins with.
  private func start(_ root: String, _ call: FoldedCall, _ level: Int) -> String {
    let arguments = call.positional
    func inner(_ place: Int) -> String {
      arguments.indices.contains(place) ? sql(arguments[place], level: level + 1) : spelling.unknown
    }
    switch root {
    case "Expr.current_timestamp", "Utc.now", "Local.now", "OffsetDateTime.now_utc":
      return "CURRENT_TIMESTAMP"
    case "Expr.current_date": return "CURRENT_DATE"
    case "Expr.current_time": return "CURRENT_TIME"
    case "Expr.cust", "SimpleExpr.Custom", "Expr.Custom": return arguments.first?.text ?? spelling.unknown
    case "Expr.cust_with_values", "Expr.cust_with_expr", "Expr.cust_with_exprs":
      guard let text = arguments.first?.located else { return spelling.unknown }
      return ProgramSQL(spelling).filled(text, arguments.dropFirst().first).string
    case "Expr.value", "Expr.val", "Expr.expr", "SimpleExpr.Value", "Func.cast", "SimpleExpr.Keyword",
      "Keyword.Custom", "Value.String", "SimpleExpr.from":
      return inner(0)
    case "Expr.col", "Expr.column", "Expr.tbl":
      let names = arguments.flatMap { $0.elements ?? [$0] }.compactMap { SeaName.text($0) }
      return names.isEmpty ? spelling.unknown : names.map { spelling.name($0) }.joined(separator: ".")
    case "PgFunc.gen_random_uuid": return "gen_random_uuid()"
    case "Func.cust": return SeaName.text(arguments.first).map { $0 + "()" } ?? spelling.unknown
    case "Func.random": return "random()"
    case "Func.coalesce", "Func.greatest", "Func.least":
      let values = arguments.first?.elements?.map { sql($0, level: level + 1) } ?? [spelling.unknown]
      return String(root.dropFirst(5)) + "(" + values.joined(separator: ", ") + ")"
    case "Func.if_null": return "coalesce(" + inner(0) + ", " + inner(1) + ")"
    case "Func.char_length": return "char_length(" + inner(0) + ")"
    case "Func.cast_as", "SimpleExpr.cast_as":
      return "CAST(" + inner(0) + " AS " + (SeaName.text(arguments.last) ?? "text") + ")"
    default:
      if root.hasPrefix("Func."), arguments.count == 1 {
        return String(root.dropFirst(5)) + "(" + inner(0) + ")"
      }
      return spelling.unknown
    }
  }

  /// A call behind an expression.
  private func linked(_ text: String, _ link: FoldedCall, _ level: Int) -> String {
    let arguments = link.positional
    let other = arguments.first.map { sql($0, level: level + 1) } ?? spelling.unknown
    func list() -> String {
      let values = arguments.first?.elements?.map { sql($0, level: level + 1) } ?? [spelling.unknown]
      return "(" + values.joined(separator: ", ") + ")"
    }
    switch link.name {
    case "eq", "equals": return text + " = " + other
    case "ne", "not_equals": return text + " <> " + other
    case "gt": return text + " > " + other
    case "gte": return text + " >= " + other
    case "lt": return text + " < " + other
    case "lte": return text + " <= " + other
    case "is_null": return text + " IS NULL"
    case "is_not_null": return text + " IS NOT NULL"
    case "is": return text + " IS " + other
    case "is_in": return text + " IN " + list()
    case "is_not_in": return text + " NOT IN " + list()
    case "like": return text + " LIKE " + other
    case "not_like": return text + " NOT LIKE " + other
    case "starts_with", "ends_with", "contains":
      guard let part = arguments.first?.text else { return text + " LIKE " + spelling.unknown }
      let before = link.name == "starts_with" ? "" : "%"
      let after = link.name == "ends_with" ? "" : "%"
      return text + " LIKE " + spelling.string(before + part + after)
    case "between":
      return text + " BETWEEN " + other + " AND "
        + (arguments.dropFirst().first.map { sql($0, level: level + 1) } ?? spelling.unknown)
    case "and": return "(" + text + ") AND (" + other + ")"
    case "or": return "((" + text + ") OR (" + other + "))"
    case "not": return "NOT (" + text + ")"
    case "add": return "(" + text + " + " + other + ")"
    case "sub": return "(" + text + " - " + other + ")"
    case "mul": return "(" + text + " * " + other + ")"
    case "div": return "(" + text + " / " + other + ")"
    case "concat", "concatenate": return "(" + text + " || " + other + ")"
    case "cast_as": return "CAST(" + text + " AS " + (SeaName.text(arguments.first) ?? "text") + ")"
    case "as_enum":
      let name = SeaName.text(arguments.first) ?? "text"
      return spelling.family == .postgres ? "CAST(" + text + " AS " + spelling.name(name) + ")" : text
    case "arg":
      return text.hasSuffix("()") ? text.dropLast() + other + ")" : text.dropLast() + ", " + other + ")"
    case "args":
      let values = arguments.first?.elements?.map { sql($0, level: level + 1) } ?? [spelling.unknown]
      return text.dropLast() + values.joined(separator: ", ") + ")"
    case "json", "distinct": return text
    default: return spelling.unknown
    }
  }

  /// `CaseStatement::new().case(a, b).finally(c)`
  private func choice(_ builder: SeaBuilder, _ level: Int) -> String {
    var branches: [(test: String, value: String)] = []
    for link in builder.links where link.name == "case" && link.positional.count == 2 {
      branches.append((sql(link.positional[0], level: level + 1), sql(link.positional[1], level: level + 1)))
    }
    guard !branches.isEmpty else { return spelling.unknown }
    let otherwise = builder.value("finally").map { sql($0, level: level + 1) }
    return SQLSpelling.choice(branches, otherwise: otherwise)
  }

  private func condition(_ builder: SeaBuilder, _ level: Int) -> String {
    let parts = builder.all("add").compactMap(\.positional.first).map { sql($0, level: level + 1) }
    guard !parts.isEmpty else { return "TRUE" }
    let word = builder.root.hasSuffix("any") ? " OR " : " AND "
    let text = "(" + parts.joined(separator: word) + ")"
    return builder.has("not") ? "NOT " + text : text
  }

  /// The conditions of a statement: `and_where`, `cond_where`, `filter`.
  func clause(_ builder: SeaBuilder) -> String {
    let names: Set<String> = ["and_where", "cond_where", "filter", "and_where_option"]
    let parts = builder.links.filter { names.contains($0.name) }.compactMap(\.positional.first).map {
      sql($0)
    }
    return parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND ")
  }
}
