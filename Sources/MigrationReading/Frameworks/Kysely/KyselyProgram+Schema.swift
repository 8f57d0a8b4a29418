import Domain
import ScriptSyntax

extension KyselyProgram {
  /// `db.schema.a(...).b(...)`, without what runs it.
  mutating func performSchema(_ links: [FoldedCall], _ schema: String?) {
    let links = expanded(links)
    guard let first = links.first else { return }
    let rest = Array(links.dropFirst())
    switch first.name {
    case "createTable": createTable(first, rest, schema)
    case "alterTable": alterTable(first, rest, schema)
    case "createIndex": createIndex(first, rest, schema)
    case "createView": createView(first, rest, schema)
    case "createType", "alterType": performType(first, rest, schema)
    case "dropTable", "dropView", "dropIndex", "dropType", "dropSchema", "createSchema":
      performNamed(first, rest, schema)
    case "refreshMaterializedView": break
    default: reportUnknownName(first)
    }
  }

  /// `.$call((builder) => builder.a().b())` in the place of the calls that it makes.
  private func expanded(_ links: [FoldedCall]) -> [FoldedCall] {
    links.flatMap { link -> [FoldedCall] in
      guard link.name == "$call" || link.name == "call", let closure = link.closures.first else {
        return [link]
      }
      return modifiers(closure)
    }
  }

  /// `DROP TABLE IF EXISTS x CASCADE` and the like.
  private mutating func performNamed(_ call: FoldedCall, _ rest: [FoldedCall], _ schema: String?) {
    let isSchema = call.name.hasSuffix("Schema")
    guard
      let name = isSchema
        ? call.positional.first?.text.map(spelling.name) : name(call.positional.first, schema)
    else { return reportUnknownName(call) }
    let names = Set(rest.map(\.name))
    var kind = ""
    for word in ["Table", "View", "Index", "Type", "Schema"] where call.name.hasSuffix(word) {
      kind = word.uppercased()
    }
    if names.contains("materialized") { kind = "MATERIALIZED " + kind }
    var sql = call.name.hasPrefix("create") ? "CREATE " + kind : "DROP " + kind
    if names.contains("ifExists") { sql += " IF EXISTS" }
    if names.contains("ifNotExists") { sql += " IF NOT EXISTS" }
    sql += " " + name
    if kind == "INDEX", spelling.family == .mysql || spelling.family == .sqlserver,
      let table = rest.first(where: { $0.name == "on" })
    {
      sql += self.name(table.positional.first, schema).map { " ON " + $0 } ?? ""
    }
    if names.contains("cascade") { sql += " CASCADE" }
    execute(sql, call)
  }

  private mutating func createTable(_ call: FoldedCall, _ rest: [FoldedCall], _ schema: String?) {
    guard let name = name(call.positional.first, schema) else { return reportUnknownName(call) }
    let names = Set(rest.map(\.name))
    var sql = names.contains("temporary") ? "CREATE TEMPORARY TABLE " : "CREATE TABLE "
    if names.contains("ifNotExists") { sql += "IF NOT EXISTS " }
    var elements: [String] = []
    var query: String?
    for link in rest {
      switch link.name {
      case "addColumn":
        guard let column = column(link) else { return reportUnknownName(link) }
        elements.append(column)
      case "as": query = self.sql(link.positional.first) ?? ""
      case "addIndex": break
      case let other where other.hasPrefix("add") && other.hasSuffix("Constraint"):
        guard let constraint = constraint(link, schema) else { return reportUnknownName(link) }
        elements.append(constraint)
      case "modifyFront", "modifyEnd", "ifNotExists", "temporary", "onCommit", "$if", "withSchema": break
      default: reportUnknownName(link)
      }
    }
    if let query {
      guard !query.isEmpty else { return reportUnknownName(call) }
      return execute(sql + name + " AS " + query, call)
    }
    execute(sql + name + " (" + elements.joined(separator: ", ") + ")", call)
  }

