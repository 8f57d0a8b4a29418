import Domain

/// Operations as compact lines, for fixtures.
enum OperationText {
  static func line(_ operation: Operation) -> String {
    let place = "\(operation.location.position.line):\(operation.location.position.column)"
    return "\(place) \(operation.isConditional ? "maybe " : "")\(text(operation.kind))"
  }

  static func text(_ kind: OperationKind) -> String {
    switch kind {
    case .createSchema(let name): "create schema \(name)"
    case .dropSchema(let name, let cascade): "drop schema \(name)\(flag(cascade, "cascade"))"
    case .renameSchema(let name, let new): "rename schema \(name) to \(new)"
    case .setSearchPath(let names): "search path \(names)"
    case .createTable(let table): create(table)
    case .createTableFromQuery(let name, let columns, let query, let withData, let onlyIfAbsent):
      "create table \(name.display)\(list(columns))\(flag(onlyIfAbsent, "?")) as \(query.map(shape) ?? "unknown")"
        + flag(!withData, "empty")
    case .dropTable(let name, let onlyIfPresent, let cascade):
      "drop table \(name.display)\(flag(onlyIfPresent, "?"))\(flag(cascade, "cascade"))"
    case .renameTable(let name, let new): "rename table \(name.display) to \(new.display)"
    case .setTableSchema(let name, let schema): "move \(name.display) to \(schema)"
    case .setPartition(let name, let parent, let attached):
      "\(attached ? "attach" : "detach") \(name.display) of \(parent.display)"
    case .addColumn(let table, let definition, let constraints, let position, let onlyIfAbsent):
      "add \(table.display).\(column(definition))\(constraints.map { " " + constraint($0) }.joined())"
        + (position == .last ? "" : " \(position)") + flag(onlyIfAbsent, "?")
    case .dropColumn(let table, let column, let onlyIfPresent, let cascade):
      "drop \(table.display).\(column)\(flag(onlyIfPresent, "?"))\(flag(cascade, "cascade"))"
    case .renameColumn(let table, let column, let new): "rename \(table.display).\(column) to \(new)"
    case .alterColumnType(let table, let column, let type, let using, let collation):
      "type \(table.display).\(column) \(type.display)" + (using.map { " using \(expression($0))" } ?? "")
        + (collation.map { " collate \($0)" } ?? "")
    case .setNullability(let table, let column, let isNullable):
      "\(isNullable ? "null" : "not null") \(table.display).\(column)"
    case .setDefault(let table, let column, let value, let text):
      "default \(table.display).\(column) \(value.map(expression) ?? "none")"
        + (text.map { " `\($0)`" } ?? "")
    case .setGeneration(let table, let column, let generation):
      "generate \(table.display).\(column) \(generation.map(self.generation) ?? "none")"
    case .redefineColumn(let table, let name, let definition, let constraints):
      "redefine \(table.display).\(name) \(column(definition)) \(constraints.map(constraint))"
    default: other(kind)
    }
  }

