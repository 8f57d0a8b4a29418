import Domain
import SQLSyntax

extension ScriptReader {
  /// ALTER TABLE, and the same for views, indexes and sequences.
  mutating func alterTable(_ syntax: AlterTable, _ frame: StatementFrame) {
    let table = frame.name(syntax.name)
    var frame = frame
    frame.toleratesAbsence = syntax.ifExists
    switch syntax.kind {
    case .sequence: return
    case .index:
      for action in syntax.actions {
        if case .renameTable(let name) = action.kind {
          emit(.renameIndex(table, to: name.text), action.range, frame)
        }
      }
      return
    default: break
    }
    for action in syntax.actions { alterTable(table, action, frame) }
  }

  private mutating func alterTable(_ table: TableName, _ action: AlterTableAction, _ frame: StatementFrame) {
    let range = action.range
    switch action.kind {
    case .addColumn(let column, let ifNotExists):
      let translated = ColumnTranslation(column, frame)
      emit(
        .addColumn(
          table, translated.definition, constraints: translated.constraints, position: Self.position(column),
          onlyIfAbsent: ifNotExists), range, frame)
    case .dropColumn(let column, let ifExists, let behavior):
      emit(
        .dropColumn(table, column: column.text, onlyIfPresent: ifExists, cascade: behavior == .cascade),
        range, frame)
    case .alterColumn(let column, let change): alterColumn(table, column.text, change, range, frame)
    case .addConstraint(let constraint): addConstraint(table, constraint, range, frame)
    case .dropConstraint(let name, let ifExists, let behavior):
      emit(
        .dropConstraint(table, name: name.text, onlyIfPresent: ifExists, cascade: behavior == .cascade),
        range, frame)
    case .renameTable(let name):
      emit(.renameTable(table, to: TableName(schema: table.schema, name.text)), range, frame)
    case .renameColumn(let column, let name):
      emit(.renameColumn(table, column: column.text, to: name.text), range, frame)
    case .renameConstraint(let constraint, let name):
      emit(.renameConstraint(table, name: constraint.text, to: name.text), range, frame)
    case .setSchema(let schema): emit(.setTableSchema(table, schema: schema.text), range, frame)
    case .attachPartition(let part, _):
      emit(.setPartition(TableName(part), parent: table, attached: true), range, frame)
    case .detachPartition(let part):
      emit(.setPartition(TableName(part), parent: table, attached: false), range, frame)
    case .inherit(let parent):
      emit(.setPartition(table, parent: TableName(parent), attached: true), range, frame)
    case .noInherit(let parent):
      emit(.setPartition(table, parent: TableName(parent), attached: false), range, frame)
    case .redefineColumn(let old, let column):
      let translated = ColumnTranslation(column, frame)
      emit(
        .redefineColumn(
          table, column: old.text, translated.definition, constraints: translated.constraints), range, frame)
    case .addIndex(let index): addIndex(index, to: table, range, frame)
    case .dropIndex(let name, _): emit(.dropIndex(TableName(name.text), table: table), range, frame)
    case .dropPrimaryKey: emit(.dropPrimaryKey(table), range, frame)
    case .renameIndex(let old, let new):
      emit(.renameIndex(TableName(old.text), to: new.text), range, frame)
    case .alterConstraint, .validateConstraint, .ofType, .notOfType, .setting: break
    }
  }

  /// Where a new column stands.
  private static func position(_ column: SyntaxColumnDefinition) -> ColumnPosition {
    switch column.place {
    case nil: .last
    case .first?: .first
    case .after(let other)?: .after(other.text)
    }
  }

  /// An index that stands among the parts of a table.
  mutating func addIndex(
    _ syntax: CreateIndex, to table: TableName, _ range: ByteRange, _ frame: StatementFrame
  ) {
    let columns = syntax.elements.map { Self.text($0, frame.translator()) }
    // Without a name the index is called like its first column.
    let name = syntax.name?.text ?? columns.first ?? ""
    emit(
      .createIndex(table, Index(name: name, columns: columns, isUnique: syntax.isUnique), predicate: nil),
      range,
      frame)
  }

  private mutating func addConstraint(
    _ table: TableName, _ syntax: TableConstraint, _ range: ByteRange, _ frame: StatementFrame
  ) {
    let location = frame.location(syntax.range)
    switch syntax.kind {
    case .notNull(let column):
      emit(.setNullability(table, column: column.text, isNullable: false), range, frame)
    case .primaryKeyUsingIndex(let index):
      let key = Domain.Constraint(
        name: syntax.name?.text ?? index.text, kind: .primaryKey([]), location: location)
      emit(.addConstraint(table, key, usingIndex: index.text), range, frame)
    case .uniqueUsingIndex(let index):
      let key = Domain.Constraint(
        name: syntax.name?.text ?? index.text, kind: .unique([]), location: location)
      emit(.addConstraint(table, key, usingIndex: index.text), range, frame)
    case .primaryKey, .unique, .check, .foreignKey, .exclude:
      if let constraint = Self.constraint(syntax, frame) {
        emit(.addConstraint(table, constraint, usingIndex: nil), range, frame)
      }
    }
  }

  private mutating func alterColumn(
    _ table: TableName, _ column: String, _ change: ColumnChange, _ range: ByteRange, _ frame: StatementFrame
  ) {
    let translator = frame.translator()
    switch change {
    case .setType(let type, let collation, let using):
      emit(
        .alterColumnType(
          table, column: column, type: ColumnType(type), using: using.map { translator.expression($0) },
          collation: collation?.display), range, frame)
    case .setDefault(let value):
      emit(
        .setDefault(
          table, column: column, translator.expression(value), text: value.range.text(of: frame.bytes)),
        range, frame)
    case .dropDefault: emit(.setDefault(table, column: column, nil, text: nil), range, frame)
    case .setNotNull: emit(.setNullability(table, column: column, isNullable: false), range, frame)
    case .dropNotNull: emit(.setNullability(table, column: column, isNullable: true), range, frame)
    case .setExpression(let value):
      emit(
        .setGeneration(
          table, column: column,
          .computed(translator.expression(value), text: value.range.text(of: frame.bytes))), range, frame)
    case .dropExpression, .dropIdentity: emit(.setGeneration(table, column: column, nil), range, frame)
    case .addIdentity(let always, _):
      emit(.setGeneration(table, column: column, .identity(always: always)), range, frame)
    case .alterIdentity(let always, _):
      if let always { emit(.setGeneration(table, column: column, .identity(always: always)), range, frame) }
    case .setting: break
    }
  }
}
