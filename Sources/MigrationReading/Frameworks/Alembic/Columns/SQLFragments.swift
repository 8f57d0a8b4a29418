import Domain
import ScriptSyntax

/// Pieces of SQL that stand in calls: defaults, conditions, conversions.
extension AlembicReplay {
  /// A `server_default`: a text is a constant, `sa.text()` and functions are SQL.
  mutating func fragment(default value: FoldedValue) -> (Expression, String) {
    switch value.content {
    case .string(let text):
      return (.literal(.string(text.string)), SQLSpelling.quoted(text.string))
    case .number, .boolean:
      let literal = value.literal ?? .null
      return (.literal(literal), literal.text ?? "NULL")
    case .call(let call)
    where call.name == "text" || call.name == "literal_column" || call.name == "DefaultClause":
      guard let inner = call.positional.first else { break }
      guard let text = constant(inner)?.located else { return fragment(default: inner) }
      return (sqlExpression(text), text.string)
    case .call(let call) where call.name == "literal":
      if let inner = call.positional.first { return fragment(default: inner) }
    case .reference:
      if let known = constant(value), case .string = known.content { return fragment(default: known) }
    default: break
    }
    let text = String(value.range.text(of: origin.text.bytes).prefix(200))
    let expression = expression(value)
    if case .call(let name, let arguments) = expression, arguments.isEmpty {
      return (expression, name + "()")
    }
    if case .literal(let literal) = expression { return (expression, literal.text ?? "NULL") }
    return (expression, text)
  }

  /// A condition: SQL text or an expression of SQLAlchemy.
  mutating func fragment(condition value: FoldedValue) -> (Expression, String) {
    let inner = value.call.flatMap { $0.name == "text" ? $0.positional.first : nil } ?? value
    if let text = constant(inner)?.located { return (sqlExpression(text), text.string) }
    return (expression(value), String(value.range.text(of: origin.text.bytes).prefix(200)))
  }

  /// `postgresql_using`
  mutating func fragment(using text: ScriptText) -> Expression { sqlExpression(text) }

  /// The expression of an SQL text; opaque if it is not read.
  mutating func sqlExpression(_ text: ScriptText) -> Expression {
    var statement = ScriptText("ALTER TABLE t ADD CHECK (", at: text.segments.first?.fileStart ?? 0)
    let reader = sql.dialect == nil ? EmbeddedSQL(source: sql.source, dialectName: "postgres") : sql
    if statement.append(text), statement.append(ScriptText(")")) {
      let reading = reader.readAside(statement, in: origin.text, content: origin.content)
      if reading.diagnostics.isEmpty, reading.operations.count == 1,
        case .addConstraint(_, let constraint, _)? = reading.operations.first?.kind,
        case .check(let expression, _) = constraint.kind
      {
        return expression
      }
    }
    return .opaque(text: String(text.string.prefix(200)), columns: [])
  }
}
