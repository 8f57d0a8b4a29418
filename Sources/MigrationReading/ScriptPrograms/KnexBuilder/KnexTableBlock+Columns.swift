import Domain
import ScriptSyntax

extension KnexTableBlock {
  /// A column by its SQL; nil if that is not understood.
  func parsed(_ name: String, _ clause: String, _ call: FoldedCall, _ output: inout ProgramOutput)
    -> KnexColumn?
  {
    output.column(spelling.name(name) + " " + clause, of: table, at: call.range).map {
      KnexColumn(
        definition: $0.definition, constraints: $0.constraints, range: call.range, origin: call.range)
    }
  }

  /// `string("a").notNullable().defaultTo("b")`; nil if its name or type is not known.
  func column(_ links: [FoldedCall], _ output: inout ProgramOutput) -> KnexColumn? {
    guard let first = links.first, let last = links.last else { return nil }
    let isKey = first.name.lowercased().hasSuffix("increments")
    guard let name = first.positional.first?.text ?? (isKey && first.positional.first == nil ? "id" : nil)
    else {
      return nil
    }
    let isEnum = first.name == "enum" || first.name == "enu"
    guard let type = isEnum ? enumType(first, name, &output) : KnexTypes(family: spelling.family).type(first)
    else {
      return nil
    }
    var clause = type
    if spelling.family == .mysql, links.contains(where: { $0.name == "unsigned" }),
      !clause.hasSuffix("unsigned"), !isKey
    {
      clause += " unsigned"
    }
    clause += modifiers(links)
    guard var column = parsed(name, clause, last, &output) else { return nil }
    column.range = first.range
    column.origin = first.range
    addKeys(to: &column, links, output.location(last.range), isKey: isKey && !Self.isNoKey(first))
    for link in links.dropFirst() {
      switch link.name {
      case "after": if let other = link.positional.first?.text { column.position = .after(other) }
      case "first": column.position = .first
      case "alter":
        column.isAltered = true
        let options = link.positional.first
        if options?.entry("alterNullable")?.boolean == false { column.alters.remove(.nullability) }
        if options?.entry("alterType")?.boolean == false { column.alters.remove(.type) }
      default: break
      }
    }
    return column
  }

  /// `increments("id", { primaryKey: false })`.
  private static func isNoKey(_ call: FoldedCall) -> Bool {
    call.positional.dropFirst().first?.entry("primaryKey")?.boolean == false
  }

  /// NOT NULL and DEFAULT, the last of each.
  private func modifiers(_ links: [FoldedCall]) -> String {
    var isNullable: Bool?
    var value = ""
    var collation = ""
    for link in links.dropFirst() {
      switch link.name {
      case "notNullable", "notNull": isNullable = false
      case "nullable", "null": isNullable = link.positional.first?.boolean ?? true
      case "defaultTo", "default":
        guard let given = link.positional.first else { break }
        value = given.isNull ? " default null" : " default " + defaultText(given)
      case "collate":
        if let text = link.positional.first?.text { collation = " collate " + spelling.name(text) }
      default: break
      }
    }
    if spelling.family == .mysql { collation = "" }
    return collation + (isNullable == false ? " not null" : "") + value
  }

  private func defaultText(_ value: FoldedValue) -> String {
    if value.entries != nil || value.elements != nil { return "'{}'" }
    return ProgramValues(spelling: spelling).sql(value)
  }