  /// `addUniqueConstraint(name, columns)` and the like, as an element of a table.
  private func constraint(_ link: FoldedCall, _ schema: String?) -> String? {
    let arguments = link.positional
    guard let name = arguments.first?.text else { return nil }
    let head = "CONSTRAINT " + spelling.name(name)
    let second = arguments.dropFirst().first
    switch link.name {
    case "addPrimaryKeyConstraint": return columns(second).map { head + " PRIMARY KEY (" + $0 + ")" }
    case "addUniqueConstraint": return columns(second).map { head + " UNIQUE (" + $0 + ")" }
    case "addCheckConstraint": return sql(second).map { head + " CHECK (" + $0 + ")" }
    case "addForeignKeyConstraint":
      guard let own = columns(second), let target = self.name(arguments.dropFirst(2).first, schema) else {
        return nil
      }
      let others = columns(arguments.dropFirst(3).first).map { " (" + $0 + ")" } ?? ""
      let actions = link.closures.first.map { modifiers($0) } ?? []
      return head + " FOREIGN KEY (" + own + ") REFERENCES " + target + others
        + actions.map(action).joined()
    default: return nil
    }
  }

  private func action(_ link: FoldedCall) -> String {
    guard let text = link.positional.first?.text else { return "" }
    return link.name == "onDelete"
      ? " ON DELETE " + text : link.name == "onUpdate" ? " ON UPDATE " + text : ""
  }

  /// Each call is an action of its own, in its order.
  private mutating func alterTable(_ call: FoldedCall, _ rest: [FoldedCall], _ schema: String?) {
    guard let name = name(call.positional.first, schema) else { return reportUnknownName(call) }
    let head = "ALTER TABLE " + name + " "
    var at = 0
    while at < rest.count {
      let link = rest[at]
      at += 1
      var tail = ""
      while at < rest.count,
        ["onDelete", "onUpdate", "deferrable", "initiallyDeferred"].contains(rest[at].name)
      {
        tail += action(rest[at])
        at += 1
      }
      if ["ifExists", "modifyEnd", "$if", "addIndex", "dropIndex"].contains(link.name) { continue }
      // `addIndex("x").column("a")` of MySQL: what belongs to an index changes no column.
      if ["column", "columns", "unique", "using", "where", "expression"].contains(link.name) { continue }
      guard let parts = alteration(link, schema) else {
        reportUnknownName(link)
        continue
      }
      for part in parts { execute(head + part + tail, link) }
    }
  }

  /// The actions of one call on a table that is altered; nil if it is not known.
  private func alteration(_ link: FoldedCall, _ schema: String?) -> [String]? {
    let arguments = link.positional
    let first = arguments.first?.text
    let second = arguments.dropFirst().first
    switch link.name {
    case "addColumn": return column(link).map { ["ADD COLUMN " + $0] }
    case "modifyColumn": return column(link).map { ["MODIFY COLUMN " + $0] }
    case "dropColumn": return first.map { ["DROP COLUMN " + spelling.name($0)] }
    case "renameColumn":
      guard let first, let new = second?.text else { return nil }
      return ["RENAME COLUMN " + spelling.name(first) + " TO " + spelling.name(new)]
    case "renameTo":
      return first.map { ["RENAME TO " + spelling.name(SQLSpelling.table($0).name)] }
    case "setSchema": return first.map { ["SET SCHEMA " + spelling.name($0)] }
    case "dropConstraint": return first.map { ["DROP CONSTRAINT " + spelling.name($0)] }
    case "renameConstraint":
      guard let first, let new = second?.text else { return nil }
      return ["RENAME CONSTRAINT " + spelling.name(first) + " TO " + spelling.name(new)]
    case "alterColumn":
      guard let first, let closure = link.closures.first else { return nil }
      let changes = modifiers(closure).map { change($0) }
      guard !changes.isEmpty, !changes.contains(nil) else { return nil }
      return changes.compactMap { $0 }.map { "ALTER COLUMN " + spelling.name(first) + " " + $0 }
    default: return constraint(link, schema).map { ["ADD " + $0] }
    }
  }

