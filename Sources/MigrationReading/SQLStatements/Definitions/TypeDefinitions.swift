import Domain
import SQLSyntax

extension ScriptReader {
  /// CREATE TYPE.
  mutating func createType(_ syntax: CreateType, _ range: ByteRange, _ frame: StatementFrame) {
    let name = frame.name(syntax.name)
    if syntax.orReplace { emit(.dropType(name, onlyIfPresent: true, cascade: false), range, frame) }
    switch syntax.definition {
    case .enumeration(let labels):
      emit(.createEnum(name, labels: labels.map(\.text), onlyIfAbsent: syntax.ifNotExists), range, frame)
    case .alias(let type):
      emit(.createDomain(name, base: ColumnType(type), checks: [], isNullable: true), range, frame)
    case .composite, .range, .base, .shell, .enumerationOf: emit(.createOtherType(name), range, frame)
    }
  }

  /// ALTER TYPE.
  mutating func alterType(_ syntax: AlterType, _ range: ByteRange, _ frame: StatementFrame) {
    let name = frame.name(syntax.name)
    for action in syntax.actions {
      switch action {
      case .addValue(let label, let ifNotExists, let place):
        let position: LabelPosition =
          switch place {
          case .end: .last
          case .before(let other): .before(other.text)
          case .after(let other): .after(other.text)
          }
        emit(
          .addEnumLabel(name, label: label.text, position: position, onlyIfAbsent: ifNotExists), label.range,
          frame)
      case .renameValue(let label, let new):
        emit(.renameEnumLabel(name, label: label.text, to: new.text), label.range, frame)
      case .rename(let new):
        emit(.renameType(name, to: TableName(schema: name.schema, new.text)), range, frame)
      case .setSchema(let schema): emit(.setTableSchema(name, schema: schema.text), range, frame)
      case .owner, .setOptions: break
      case .renameAttribute, .addAttribute, .dropAttribute, .alterAttribute:
        report(
          "composite-type", "fields of the composite type \"\(name.display)\" change", range, frame,
          .mayChangeRows)
      }
    }
  }

  /// CREATE DOMAIN.
  mutating func createDomain(_ syntax: CreateDomain, _ range: ByteRange, _ frame: StatementFrame) {
    let translator = frame.translator()
    var isNullable = true
    var checks: [Domain.Constraint] = []
    for constraint in syntax.constraints {
      switch constraint.kind {
      case .notNull: isNullable = false
      case .check(let condition, _):
        checks.append(
          Domain.Constraint(
            name: constraint.name?.text,
            kind: .check(translator.expression(condition), text: condition.range.text(of: frame.bytes)),
            location: frame.location(constraint.range)))
      case .null, .default, .primaryKey, .unique, .references, .generated, .identity: break
      }
    }
    emit(
      .createDomain(
        frame.name(syntax.name), base: ColumnType(syntax.type), checks: checks, isNullable: isNullable),
      range, frame)
  }

  /// ALTER DOMAIN.
  mutating func alterDomain(_ syntax: AlterDomain, _ range: ByteRange, _ frame: StatementFrame) {
    let name = frame.name(syntax.name)
    switch syntax.action {
    case .addConstraint(let constraint):
      if let translated = Self.constraint(constraint, frame) {
        emit(.addDomainConstraint(name, translated), range, frame)
      }
    case .dropConstraint(let constraint, _, _):
      emit(.dropDomainConstraint(name, name: constraint.text), range, frame)
    case .setNotNull: emit(.setDomainNullability(name, isNullable: false), range, frame)
    case .dropNotNull: emit(.setDomainNullability(name, isNullable: true), range, frame)
    case .rename(let new): emit(.renameType(name, to: TableName(schema: name.schema, new.text)), range, frame)
    case .setSchema(let schema): emit(.setTableSchema(name, schema: schema.text), range, frame)
    case .setDefault, .dropDefault, .validateConstraint, .renameConstraint, .owner: break
    }
  }
}
