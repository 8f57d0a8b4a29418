import Domain
import SQLSyntax

extension ScriptReader {
  /// CREATE TABLE.
  mutating func createTable(_ syntax: CreateTable, _ range: ByteRange, _ frame: StatementFrame) {
    let name = frame.name(syntax.name)
    if syntax.orReplace { emit(.dropTable(name, onlyIfPresent: true, cascade: false), range, frame) }
    var table = TableDefinition(name: name, columns: [], onlyIfAbsent: syntax.ifNotExists)
    table.isTemporary =
      syntax.persistence == .temporary || syntax.name.schema == "pg_temp" || isOfSession(syntax.name)
    table.inherits = syntax.inherits.map { TableName($0) }
    table.copiedFrom = table.inherits.map {
      TableCopy(table: $0, includesConstraints: true, includesKeys: false)
    }
    if let type = syntax.ofType {
      table.copiedFrom.append(
        TableCopy(table: TableName(type), includesConstraints: false, includesKeys: false))
    }
    if let partition = syntax.partitionOf {
      table.partitionOf = TableName(partition.parent)
      table.copiedFrom.append(
        TableCopy(table: TableName(partition.parent), includesConstraints: true, includesKeys: true))
    }
    for element in syntax.elements {
      switch element {
      case .column(let column):
        let translated = ColumnTranslation(column, frame)
        // A partition or typed table says only what differs in a column that it has anyway.
        if column.type != nil || (syntax.partitionOf == nil && syntax.ofType == nil) {
          table.columns.append(translated.definition)
        }
        table.constraints += translated.constraints
      case .constraint(let constraint):
        if case .notNull(let column) = constraint.kind {
          if let at = table.columns.firstIndex(where: { $0.name == column.text }) {
            table.columns[at].isNullable = false
          }
        } else if let translated = Self.constraint(constraint, frame) {
          table.constraints.append(translated)
        }
      case .index: break
      case .like(let like):
        table.copiedFrom.append(
          TableCopy(
            table: TableName(like.table), includesConstraints: like.including.contains(.constraints),
            includesKeys: like.including.contains(.indexes), position: table.columns.count))
      }
    }
    emit(.createTable(table), range, frame)
    for element in syntax.elements {
      if case .index(let index) = element { addIndex(index, to: name, range, frame) }
    }
  }

  /// CREATE TABLE ... AS.
  mutating func createTable(_ syntax: CreateTableAs, _ range: ByteRange, _ frame: StatementFrame) {
    let name = frame.name(syntax.name)
    if syntax.orReplace { emit(.dropTable(name, onlyIfPresent: true, cascade: false), range, frame) }
    if syntax.persistence == .temporary { temporaryTables.append(name) }
    if let query = syntax.query { performDataModifyingParts(query.with, frame) }
    emit(
      .createTableFromQuery(
        name, columns: syntax.columnNames.map(\.text),
        query: syntax.query.map { frame.translator().shape(of: $0) },
        withData: syntax.withData, onlyIfAbsent: syntax.ifNotExists), range, frame,
      makesTemporaryTable: syntax.persistence == .temporary)
  }

  /// Whether a name is one that Transact-SQL gives tables of the session: `#a`.
  func isOfSession(_ name: QualifiedName) -> Bool {
    dialect.switches.contains(.transactSQL) && name.name.hasPrefix("#")
  }

  /// CREATE VIEW.
  mutating func createView(_ syntax: CreateView, _ range: ByteRange, _ frame: StatementFrame) {
    let name = frame.name(syntax.name)
    if syntax.persistence == .temporary { return }
    emit(
      .createView(
        name, columns: syntax.columnNames.map(\.text), query: frame.translator().shape(of: syntax.query),
        isMaterialized: syntax.isMaterialized, replaces: syntax.orReplace, onlyIfAbsent: syntax.ifNotExists),
      range, frame)
  }

  /// CREATE INDEX; without a name the database's rule makes one: table, columns, `idx`.
  mutating func createIndex(_ syntax: CreateIndex, _ range: ByteRange, _ frame: StatementFrame) {
    let translator = frame.translator()
    let columns = syntax.elements.map { Self.text($0, translator) }
    let made =
      ([syntax.table.name] + syntax.elements.map { $0.column?.text ?? "expr" } + ["idx"]).joined(
        separator: "_")
    let index = Index(name: syntax.name?.text ?? made, columns: columns, isUnique: syntax.isUnique)
    emit(
      .createIndex(
        frame.name(syntax.table), index, predicate: syntax.predicate.map { translator.expression($0) }),
      range, frame)
  }

  /// A column's name, or the text of an expression.
  static func text(_ element: IndexElement, _ translator: SyntaxTranslator) -> String {
    switch element.key {
    case .column(let name): name.text
    case .expression(let value): translator.text(value.range)
    }
  }

