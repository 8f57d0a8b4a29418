package import Documents
package import Domain

/// A replayed schema as JSON: tables and views, enums, keys; sorted by name.
package enum SchemaJSON {
  /// The schemas of all histories of one revision.
  package static func value(of schemas: [Schema]) -> JSONValue {
    let tables = schemas.flatMap { $0.tables.map(table) + $0.views.map(view) }
    let enums = schemas.flatMap(\.types).compactMap(enumeration)
    return .object([
      JSONMember("schemaVersion", "1"),
      JSONMember("tables", .array(tables.sorted { $0.name < $1.name }.map(\.value))),
      JSONMember("enums", .array(enums.sorted { $0.name < $1.name }.map(\.value))),
    ])
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
    if table.isPartial { members.append(JSONMember("isPartial", true)) }
    return (table.name.display, .object(members))
  }

  private static func column(_ column: Column) -> JSONValue {
    var members = [
      JSONMember("name", .string(column.name)), JSONMember("type", .string(column.type.display)),
      JSONMember("nullable", .bool(column.isNullable)),
    ]
    if let text = column.definition.defaultText { members.append(JSONMember("default", .string(text))) }
    return .object(members)
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
