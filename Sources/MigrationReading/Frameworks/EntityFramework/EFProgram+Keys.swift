import Domain
import ScriptSyntax

extension EFProgram {
  mutating func performIndex(_ call: FoldedCall) {
    if call.name == "CreateIndex" { return createIndex(call) }
    let place = call.name == "RenameIndex" ? 2 : 1
    guard let name = text(call.argument(0, "name")) else { return reportUnknownName(call, .mayChangeRows) }
    let schema = schema(call.argument(place + 1, "schema"))
    let table = call.argument(place, "table")?.text.map { TableName(schema: schema, $0) }
    if call.name == "DropIndex" {
      return output.emit(.dropIndex(TableName(schema: schema, name), table: table), at: call.range)
    }
    guard let new = text(call.argument(1, "newName")) else { return reportUnknownName(call, .harmless) }
    output.emit(.renameIndex(TableName(schema: schema, name), to: new), at: call.range)
  }

  private mutating func createIndex(_ call: FoldedCall) {
    guard let table = table(call, 1, "table", schema: (3, "schema")),
      let columns = names(call.keyword("column") ?? call.argument(2, "columns"))
    else { return reportUnknownName(call, .harmless) }
    let name = call.argument(0, "name")?.text ?? "IX_" + ([table.name] + columns).joined(separator: "_")
    let isUnique = call.argument(4, "unique")?.boolean == true
    let predicate = call.argument(5, "filter")?.text.map { Expression.opaque(text: $0, columns: []) }
    output.emit(
      .createIndex(table, Index(name: name, columns: columns, isUnique: isUnique), predicate: predicate),
      at: call.range)
  }

  mutating func performConstraint(_ call: FoldedCall) {
    let isDrop = call.name.hasPrefix("Drop")
    let schemaPlace = isDrop ? 2 : call.name == "AddForeignKey" ? 4 : 3
    guard let table = table(call, 1, "table", schema: (schemaPlace, "schema")) else {
      return reportUnknownName(call, call.name.hasSuffix("ForeignKey") ? .harmless : .mayChangeSchema)
    }
    let name = text(call.argument(0, "name"))
    if isDrop { return drop(call, name, table) }
    if call.name.hasSuffix("CheckConstraint") {
      for constraint in check(name, text(call.argument(2, "sql")), table, call) {
        add(constraint, to: table, call)
      }
      return
    }
    guard let columns = names(call.keyword("column") ?? call.argument(2, "columns")) else {
      return reportUnknownName(call, call.name == "AddForeignKey" ? .harmless : .mayChangeSchema, table)
    }
    let place = output.location(call.range)
    switch call.name {
    case "AddPrimaryKey":
      add(Constraint(name: name, kind: .primaryKey(columns), location: place), to: table, call)
    case "AddUniqueConstraint":
      add(Constraint(name: name, kind: .unique(columns), location: place), to: table, call)
    default:
      guard let target = text(call.argument(3, "principalTable")) else {
        return reportUnknownName(call, .harmless, table)
      }
      let others = call.keyword("principalColumn") ?? call.argument(6, "principalColumns")
      let other = TableName(schema: schema(call.argument(5, "principalSchema")), target)
      add(foreign(name, columns, other, others, call), to: table, call)
    }
  }

  private mutating func drop(_ call: FoldedCall, _ name: String?, _ table: TableName) {
    if call.name == "DropPrimaryKey", spelling.family == .mysql {
      return output.emit(.dropPrimaryKey(table), at: call.range)
    }
    guard let name else {
      return reportUnknownName(call, call.name == "DropForeignKey" ? .harmless : .mayChangeSchema, table)
    }
    output.emit(.dropConstraint(table, name: name, onlyIfPresent: false, cascade: false), at: call.range)
  }

  private mutating func add(_ constraint: Constraint, to table: TableName, _ call: FoldedCall) {
    output.emit(.addConstraint(table, constraint, usingIndex: nil), at: call.range)
  }

  /// A check, read from its SQL.
  mutating func check(_ name: String?, _ sql: String?, _ table: TableName, _ call: FoldedCall) -> [Constraint]
  {
    guard let sql else {
      reportUnknownName(call, .mayChangeRows, table)
      return []
    }
    let named = name.map { "CONSTRAINT " + spelling.name($0) + " " } ?? ""
    let text = "ALTER TABLE " + spelling.name(table) + " ADD " + named + "CHECK (" + sql + ")"
    return output.parts(of: text, at: call.range).compactMap { kind in
      if case .addConstraint(_, let constraint, _) = kind { constraint } else { nil }
    }
  }

  mutating func foreign(
    _ name: String?, _ columns: [String], _ target: TableName, _ others: FoldedValue?, _ call: FoldedCall
  ) -> Constraint {
    let action = call.keyword("onDelete")?.resolved?.split(separator: ".").last
    let deletion: String? =
      switch action {
      case "Cascade": "cascade"
      case "SetNull": "set null"
      case "SetDefault": "set default"
      case "Restrict": "restrict"
      default: nil
      }
    let kind = Constraint.Kind.foreignKey(
      columns, references: target, columns: names(others) ?? [], onDelete: deletion)
    return Constraint(name: name, kind: kind, location: output.location(call.range))
  }

  /// `AlterDatabase().Annotation("Npgsql:Enum:mood", "sad,ok").OldAnnotation(...)`: the enum types of PostgreSQL.
  mutating func alterDatabase(_ call: FoldedCall, _ annotations: EFAnnotations) {
    guard spelling.family == .postgres else { return }
    let prefix = "Npgsql:Enum:"
    let before = annotations.all(prefix, old: true)
    let after = annotations.all(prefix, old: false)
    for (name, value) in before where !after.contains(where: { $0.name == name }) {
      _ = value
      output.emit(.dropType(SQLSpelling.table(name), onlyIfPresent: false, cascade: false), at: call.range)
    }
    for (name, value) in after {
      guard let labels = Self.labels(value) else {
        reportUnknownName(call)
        continue
      }
      let type = SQLSpelling.table(name)
      guard let old = before.last(where: { $0.name == name }).flatMap({ Self.labels($0.value) }) else {
        output.emit(.createEnum(type, labels: labels, onlyIfAbsent: false), at: call.range)
        continue
      }
      add(labels, to: type, old, call)
    }
  }

  private static func labels(_ value: FoldedValue) -> [String]? {
    if let text = value.text {
      return text.split(separator: ",").map { $0.drop { $0 == " " } }.map(String.init)
    }
    return value.elements.map { $0.compactMap(\.text) }
  }

  /// New labels of an enum, each where it stands among those before; the tool takes none away.
  private mutating func add(_ labels: [String], to type: TableName, _ old: [String], _ call: FoldedCall) {
    for (place, label) in labels.enumerated() where !old.contains(label) {
      let next = labels[(place + 1)...].first { old.contains($0) }
      let position: LabelPosition =
        next.map { .before($0) } ?? (place > 0 ? .after(labels[place - 1]) : .last)
      output.emit(.addEnumLabel(type, label: label, position: position, onlyIfAbsent: false), at: call.range)
    }
    if old.contains(where: { !labels.contains($0) }) {
      output.report(
        "program-code", "labels are taken away from the type \"\(type.display)\", which its database refuses",
        at: call.range, .mayChangeSchema)
    }
  }
}
