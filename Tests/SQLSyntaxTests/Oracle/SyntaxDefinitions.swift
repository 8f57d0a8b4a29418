@testable import SQLSyntax

/// The same facts as `OracleDefinitions`, of this parser's tree.
enum SyntaxDefinitions {
  static func column(_ column: ColumnDefinition) -> [String] {
    var facts = ["column " + column.name.text + (column.type.map { " " + SyntaxNames.type($0) } ?? "")]
    if let collation = column.collation { facts.append("collate " + collation.display) }
    for constraint in column.constraints { facts += self.constraint(constraint, of: column.name.text) }
    return facts
  }

  static func constraint(_ constraint: ColumnConstraint, of column: String) -> [String] {
    var parts = ["of " + column]
    if let name = constraint.name { parts.append("named " + name.text) }
    var facts = timing(constraint.timing)
    switch constraint.kind {
    case .notNull: parts.append("not null")
    case .null: parts.append("null")
    case .default(let value):
      parts.append("default")
      facts += SyntaxExpressions.facts(value)
    case .primaryKey(let parameters): parts += ["primary key"] + key([], parameters)
    case .unique(let parameters): parts += ["unique"] + key([], parameters)
    case .check(let value, _):
      parts.append("check")
      facts += SyntaxExpressions.facts(value)
    case .references(let target): parts += foreignKey([], target)
    case .generated(let value, _):
      parts.append("generated")
      facts += SyntaxExpressions.facts(value)
    case .identity(let always, _): parts.append("identity " + (always ? "a" : "d"))
    }
    return facts + [parts.joined(separator: " ")]
  }

  static func constraint(_ constraint: TableConstraint) -> [String] {
    var parts = ["table"]
    if let name = constraint.name { parts.append("named " + name.text) }
    var facts = timing(constraint.timing)
    switch constraint.kind {
    case .primaryKey(let columns, let parameters): parts += ["primary key"] + key(columns, parameters)
    case .unique(let columns, let parameters): parts += ["unique"] + key(columns, parameters)
    case .primaryKeyUsingIndex(let name): parts += ["primary key", "", "", "index " + name.text]
    case .uniqueUsingIndex(let name): parts += ["unique", "", "", "index " + name.text]
    case .check(let value):
      parts.append("check")
      facts += SyntaxExpressions.facts(value)
    case .foreignKey(let columns, let target): parts += foreignKey(columns, target)
    case .exclude(let exclusion):
      parts.append("exclude")
      facts += exclusion.elements.flatMap(element)
      if let predicate = exclusion.predicate { facts += SyntaxExpressions.facts(predicate) }
    case .notNull(let column): parts.append("not null " + column.text)
    }
    return facts + [parts.joined(separator: " ")]
  }

  private static func key(_ columns: [Identifier], _ parameters: IndexParameters) -> [String] {
    [list(columns), list(parameters.include)] + (parameters.nullsNotDistinct ? ["nulls not distinct"] : [])
  }

  private static func list(_ names: [Identifier]) -> String { names.map(\.text).joined(separator: ",") }

  private static func foreignKey(_ columns: [Identifier], _ target: ForeignKeyTarget) -> [String] {
    [
      "references " + target.table.display, list(columns), list(target.columns), code(target.onDelete),
      code(target.onUpdate),
    ]
  }

  private static func code(_ action: ForeignKeyTarget.Action?) -> String {
    switch action {
    case nil, .noAction: "a"
    case .restrict: "r"
    case .cascade: "c"
    case .setNull: "n"
    case .setDefault: "d"
    }
  }

  private static func timing(_ timing: ConstraintTiming) -> [String] {
    // DEFERRED alone makes a constraint deferrable in libpg_query's tree for table constraints only.
    (timing.deferrable == true ? ["deferrable"] : []) + (timing.initiallyDeferred == true ? ["deferred"] : [])
      + (timing.notValid ? ["not valid"] : [])
  }

  static func element(_ element: IndexElement) -> [String] {
    var facts: [String] = element.operatorClass.map { ["class " + $0.display] } ?? []
    if element.isDescending { facts.append("desc") }
    switch element.key {
    case .column(let name): facts.append("key " + name.text)
    case .expression(let value): facts += SyntaxExpressions.facts(value)
    }
    return facts
  }

  static func createTable(_ table: CreateTable) -> [String] {
    var facts = ["name " + table.name.display]
    if table.persistence != .permanent { facts.append("persistence " + table.persistence.rawValue.prefix(1)) }
    if table.ifNotExists { facts.append("if not exists") }
    for element in table.elements {
      switch element {
      case .column(let column): facts += self.column(column)
      case .constraint(let constraint): facts += self.constraint(constraint)
      case .like(let like): facts.append("like " + like.table.display)
      case .index(let index): facts += self.createIndex(index)
      }
    }
    facts += table.inherits.map { "inherits " + $0.display }
    if let partition = table.partitionOf {
      facts.append("partition of " + partition.parent.display)
      facts += bound(partition.bound)
    }
    if let type = table.ofType { facts.append("of " + type.display) }
    if let partition = table.partitionBy {
      facts.append("partition by " + partition.strategy)
      facts += partition.keys.flatMap(element)
    }
    return facts
  }

  static func bound(_ bound: PartitionBound) -> [String] {
    switch bound {
    case .default: ["bound default"]
    case .list(let values): values.flatMap(SyntaxExpressions.facts)
    case .range(let from, let to): (from + to).flatMap(SyntaxExpressions.facts)
    case .hash: []
    }
  }

  static func createIndex(_ index: CreateIndex) -> [String] {
    ["name " + (index.name?.text ?? ""), "on " + index.table.display] + index.elements.flatMap(element)
      + (index.predicate.map(SyntaxExpressions.facts) ?? []) + (index.isUnique ? ["unique"] : [])
      + index.parameters.include.map { "include " + $0.text }
  }

  static func createRoutine(_ routine: CreateRoutine) -> [String] {
    var facts = ["name " + routine.name.display]
    for argument in routine.arguments {
      facts.append("argument " + (argument.name?.text ?? "") + " " + SyntaxNames.type(argument.type))
      if let value = argument.defaultValue { facts += SyntaxExpressions.facts(value) }
    }
    if case .table(let columns) = routine.returns {
      facts += columns.map { "column " + ($0.name?.text ?? "") + " " + SyntaxNames.type($0.type) }
    }
    if let language = routine.language { facts.append("language " + language) }
    switch routine.body {
    case .none: break
    case .text(let body): facts.append("body " + String(decoding: body.text, as: UTF8.self))
    case .statements(let statements): facts += statements.flatMap(SyntaxExpressions.facts)
    }
    return facts
  }
}
