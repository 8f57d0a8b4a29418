import Domain
import SQLSyntax

extension ScriptReader {
  /// A statement that defines, changes or drops something, or runs code.
  mutating func performDefinition(
    _ definition: DefinitionStatement, at range: ByteRange, _ frame: StatementFrame
  ) {
    switch definition {
    case .createTable(let syntax): createTable(syntax, range, frame)
    case .createTableAs(let syntax): createTable(syntax, range, frame)
    case .alterTable(let syntax): alterTable(syntax, frame)
    case .createIndex(let syntax): createIndex(syntax, range, frame)
    case .createType(let syntax): createType(syntax, range, frame)
    case .alterType(let syntax): alterType(syntax, range, frame)
    case .createDomain(let syntax): createDomain(syntax, range, frame)
    case .alterDomain(let syntax): alterDomain(syntax, range, frame)
    case .createSchema(let syntax): createSchema(syntax, range, frame)
    case .createView(let syntax): createView(syntax, range, frame)
    case .createRoutine(let syntax): define(syntax, frame)
    case .renameTables(let pairs):
      for pair in pairs {
        emit(.renameTable(TableName(pair.from), to: TableName(pair.to)), pair.from.range, frame)
      }
    case .rename(let syntax): rename(syntax, range, frame)
    case .setSchema(let syntax):
      if syntax.kind == .type || syntax.kind == .domain {
        emit(.setTableSchema(TableName(syntax.object.name), schema: syntax.newSchema.text), range, frame)
      }
    case .drop(let syntax): drop(syntax, range, frame)
    case .objectDefinition(let syntax): performObject(syntax, range, frame)
    case .doBlock(let block): perform(block, frame)
    case .call(let call): self.call(call, isStatement: true, frame)
    case .other(let other): performOther(definition: other, frame)
    case .createSequence, .alterSequence, .refreshView, .createMacro, .createTrigger, .createRule, .policy,
      .comment, .attachDatabase:
      break
    }
  }

  private mutating func createSchema(_ syntax: CreateSchema, _ range: ByteRange, _ frame: StatementFrame) {
    guard let name = (syntax.name ?? syntax.authorization)?.text else { return }
    emit(.createSchema(name), range, frame)
    var inner = frame
    inner.schema = name
    for element in syntax.elements { perform(element, at: element.range ?? range, in: inner) }
  }

  private mutating func rename(_ syntax: RenameObject, _ range: ByteRange, _ frame: StatementFrame) {
    let name = syntax.object.name
    switch syntax.kind {
    case .schema: emit(.renameSchema(name.name, to: syntax.newName.text), range, frame)
    case .type, .domain:
      let old = TableName(name)
      emit(.renameType(old, to: TableName(schema: old.schema, syntax.newName.text)), range, frame)
    case .function, .procedure, .routine:
      if let routine = knownRoutine(name.name) {
        let change = RoutineTable.Change.define(syntax.newName.text, routine)
        routines.apply(change)
        reading.routineChanges.append(change)
        ownRoutines.insert(syntax.newName.text)
      }
      dropRoutine(name.name)
    default: break
    }
  }

  private mutating func drop(_ syntax: DropObjects, _ range: ByteRange, _ frame: StatementFrame) {
    let cascade = syntax.behavior == .cascade
    for object in syntax.objects {
      let name = TableName(object.name)
      let place = object.name.range.count > 0 ? object.name.range : range
      switch syntax.kind {
      case .table, .foreignTable:
        emit(.dropTable(name, onlyIfPresent: syntax.ifExists, cascade: cascade), place, frame)
      case .view, .materializedView:
        emit(.dropView(name, onlyIfPresent: syntax.ifExists, cascade: cascade), place, frame)
      case .index: emit(.dropIndex(name, table: object.owner.map { TableName($0) }), place, frame)
      case .type, .domain:
        emit(.dropType(name, onlyIfPresent: syntax.ifExists, cascade: cascade), place, frame)
      case .schema: emit(.dropSchema(name.name, cascade: cascade), place, frame)
      case .function, .procedure, .routine: dropRoutine(name.name)
      case .extension where cascade:
        report(
          "drop-extension",
          "columns whose types belong to the extension \"\(name.name)\" are dropped with it", place,
          frame, .mayChangeSchema)
      case .owned:
        report("drop-owned", "everything that a role owns is dropped", place, frame, .mayChangeSchema)
      default: break
      }
    }
  }

  private mutating func performObject(
    _ syntax: ObjectDefinition, _ range: ByteRange, _ frame: StatementFrame
  ) {
    if syntax.verb == .importForeignSchema {
      report(
        "foreign-schema", "the tables that a foreign schema brings are not known", range, frame,
        .mayChangeSchema)
    }
  }

  /// A definition known by its first words only.
  private mutating func performOther(definition other: OtherStatement, _ frame: StatementFrame) {
    switch other.keyword {
    case "execute":
      report(
        "dynamic-sql", "what the prepared statement does is not known", other.range, frame, .mayChangeSchema)
    default: break
    }
  }
}