  /// The type of `enu(name, values, { useNative, enumName, existingType, schemaName })`.
  private func enumType(_ call: FoldedCall, _ column: String, _ output: inout ProgramOutput) -> String? {
    let options = call.positional.count > 2 ? call.positional[2] : nil
    let values = call.positional.count > 1 ? call.positional[1].elements?.compactMap(\.text) : nil
    let isComplete = call.positional.count > 1 && values?.count == call.positional[1].elements?.count
    let labels = (values ?? []).map { spelling.string($0) }.joined(separator: ", ")
    if spelling.family == .mysql { return isComplete ? "enum(" + labels + ")" : nil }
    if spelling.family == .postgres, options?.entry("useNative")?.boolean == true,
      let name = options?.entry("enumName")?.text
    {
      let schema = options?.entry("schemaName")?.text
      let type = TableName(schema: schema, name)
      if options?.entry("existingType")?.boolean != true, let values, isComplete {
        output.emit(.createEnum(type, labels: values, onlyIfAbsent: false), at: call.range)
      }
      return spelling.name(type)
    }
    guard isComplete else { return values == nil && call.positional.count > 1 ? "text" : nil }
    return "text check (" + spelling.name(column) + " in (" + labels + "))"
  }

  /// Keys and references that are chained to a column.
  private func addKeys(
    to column: inout KnexColumn, _ links: [FoldedCall], _ location: SourceLocation, isKey: Bool
  ) {
    let name = column.definition.name
    let keys = KnexKeys(table: table, location: location)
    var isPrimary = isKey
    for link in links.dropFirst() {
      switch link.name {
      case "primary":
        isPrimary = true
      case "unique":
        column.constraints.append(
          keys.unique([name], link.positional.first?.entry("indexName")?.text ?? link.positional.first?.text))
      case "index":
        column.steps.append(Step(kind: keys.index([name], link.positional.first?.text), range: link.range))
      case "references", "foreign":
        if let constraint = keys.foreign([name], links) { column.constraints.append(constraint) }
      default: break
      }
    }
    if isPrimary {
      let explicit = links.first { $0.name == "primary" }?.positional.first
      column.constraints.append(
        keys.primary([name], explicit?.text ?? explicit?.entry("constraintName")?.text))
      column.definition.isNullable = false
    }
  }
}

/// Keys as Knex names them where the program does not: `table_column_unique`.
struct KnexKeys {
  let table: TableName
  let location: SourceLocation

  static func name(_ table: TableName, _ columns: [String], _ kind: String) -> String {
    let text = ([table.schema, table.name].compactMap { $0 } + columns + [kind]).joined(separator: "_")
    return text.lowercased().split(whereSeparator: { $0 == "." || $0 == "-" }).joined(separator: "_")
  }

  func primary(_ columns: [String], _ name: String?) -> Constraint {
    Constraint(name: name ?? table.name + "_pkey", kind: .primaryKey(columns), location: location)
  }

  func unique(_ columns: [String], _ name: String?) -> Constraint {
    Constraint(name: name ?? Self.name(table, columns, "unique"), kind: .unique(columns), location: location)
  }

  func index(_ columns: [String], _ name: String?) -> OperationKind {
    let index = Index(name: name ?? Self.name(table, columns, "index"), columns: columns, isUnique: false)
    return .createIndex(table, index, predicate: nil)
  }

  /// `.references("id").inTable("b").onDelete("CASCADE")`, `.references("b.id")`.
  func foreign(_ columns: [String], _ links: [FoldedCall]) -> Constraint? {
    var target: TableName?
    var referenced: [String] = []
    var onDelete: String?
    var name: String?
    for link in links {
      switch link.name {
      case "references":
        referenced = KnexTableBlock.names(link.positional.first) ?? []
        if referenced.count == 1, let dot = referenced[0].lastIndex(of: ".") {
          target = SQLSpelling.table(String(referenced[0][..<dot]))
          referenced = [String(referenced[0][referenced[0].index(after: dot)...])]
        }
      case "inTable", "on": target = link.positional.first?.text.map { SQLSpelling.table($0) } ?? target
      case "onDelete": onDelete = link.positional.first?.text?.uppercased()
      case "withKeyName": name = link.positional.first?.text
      case "foreign": name = KnexTableBlock.keyName(link) ?? name
      default: break
      }
    }
    guard let target else { return nil }
    let kind = Constraint.Kind.foreignKey(
      columns, references: target, columns: referenced, onDelete: onDelete)
    return Constraint(name: name ?? Self.name(table, columns, "foreign"), kind: kind, location: location)
  }
}
