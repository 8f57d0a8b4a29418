import Domain
import ScriptSyntax

extension TypeORMProgram {
  /// A call whose first argument is a table; false if it is not understood.
  mutating func performTable(_ call: FoldedCall) -> Bool {
    let arguments = call.positional
    guard let target = Self.table(arguments.first) else { return false }
    let second = arguments.dropFirst().first
    let keys = TypeORMKeys(table: target, place: output.location(call.range))
    switch call.name {
    case "dropTable":
      output.emit(
        .dropTable(target, onlyIfPresent: second?.boolean ?? false, cascade: false), at: call.range)
    case "renameTable":
      guard let new = second?.text else { return false }
      output.emit(.renameTable(target, to: TableName(new)), at: call.range)
    case "clearTable": output.emit(.truncate(target), at: call.range)
    case "createView":
      output.emit(
        .createView(
          target, columns: [], query: nil, isMaterialized: false, replaces: false, onlyIfAbsent: false),
        at: call.range)
    case "dropView": output.emit(.dropView(target, onlyIfPresent: false, cascade: false), at: call.range)
    case "addColumn", "addColumns": return addColumns(second?.elements ?? second.map { [$0] } ?? [], target)
    case "dropColumn", "dropColumns":
      let values = second?.elements ?? second.map { [$0] } ?? []
      let columns = values.compactMap { Self.name($0) }
      guard !columns.isEmpty, columns.count == values.count else { return false }
      for column in columns {
        output.emit(.dropColumn(target, column: column, onlyIfPresent: false, cascade: false), at: call.range)
      }
    case "renameColumn":
      guard let old = Self.name(second), let new = Self.name(arguments.dropFirst(2).first) else {
        return false
      }
      output.emit(.renameColumn(target, column: old, to: new), at: call.range)
    case "changeColumn": return change(second, arguments.dropFirst(2).first, target, call)
    case "changeColumns":
      return (second?.elements ?? []).allSatisfy {
        change($0.entry("oldColumn"), $0.entry("newColumn"), target, call)
      }
    case "createPrimaryKey":
      guard let columns = second?.elements?.compactMap(\.text) else { return false }
      output.emit(
        .addConstraint(target, Constraint(kind: .primaryKey(columns), location: keys.place), usingIndex: nil),
        at: call.range)
    case "dropPrimaryKey": output.emit(.dropPrimaryKey(target), at: call.range)
    default: return performKeys(call, target, keys)
    }
    return true
  }

  private mutating func performKeys(_ call: FoldedCall, _ target: TableName, _ keys: TypeORMKeys) -> Bool {
    let second = call.positional.dropFirst().first
    let values = second?.elements ?? second.map { [$0] } ?? []
    for value in values {
      let options = Self.options(value)
      switch call.name {
      case "createIndex", "createIndices":
        guard let index = keys.index(options) else { return false }
        output.emit(index, at: call.range)
      case "dropIndex", "dropIndices":
        // A name that the text does not say: an index more or less changes no column.
        if let name = Self.name(value) {
          output.emit(.dropIndex(TableName(schema: target.schema, name), table: target), at: call.range)
        }
      case "createForeignKey", "createForeignKeys":
        guard let constraint = keys.foreign(options) else { return false }
        output.emit(.addConstraint(target, constraint, usingIndex: nil), at: call.range)
      case "createUniqueConstraint", "createUniqueConstraints":
        guard let constraint = keys.unique(options) else { return false }
        output.emit(.addConstraint(target, constraint, usingIndex: nil), at: call.range)
      case "createCheckConstraint", "createCheckConstraints":
        guard let text = options?.entry("expression")?.text else { return false }
        let name = options?.entry("name")?.text.map { "CONSTRAINT " + spelling.name($0) + " " } ?? ""
        let sql = "ALTER TABLE " + spelling.name(target) + " ADD " + name + "CHECK (" + text + ")"
        output.run(ScriptText(sql, at: call.range.start), at: call.range)
      case "dropForeignKey", "dropForeignKeys", "dropUniqueConstraint", "dropUniqueConstraints",
        "dropCheckConstraint", "dropCheckConstraints", "dropExclusionConstraint":
        guard let name = Self.name(value) else {
          output.report(
            "dynamic-name", "the key that \"\(call.name)\" drops is found at run time", at: call.range,
            .harmless)
          continue
        }
        output.emit(.dropConstraint(target, name: name, onlyIfPresent: false, cascade: false), at: call.range)
      default: return false
      }
    }
    return !values.isEmpty
  }

  /// A name, or that of `new TableColumn({ name })`.
  private static func name(_ value: FoldedValue?) -> String? {
    value?.text ?? options(value)?.entry("name")?.text
  }

  private mutating func addColumns(_ values: [FoldedValue], _ target: TableName) -> Bool {
    for value in values {
      guard let column = TypeORMColumn(Self.options(value), table: target, spelling: spelling),
        let read = column.read(&output, value.range)
      else { return false }
      output.emit(
        .addColumn(
          target, read.definition, constraints: read.constraints, position: .last, onlyIfAbsent: false),
        at: value.range)
    }
    return !values.isEmpty
  }

