package import Domain

/// A replayed schema as DDL that reads like a dump: types, tables, views; sorted by name.
package enum SchemaDDL {
  /// The schemas of all histories of one revision.
  package static func text(of schemas: [Schema]) -> String {
    var statements: [String] = []
    for schema in schemas {
      statements += schema.types.compactMap(type)
      statements += schema.tables.map(table)
      statements += schema.views.map(view)
    }
    return statements.joined(separator: "\n\n") + (statements.isEmpty ? "" : "\n")
  }

  private static func type(_ type: UserType) -> String? {
    switch type.kind {
    case .enumeration(let labels):
      "CREATE TYPE \(name(type.name)) AS ENUM (" + labels.map(literal).joined(separator: ", ") + ");"
    case .domain(let base, _, let isNullable):
      "CREATE DOMAIN \(name(type.name)) AS \(base.display)\(isNullable ? "" : " NOT NULL");"
    case .other:
      nil
    }
  }

  private static func table(_ table: Table) -> String {
    var lines = table.columns.map { column in
      var line = "\(quoted(column.name)) \(column.type.display)"
      if let text = column.definition.defaultText { line += " DEFAULT \(text)" }
      return column.isNullable ? line : line + " NOT NULL"
    }
    lines += table.constraints.compactMap(constraint)
    return "CREATE TABLE \(name(table.name)) (\n" + lines.map { "    " + $0 }.joined(separator: ",\n")
      + "\n);"
  }

  private static func constraint(_ constraint: Constraint) -> String? {
    let label = constraint.name.map { "CONSTRAINT \(quoted($0)) " } ?? ""
    switch constraint.kind {
    case .primaryKey(let columns): return label + "PRIMARY KEY (\(list(columns)))"
    case .unique(let columns, nil): return label + "UNIQUE (\(list(columns)))"
    case .unique: return nil
    case .foreignKey(let columns, let table, let targets, let onDelete):
      let target = targets.isEmpty ? "" : " (\(list(targets)))"
      let action = onDelete.map { " ON DELETE \($0.uppercased())" } ?? ""
      return label + "FOREIGN KEY (\(list(columns))) REFERENCES \(name(table))\(target)\(action)"
    case .check(_, let text): return label + "CHECK (\(text))"
    case .other(let text): return label + text
    }
  }

  private static func view(_ view: View) -> String {
    let kind = view.isMaterialized ? "MATERIALIZED VIEW" : "VIEW"
    let columns = view.columnNames.isEmpty ? "" : " (\(list(view.columnNames)))"
    return "CREATE \(kind) \(name(view.name))\(columns) AS \(view.query?.text ?? "-- not understood");"
  }

  private static func name(_ name: TableName) -> String {
    (name.schema.map { quoted($0) + "." } ?? "") + quoted(name.name)
  }

  private static func list(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }

  /// A name, quoted where it has to be.
  private static func quoted(_ name: String) -> String {
    let isPlain =
      !name.isEmpty
      && name.utf8.enumerated().allSatisfy { index, byte in
        (97...122).contains(byte) || byte == 95 || (index > 0 && (48...57).contains(byte))
      }
    return isPlain
      ? name
      : "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  private static func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}