  private static func other(_ kind: OperationKind) -> String {
    switch kind {
    case .addConstraint(let table, let added, let index):
      "add to \(table.display) \(constraint(added))" + (index.map { " by \($0)" } ?? "")
    case .dropConstraint(let table, let name, let onlyIfPresent, let cascade):
      "drop constraint \(table.display).\(name)\(flag(onlyIfPresent, "?"))\(flag(cascade, "cascade"))"
    case .dropPrimaryKey(let table): "drop key \(table.display)"
    case .renameConstraint(let table, let name, let new):
      "rename constraint \(table.display).\(name) to \(new)"
    case .createIndex(let table, let index, let predicate):
      "index \(index.name) on \(table.display)\(list(index.columns))\(flag(index.isUnique, "unique"))"
        + (predicate.map { " where \(expression($0))" } ?? "")
    case .dropIndex(let name, let table):
      "drop index \(name.display)" + (table.map { " on \($0.display)" } ?? "")
    case .renameIndex(let name, let new): "rename index \(name.display) to \(new)"
    case .createEnum(let name, let labels, let onlyIfAbsent):
      "enum \(name.display)\(list(labels))\(flag(onlyIfAbsent, "?"))"
    case .addEnumLabel(let name, let label, let position, let onlyIfAbsent):
      "label \(name.display) + \(label) \(position)\(flag(onlyIfAbsent, "?"))"
    case .renameEnumLabel(let name, let label, let new): "label \(name.display) \(label) to \(new)"
    case .createDomain(let name, let base, let checks, let isNullable):
      "domain \(name.display) \(base.display)\(flag(!isNullable, "not null"))"
        + checks.map { " " + constraint($0) }.joined()
    case .addDomainConstraint(let name, let added): "domain \(name.display) + \(constraint(added))"
    case .dropDomainConstraint(let name, let dropped): "domain \(name.display) - \(dropped)"
    case .setDomainNullability(let name, let isNullable):
      "domain \(name.display) \(isNullable ? "null" : "not null")"
    case .createOtherType(let name): "type \(name.display)"
    case .renameType(let name, let new): "rename type \(name.display) to \(new.display)"
    case .dropType(let name, let onlyIfPresent, let cascade):
      "drop type \(name.display)\(flag(onlyIfPresent, "?"))\(flag(cascade, "cascade"))"
    case .createView(let name, let columns, let query, let isMaterialized, let replaces, let onlyIfAbsent):
      "view \(name.display)\(list(columns))\(flag(isMaterialized, "materialized"))\(flag(replaces, "replaces"))"
        + "\(flag(onlyIfAbsent, "?")) as \(query.map(shape) ?? "unknown")"
    case .dropView(let name, let onlyIfPresent, let cascade):
      "drop view \(name.display)\(flag(onlyIfPresent, "?"))\(flag(cascade, "cascade"))"
    default: rows(kind)
    }
  }

  private static func rows(_ kind: OperationKind) -> String {
    switch kind {
    case .updateRows(let table, let alias, let assignments, let inputs, let conditions):
      "update \(table.display)\(alias.map { " as \($0)" } ?? "") set "
        + assignments.map { "\($0.column) = \(expression($0.value))" }.joined(separator: ", ")
        + (inputs.isEmpty ? "" : " from " + inputs.map(input).joined(separator: ", ")) + whereText(conditions)
    case .insertFromQuery(let table, let columns, let query):
      "insert \(table.display)\(list(columns)) \(shape(query))"
    case .insertRows(let table, let columns, let rows, let isComplete):
      "insert \(table.display)\(list(columns)) \(rows.map { "[" + $0.map(expression).joined(separator: ", ") + "]" }.joined())"
        + flag(!isComplete, "and more")
    case .deleteRows(let table, let alias, let inputs, let conditions):
      "delete \(table.display)\(alias.map { " as \($0)" } ?? "")"
        + (inputs.isEmpty ? "" : " using " + inputs.map(input).joined(separator: ", "))
        + whereText(conditions)
    case .truncate(let table): "truncate \(table.display)"
    default: "unknown"
    }
  }

  private static func create(_ table: TableDefinition) -> String {
    var parts = table.columns.map(column) + table.constraints.map(constraint)
    parts += table.copiedFrom.map { "like \($0.table.display)\(flag($0.includesConstraints, "all"))" }
    return
      "create\(flag(table.isTemporary, "temporary")) \(table.name.display)\(flag(table.onlyIfAbsent, "?"))"
      + (table.partitionOf.map { " of \($0.display)" } ?? "") + " (" + parts.joined(separator: ", ") + ")"
  }

  private static func column(_ column: ColumnDefinition) -> String {
    "\(column.name) \(column.type.display)\(flag(!column.isNullable, "not null"))"
      + (column.defaultValue.map { " default \(expression($0)) `\(column.defaultText ?? "")`" } ?? "")
      + (column.generation.map { " \(generation($0))" } ?? "")
      + (column.collation.map { " collate \($0)" } ?? "")
  }