  private mutating func change(
    _ old: FoldedValue?, _ new: FoldedValue?, _ target: TableName, _ call: FoldedCall
  ) -> Bool {
    guard let oldName = Self.name(old),
      let column = TypeORMColumn(Self.options(new), table: target, spelling: spelling),
      let read = column.read(&output, new?.range ?? call.range)
    else { return false }
    if column.name != oldName {
      output.emit(.renameColumn(target, column: oldName, to: column.name), at: call.range)
    }
    output.emit(
      .redefineColumn(target, column: column.name, read.definition, constraints: read.constraints),
      at: call.range)
    return true
  }
}

/// Keys and indexes as options describe them.
struct TypeORMKeys {
  let table: TableName
  let place: SourceLocation

  private func columns(_ options: FoldedValue?) -> [String]? {
    options?.entry("columnNames")?.elements?.compactMap(\.text)
  }

  func unique(_ options: FoldedValue?) -> Constraint? {
    columns(options).map {
      Constraint(name: options?.entry("name")?.text, kind: .unique($0), location: place)
    }
  }

  func foreign(_ options: FoldedValue?) -> Constraint? {
    guard let columns = columns(options), let other = options?.entry("referencedTableName")?.text else {
      return nil
    }
    let kind = Constraint.Kind.foreignKey(
      columns, references: SQLSpelling.table(other),
      columns: options?.entry("referencedColumnNames")?.elements?.compactMap(\.text) ?? [],
      onDelete: options?.entry("onDelete")?.text?.uppercased())
    return Constraint(name: options?.entry("name")?.text, kind: kind, location: place)
  }

  func index(_ options: FoldedValue?) -> OperationKind? {
    guard let columns = columns(options) else { return nil }
    let name = options?.entry("name")?.text ?? "IDX_" + table.name + "_" + columns.joined(separator: "_")
    let index = Index(name: name, columns: columns, isUnique: options?.entry("isUnique")?.boolean ?? false)
    let predicate = options?.entry("where")?.text.map { Expression.opaque(text: $0, columns: []) }
    return .createIndex(table, index, predicate: predicate)
  }
}

/// `{ name, type, length, isNullable, default, enum, ... }`.
struct TypeORMColumn {
  let options: FoldedValue
  let name: String
  let table: TableName
  let spelling: SQLSpelling

  init?(_ options: FoldedValue?, table: TableName, spelling: SQLSpelling) {
    guard let options, let name = options.entry("name")?.text else { return nil }
    self.options = options
    self.name = name
    self.table = table
    self.spelling = spelling
  }

  /// `isPrimary: true`
  var isKey: Bool { options.entry("isPrimary")?.boolean ?? false }

  /// The column; nil if its type is not known. A new enum type is emitted first.
  func read(_ output: inout ProgramOutput, _ range: ScriptRange) -> ColumnReading? {
    guard var type = options.entry("type")?.text ?? options.entry("type")?.lastName else { return nil }
    if let labels = options.entry("enum")?.elements?.compactMap(\.text), !labels.isEmpty {
      switch spelling.family {
      case .mysql: type = "enum(" + labels.map { spelling.string($0) }.joined(separator: ",") + ")"
      case .postgres:
        let enumName = TableName(
          schema: table.schema, options.entry("enumName")?.text ?? table.name + "_" + name + "_enum")
        output.emit(.createEnum(enumName, labels: labels, onlyIfAbsent: true), at: range)
        type = spelling.name(enumName)
      case .sqlite, .sqlserver, .other: type = "varchar"
      }
    } else if let length = options.entry("length"), let digits = length.text ?? length.number, !digits.isEmpty
    {
      type += "(" + digits + ")"
    } else if let precision = options.entry("precision")?.number {
      type += "(" + precision + (options.entry("scale")?.number.map { "," + $0 } ?? "") + ")"
    }
    if options.entry("isArray")?.boolean == true { type += "[]" }
    var clause = type
    if options.entry("isGenerated")?.boolean == true { clause = generated(type) }
    if options.entry("isNullable")?.boolean != true, !clause.contains(text: "serial") {
      clause += " NOT NULL"
    }
    if let value = options.entry("default"), !value.isNull,
      let text = value.text ?? value.literal.map(spelling.literal)
    {
      clause += " DEFAULT " + text
    }
    if options.entry("isUnique")?.boolean == true { clause += " UNIQUE" }
    return output.column(spelling.name(name) + " " + clause, of: table, at: range)
  }

  private func generated(_ type: String) -> String {
    let strategy = options.entry("generationStrategy")?.text ?? "increment"
    switch (spelling.family, strategy) {
    case (.postgres, "uuid"), (.other, "uuid"): return type + " DEFAULT uuid_generate_v4()"
    case (.postgres, "increment"), (.other, "increment"):
      return type.hasPrefix("big") || type == "int8" ? "bigserial" : "serial"
    case (.mysql, "increment"): return type + " AUTO_INCREMENT"
    default: return type
    }
  }
}