  /// A table constraint; nil for one that takes over an index or speaks of a column's nullability.
  static func constraint(_ syntax: TableConstraint, _ frame: StatementFrame) -> Domain.Constraint? {
    let translator = frame.translator()
    let kind: Domain.Constraint.Kind
    switch syntax.kind {
    case .primaryKey(let columns, _): kind = .primaryKey(columns.map(\.text))
    case .unique(let columns, _): kind = .unique(columns.map(\.text))
    case .check(let condition):
      kind = .check(translator.expression(condition), text: condition.range.text(of: frame.bytes))
    case .foreignKey(let columns, let target): kind = foreignKey(columns.map(\.text), target)
    case .exclude: kind = .other(syntax.range.text(of: frame.bytes))
    case .primaryKeyUsingIndex, .uniqueUsingIndex, .notNull: return nil
    }
    return Domain.Constraint(name: syntax.name?.text, kind: kind, location: frame.location(syntax.range))
  }

  /// FOREIGN KEY and REFERENCES.
  static func foreignKey(_ columns: [String], _ target: ForeignKeyTarget) -> Domain.Constraint.Kind {
    .foreignKey(
      columns, references: TableName(target.table), columns: target.columns.map(\.text),
      onDelete: target.onDelete.map(words))
  }

  /// The action as SQL writes it.
  private static func words(_ action: ForeignKeyTarget.Action) -> String {
    switch action {
    case .noAction: "no action"
    case .restrict: "restrict"
    case .cascade: "cascade"
    case .setNull: "set null"
    case .setDefault: "set default"
    }
  }
}

/// A column definition with the constraints that stand beside it lifted out.
struct ColumnTranslation {
  /// The column.
  var definition: NeutralColumnDefinition
  /// PRIMARY KEY, UNIQUE, CHECK and REFERENCES of the column.
  var constraints: [Domain.Constraint] = []

  /// Translates a column of a frame's text.
  init(_ syntax: borrowing SyntaxColumnDefinition, _ frame: borrowing StatementFrame) {
    definition = NeutralColumnDefinition(
      name: syntax.name.text, type: syntax.type.map { ColumnType($0) } ?? ColumnType("unknown"),
      collation: syntax.collation?.display, location: frame.location(syntax.range))
    if syntax.isAutoIncrement || syntax.type?.isSerial ?? false {
      definition.generation = .sequence
      definition.isNullable = false
    }
    if let type = syntax.type, !type.modifiers.isEmpty { addLabels(type, syntax, frame) }
    for constraint in syntax.constraints { apply(constraint, frame) }
  }

  /// MySQL's `enum('a', 'b')`: the labels become a check, so that they follow the column wherever it goes.
  private mutating func addLabels(
    _ type: TypeName, _ syntax: SyntaxColumnDefinition, _ frame: StatementFrame
  ) {
    guard type.canonical == "enum" || type.canonical == "set" else { return }
    let labels = type.modifiers.map { NeutralExpression.literal(.string(Self.unquoted($0))) }
    definition.type.modifiers = []
    constraints.append(
      Domain.Constraint(
        name: Domain.Constraint.labelPrefix + syntax.name.text,
        kind: .check(
          .call("in", [.column(NeutralColumn(syntax.name.text))] + labels),
          text: syntax.name.text + " in (" + type.modifiers.joined(separator: ", ") + ")"),
        location: frame.location(type.range)))
  }

  /// The text of `'it''s'`.
  private static func unquoted(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let quote = bytes.first, bytes.count > 1, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"")
    else {
      return text
    }
    var result: [UInt8] = []
    var index = 1
    while index < bytes.count - 1 {
      let isEscape = bytes[index] == UInt8(ascii: "\\") || bytes[index] == quote
      if isEscape, index + 1 < bytes.count - 1 { index += 1 }
      result.append(bytes[index])
      index += 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  private mutating func apply(_ constraint: ColumnConstraint, _ frame: StatementFrame) {
    let column = definition.name
    switch constraint.kind {
    case .notNull: definition.isNullable = false
    case .null: break
    case .default(let value):
      definition.defaultValue = frame.translator().expression(value)
      definition.defaultText = value.range.text(of: frame.bytes)
    case .generated(let value, _):
      definition.generation = .computed(
        frame.translator().expression(value), text: value.range.text(of: frame.bytes))
    case .identity(let always, _):
      definition.generation = .identity(always: always)
      definition.isNullable = false
    case .primaryKey: add(.primaryKey([column]), constraint, frame)
    case .unique: add(.unique([column]), constraint, frame)
    case .check(let condition, _):
      add(
        .check(frame.translator().expression(condition), text: condition.range.text(of: frame.bytes)),
        constraint, frame)
    case .references(let target): add(ScriptReader.foreignKey([column], target), constraint, frame)
    }
  }

  private mutating func add(
    _ kind: Domain.Constraint.Kind, _ syntax: ColumnConstraint, _ frame: StatementFrame
  ) {
    constraints.append(
      Domain.Constraint(name: syntax.name?.text, kind: kind, location: frame.location(syntax.range)))
  }
}
