package import Domain

/// A replayed schema as DDL that reads like a dump: types, tables, views; sorted by name.
package struct SchemaDDL {
  private var text = ""

  /// The schemas of all histories of one revision.
  package static func text(of schemas: [Schema]) -> String {
    var ddl = SchemaDDL()
    ddl.text.reserveCapacity(schemas.reduce(0) { $0 + 1_500 * $1.tables.count })
    for schema in schemas {
      for type in schema.types { ddl.add(type) }
      for table in schema.tables { ddl.add(table) }
      for view in schema.views { ddl.add(view) }
    }
    return ddl.text
  }

  private mutating func begin(_ words: String) {
    if !text.isEmpty { text += "\n" }
    text += words
  }

  private mutating func add(_ type: UserType) {
    switch type.kind {
    case .enumeration(let labels):
      begin("CREATE TYPE ")
      add(type.name)
      text += " AS ENUM ("
      addList(labels) { $0.text += SchemaDDL.literal($1) }
      text += ");\n"
    case .domain(let base, _, let isNullable):
      begin("CREATE DOMAIN ")
      add(type.name)
      text += " AS "
      text += base.display
      text += isNullable ? ";\n" : " NOT NULL;\n"
    case .other: break
    }
  }

  private mutating func add(_ table: Table) {
    begin("CREATE TABLE ")
    add(table.name)
    text += " (\n"
    var isFirst = true
    for column in table.columns {
      beginLine(&isFirst)
      addQuoted(column.name)
      text += " "
      text += column.type.display
      if let value = column.definition.defaultText {
        text += " DEFAULT "
        text += value
      }
      if !column.isNullable { text += " NOT NULL" }
    }
    for constraint in table.constraints {
      // What holds for some rows only is an index, and none of the table's constraints.
      if case .unique(_, .some) = constraint.kind { continue }
      beginLine(&isFirst)
      add(constraint)
    }
    text += "\n);\n"
  }

  private mutating func beginLine(_ isFirst: inout Bool) {
    text += isFirst ? "    " : ",\n    "
    isFirst = false
  }

  private mutating func add(_ constraint: Constraint) {
    if let name = constraint.name {
      text += "CONSTRAINT "
      addQuoted(name)
      text += " "
    }
    switch constraint.kind {
    case .primaryKey(let columns):
      text += "PRIMARY KEY "
      addNames(columns)
    case .unique(let columns, _):
      text += "UNIQUE "
      addNames(columns)
    case .foreignKey(let columns, let table, let targets, let onDelete):
      text += "FOREIGN KEY "
      addNames(columns)
      text += " REFERENCES "
      add(table)
      if !targets.isEmpty {
        text += " "
        addNames(targets)
      }
      if let onDelete {
        text += " ON DELETE "
        text += onDelete.uppercased()
      }
    case .check(_, let condition):
      text += "CHECK ("
      text += condition
      text += ")"
    case .other(let words): text += words
    }
  }

  private mutating func add(_ view: View) {
    begin(view.isMaterialized ? "CREATE MATERIALIZED VIEW " : "CREATE VIEW ")
    add(view.name)
    if !view.columnNames.isEmpty {
      text += " "
      addNames(view.columnNames)
    }
    text += " AS "
    text += view.query?.text ?? "-- not understood"
    text += ";\n"
  }

  private mutating func add(_ name: TableName) {
    if let schema = name.schema {
      addQuoted(schema)
      text += "."
    }
    addQuoted(name.name)
  }

  private mutating func addNames(_ names: [String]) {
    text += "("
    addList(names) { $0.addQuoted($1) }
    text += ")"
  }

  private mutating func addList(_ parts: [String], _ add: (inout SchemaDDL, String) -> Void) {
    var isFirst = true
    for part in parts {
      if !isFirst { text += ", " }
      isFirst = false
      add(&self, part)
    }
  }

  /// A name, quoted where it has to be.
  private mutating func addQuoted(_ name: String) {
    let bytes = name.utf8
    let isPlain =
      bytes.first.map { !(48...57).contains($0) } ?? false
      && bytes.allSatisfy { $0 &- 97 < 26 || $0 == 95 || $0 &- 48 < 10 }
    if isPlain {
      text += name
    } else {
      text += "\""
      text += name.replacing(text: "\"", with: "\"\"")
      text += "\""
    }
  }

  private static func literal(_ text: String) -> String {
    "'" + text.replacing(text: "'", with: "''") + "'"
  }
}