  private func change(_ link: FoldedCall) -> String? {
    let first = link.positional.first
    switch link.name {
    case "setDataType":
      return type(first).map { (spelling.family == .postgres ? "TYPE " : "SET DATA TYPE ") + $0 }
    case "setDefault": return first.map { "SET DEFAULT " + value($0) }
    case "dropDefault": return "DROP DEFAULT"
    case "setNotNull": return "SET NOT NULL"
    case "dropNotNull": return "DROP NOT NULL"
    default: return nil
    }
  }

  private mutating func createIndex(_ call: FoldedCall, _ rest: [FoldedCall], _ schema: String?) {
    guard let index = call.positional.first?.text,
      let table = rest.first(where: { $0.name == "on" }).flatMap({ name($0.positional.first, schema) })
    else { return reportUnknownName(call, .harmless) }
    var keys: [String] = []
    for link in rest {
      switch link.name {
      case "column", "columns":
        let values = link.positional.first.map { $0.elements ?? [$0] } ?? []
        keys += values.compactMap(\.text).map { text in
          let words = text.split(separator: " ", maxSplits: 1).map(String.init)
          return spelling.name(words.first ?? text) + (words.count > 1 ? " " + words[1] : "")
        }
      case "expression": if let text = sql(link.positional.first) { keys.append(text) }
      default: break
      }
    }
    let names = Set(rest.map(\.name))
    guard !keys.isEmpty else { return reportUnknownName(call, .harmless) }
    execute(
      "CREATE " + (names.contains("unique") ? "UNIQUE " : "") + "INDEX "
        + (names.contains("ifNotExists") ? "IF NOT EXISTS " : "") + spelling.name(index) + " ON " + table
        + " ("
        + keys.joined(separator: ", ") + ")", call)
  }

  private mutating func createView(_ call: FoldedCall, _ rest: [FoldedCall], _ schema: String?) {
    guard let text = call.positional.first?.text else { return reportUnknownName(call) }
    let names = Set(rest.map(\.name))
    let list = rest.first { $0.name == "columns" }.flatMap { columns($0.positional.first) }
    if let query = rest.first(where: { $0.name == "as" }).flatMap({ sql($0.positional.first) }) {
      return execute(
        "CREATE " + (names.contains("orReplace") ? "OR REPLACE " : "")
          + (names.contains("materialized") ? "MATERIALIZED " : "") + "VIEW "
          + spelling.name(SQLSpelling.table(text, schema: schema)) + (list.map { " (" + $0 + ")" } ?? "")
          + " AS "
          + query, call)
    }
    output.emit(
      .createView(
        SQLSpelling.table(text, schema: schema), columns: [], query: nil,
        isMaterialized: names.contains("materialized"), replaces: names.contains("orReplace"),
        onlyIfAbsent: names.contains("ifNotExists")), at: call.range)
  }

  /// `createType(name).asEnum([...])`, `alterType(name).addValue(x)`.
  private mutating func performType(_ call: FoldedCall, _ rest: [FoldedCall], _ schema: String?) {
    guard let name = name(call.positional.first, schema) else { return reportUnknownName(call) }
    for link in rest {
      let texts = link.positional.compactMap(\.text)
      switch link.name {
      case "asEnum":
        guard let elements = link.positional.first?.elements else { return reportUnknownName(call) }
        let labels = elements.compactMap(\.text)
        guard labels.count == elements.count else { return reportUnknownName(call) }
        execute(
          "CREATE TYPE " + name + " AS ENUM (" + labels.map { spelling.string($0) }.joined(separator: ", ")
            + ")",
          call)
      case "addValue":
        guard let label = texts.first else { return reportUnknownName(link) }
        execute("ALTER TYPE " + name + " ADD VALUE " + spelling.string(label), link)
      case "renameValue":
        guard texts.count == 2 else { return reportUnknownName(link) }
        execute(
          "ALTER TYPE " + name + " RENAME VALUE " + spelling.string(texts[0]) + " TO "
            + spelling.string(texts[1]),
          link)
      case "renameTo":
        guard let new = texts.first else { return reportUnknownName(link) }
        execute("ALTER TYPE " + name + " RENAME TO " + spelling.name(new), link)
      default: break
      }
    }
  }
}
