import Domain
import ScriptSyntax

extension FluentProgram {
  /// Schemas, sequences, keys and indexes.
  mutating func performKey(_ expression: FluentExpression) {
    let range = expression.call.range
    let name = expression.first?.text
    let isDeletion = expression.root == "Delete"
    switch expression.kind {
    case "Schema":
      guard let name else { return reportUnknown(expression) }
      guard hasSchemas else { return }
      output.emit(isDeletion ? .dropSchema(name, cascade: false) : .createSchema(name), at: range)
    case "Sequence", "DefaultConstraint": return
    case "Index": performIndex(expression, name)
    case "ForeignKey", "PrimaryKey", "UniqueConstraint", "Constraint":
      if isDeletion { dropKey(expression, name) } else { addKey(expression, name) }
    default: reportUnknown(expression)
    }
  }

  private mutating func performIndex(_ expression: FluentExpression, _ name: String?) {
    let isDeletion = expression.root == "Delete"
    guard let table = expression.table(hasSchemas) else {
      return reportUnknown(expression, isDeletion ? .mayChangeRows : .harmless)
    }
    let columns = expression.texts("OnColumn", "OnColumns")
    let own = "IX_" + ([table.name] + columns).joined(separator: "_")
    if isDeletion {
      return output.emit(
        .dropIndex(TableName(schema: table.schema, name ?? own), table: table), at: expression.call.range)
    }
    guard !columns.isEmpty else { return reportUnknown(expression, .harmless) }
    let isUnique = expression.link("Unique") != nil
    let predicate = expression.text("Filter").map { Expression.opaque(text: $0, columns: []) }
    output.emit(
      .createIndex(
        table, Index(name: name ?? own, columns: columns, isUnique: isUnique), predicate: predicate),
      at: expression.call.range)
  }

  private mutating func dropKey(_ expression: FluentExpression, _ name: String?) {
    let isForeign = expression.kind == "ForeignKey"
    guard let table = expression.table(hasSchemas) else {
      return reportUnknown(expression, isForeign ? .harmless : .mayChangeRows)
    }
    let columns = expression.texts("ForeignColumn", "ForeignColumns", "Column", "Columns")
    let target = expression.text("ToTable") ?? ""
    let others = expression.texts("PrimaryColumn", "PrimaryColumns")
    let prefix = isForeign ? "FK" : expression.kind == "PrimaryKey" ? "PK" : "UC"
    let parts = isForeign ? [table.name] + columns + [target] + others : [table.name] + columns
    output.emit(
      .dropConstraint(
        table, name: name ?? prefix + "_" + parts.joined(separator: "_"), onlyIfPresent: name == nil,
        cascade: false), at: expression.call.range)
  }

  private mutating func addKey(_ expression: FluentExpression, _ name: String?) {
    let isForeign = expression.kind == "ForeignKey"
    guard let table = expression.table(hasSchemas) else {
      return reportUnknown(expression, isForeign ? .harmless : .mayChangeSchema)
    }
    let kind: Constraint.Kind
    if isForeign {
      let columns = expression.texts("ForeignColumn", "ForeignColumns")
      guard let target = expression.text("ToTable"), !columns.isEmpty else {
        return reportUnknown(expression, .harmless)
      }
      kind = .foreignKey(
        columns, references: TableName(schema: targetSchema(expression), target),
        columns: expression.texts("PrimaryColumn", "PrimaryColumns"),
        onDelete: FluentColumn.deletion(expression.links))
    } else {
      let columns = expression.texts("Column", "Columns")
      guard !columns.isEmpty else { return reportUnknown(expression) }
      kind = expression.kind == "PrimaryKey" ? .primaryKey(columns) : .unique(columns)
    }
    let constraint = Constraint(name: name, kind: kind, location: output.location(expression.call.range))
    output.emit(.addConstraint(table, constraint, usingIndex: nil), at: expression.call.range)
  }

  /// The schema behind the table that a foreign key points to.
  private func targetSchema(_ expression: FluentExpression) -> String? {
    guard hasSchemas, let at = expression.links.lastIndex(where: { $0.name == "ToTable" }) else { return nil }
    return expression.links[(at + 1)...].first { $0.name == "InSchema" }?.positional.first?.text
  }
}