  private static func generation(_ generation: Generation) -> String {
    switch generation {
    case .computed(let value, let text): "as \(expression(value)) `\(text)`"
    case .identity(let always): always ? "identity always" : "identity"
    case .sequence: "sequence"
    }
  }

  private static func constraint(_ constraint: Constraint) -> String {
    let kind: String =
      switch constraint.kind {
      case .primaryKey(let columns): "key\(list(columns))"
      case .unique(let columns, let predicate):
        "unique\(list(columns))" + (predicate.map { " where \(expression($0))" } ?? "")
      case .foreignKey(let columns, let table, let targets, let onDelete):
        "foreign\(list(columns)) \(table.display)\(list(targets))" + (onDelete.map { " \($0)" } ?? "")
      case .check(let condition, _): "check \(expression(condition))"
      case .other(let text): "other `\(text)`"
      }
    return (constraint.name.map { $0 + " " } ?? "") + kind
  }

  static func shape(_ shape: QueryShape) -> String {
    var text = "select\(flag(shape.isDistinct, "distinct"))\(flag(shape.isAggregate, "aggregate")) "
    text += shape.outputs.map(output).joined(separator: ", ")
    if !shape.inputs.isEmpty { text += " from " + shape.inputs.map(input).joined(separator: ", ") }
    text += whereText(shape.conditions)
    if let grouping = shape.grouping { text += " group " + grouping.map(expression).joined(separator: ", ") }
    text += flag(shape.isLimited, "limited")
    for branch in shape.unionBranches { text += " union " + self.shape(branch) }
    return text
  }

  private static func output(_ output: QueryOutput) -> String {
    switch output {
    case .expression(let value, let name): "\(expression(value))\(name.map { " as \($0)" } ?? "")"
    case .star(let qualifier, let excluded):
      (qualifier.map { $0 + "." } ?? "") + "*" + (excluded.isEmpty ? "" : " less \(excluded)")
    }
  }

  private static func input(_ input: QueryInput) -> String {
    let source: String =
      switch input.source {
      case .table(let name): name.display
      case .values(let columns, let rows):
        "values\(list(columns))"
          + rows.map { "[" + $0.map(expression).joined(separator: ", ") + "]" }.joined()
      case .query(let query): "(" + shape(query) + ")"
      case .opaque(let text): "`\(text)`"
      }
    return source == input.alias || input.alias.isEmpty ? source : "\(source) as \(input.alias)"
  }

  private static func whereText(_ conditions: [Expression]) -> String {
    conditions.isEmpty ? "" : " where " + conditions.map(expression).joined(separator: " & ")
  }

  static func expression(_ value: Expression) -> String {
    switch value {
    case .column(let column): (column.qualifier.map { $0 + "." } ?? "") + column.name
    case .literal(.string(let text)): "'\(text)'"
    case .literal(let literal): literal.text ?? "null"
    case .call(let name, let arguments): "\(name)(" + arguments.map(expression).joined(separator: ", ") + ")"
    case .cast(let inner, let type): "\(expression(inner))::\(type.display)"
    case .concatenation(let parts): parts.map(expression).joined(separator: " || ")
    case .caseWhen(let operand, let branches, let otherwise):
      "case" + (operand.map { " " + expression($0) } ?? "")
        + branches.map { " when \(expression($0.condition)) then \(expression($0.result))" }.joined()
        + (otherwise.map { " else \(expression($0))" } ?? "") + " end"
    case .opaque(let text, let columns):
      "`\(text)`\(list(columns.map { ($0.qualifier.map { $0 + "." } ?? "") + $0.name }))"
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "" : "(" + names.joined(separator: ", ") + ")"
  }

  private static func flag(_ isSet: Bool, _ text: String) -> String { isSet ? " " + text : "" }
}
