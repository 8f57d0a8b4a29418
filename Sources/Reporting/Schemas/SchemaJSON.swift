package import Documents
package import Domain

/// A history with the schema that it gives.
package struct ReplayedHistory: Sendable {
  /// The migrations, with what was not understood of them.
  package var history: MigrationHistory
  /// The schema after the last of them.
  package var schema: Schema
  /// What replay could not fit.
  package var misfits: [Diagnostic]

  /// A replayed history.
  package init(history: MigrationHistory, schema: Schema, misfits: [Diagnostic]) {
    self.history = history
    self.schema = schema
    self.misfits = misfits
  }
}

/// A replayed schema as JSON: tables and views, enums, keys, each sorted by name; then the histories that it comes
/// from, each with its number of migrations and operations and with what was not understood.
package enum SchemaJSON {
  /// The schemas of all histories of one revision.
  package static func value(of histories: [ReplayedHistory]) -> JSONValue {
    let schemas = histories.map(\.schema)
    let tables = schemas.flatMap { $0.tables.map(table) + $0.views.map(view) }
    return .object([
      JSONMember("schemaVersion", "1"),
      JSONMember("tables", .array(tables.sorted { $0.name < $1.name }.map(\.value))),
      JSONMember("enums", enums(schemas.flatMap(\.types))),
      JSONMember("histories", .array(histories.map(history))),
    ])
  }

  private static func history(_ replayed: ReplayedHistory) -> JSONValue {
    let history = replayed.history
    let diagnostics = history.diagnostics + history.migrations.flatMap(\.diagnostics) + replayed.misfits
    let operations = history.migrations.reduce(0) { $0 + $1.operations.count }
    return .object([
      JSONMember("framework", .string(history.framework)), JSONMember("root", .string(history.root)),
      JSONMember("dialect", .string(history.dialect)),
      JSONMember("dialectGuessed", .bool(history.isDialectGuessed)),
      JSONMember("migrations", .int(history.migrations.count)),
      JSONMember("operations", .int(operations)),
      JSONMember("tables", .strings(replayed.schema.tables.map(\.name.display))),
      JSONMember("diagnostics", .array(diagnostics.sorted(by: precedes).map(diagnostic))),
    ])
  }

  private static func precedes(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    left.location != right.location
      ? left.location < right.location : (left.id, left.summary) < (right.id, right.summary)
  }

  private static func diagnostic(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      JSONMember("id", .string(diagnostic.id)), JSONMember("summary", .string(diagnostic.summary)),
      JSONMember("reach", .string(diagnostic.reach.rawValue)),
      JSONMember("file", .string(diagnostic.location.file)),
      JSONMember("line", .int(diagnostic.location.position.line)),
      JSONMember("column", .int(diagnostic.location.position.column)),
    ])
  }

  /// Tables, sorted by name.
  static func tables(_ tables: [Table]) -> JSONValue {
    .array(tables.map(table).sorted { $0.name < $1.name }.map(\.value))
  }

  /// Enumerated types, sorted by name.
  static func enums(_ types: [UserType]) -> JSONValue {
    .array(types.compactMap(enumeration).sorted { $0.name < $1.name }.map(\.value))
  }

  private typealias Named = (name: String, value: JSONValue)

  private static func table(_ table: Table) -> Named {
    var members = [
      JSONMember("name", .string(table.name.display)), JSONMember("kind", "table"),
      JSONMember("columns", .array(table.columns.map(column))),
      JSONMember("primaryKey", .strings(table.primaryKey)),
    ]
    members.append(
      JSONMember(
        "uniques",
        .array(
          table.constraints.compactMap { constraint in
            if case .unique(let columns, nil) = constraint.kind { .strings(columns) } else { nil }
          })))
    members.append(
      JSONMember(
        "foreignKeys",
        .array(
          table.constraints.compactMap { constraint in
            guard case .foreignKey(let columns, let target, let targets, _) = constraint.kind else {
              return nil
            }
            return .object([
              JSONMember("columns", .strings(columns)), JSONMember("table", .string(target.display)),
              JSONMember("targetColumns", .strings(targets)),
            ])
          })))
    let checks = table.constraints.compactMap { constraint in
      if case .check(_, let text) = constraint.kind { text } else { nil }
    }
    if !checks.isEmpty { members.append(JSONMember("checks", .strings(checks))) }
    if !table.indexes.isEmpty { members.append(JSONMember("indexes", .array(table.indexes.map(index)))) }
    if table.isPartial { members.append(JSONMember("isPartial", true)) }
    return (table.name.display, .object(members))
  }

  private static func column(_ column: Column) -> JSONValue {
    var members = [
      JSONMember("name", .string(column.name)), JSONMember("type", .string(column.type.display)),
      JSONMember("nullable", .bool(column.isNullable)),
    ]
    if let text = column.definition.defaultText { members.append(JSONMember("default", .string(text))) }
    if let generation = column.definition.generation {
      members.append(JSONMember("generated", .string(word(generation))))
    }
    return .object(members)
  }

  private static func word(_ generation: Generation) -> String {
    switch generation {
    case .computed: "computed"
    case .identity: "identity"
    case .sequence: "sequence"
    }
  }

  private static func index(_ index: Index) -> JSONValue {
    .object([
      JSONMember("name", .string(index.name)), JSONMember("columns", .strings(index.columns)),
      JSONMember("unique", .bool(index.isUnique)),
    ])
  }

  private static func view(_ view: View) -> Named {
    let columns = (view.columns ?? []).map { column in
      JSONValue.object([JSONMember("name", .string(column.name))])
    }
    return (
      view.name.display,
      .object([
        JSONMember("name", .string(view.name.display)),
        JSONMember("kind", .string(view.isMaterialized ? "materialized view" : "view")),
        JSONMember("columns", .array(columns)),
      ])
    )
  }

  private static func enumeration(_ type: UserType) -> Named? {
    guard case .enumeration(let labels) = type.kind else { return nil }
    return (
      type.name.display,
      .object([JSONMember("name", .string(type.name.display)), JSONMember("values", .strings(labels))])
    )
  }
}
