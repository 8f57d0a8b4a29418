import Domain
import ScriptSyntax

extension AlembicReplay {
  /// `op.add_column("a", sa.Column(...), schema=, if_not_exists=)`
  mutating func addColumn(_ call: FoldedCall) {
    guard let name = table(call.argument(0, "table_name"), schema: call.keyword("schema")) else {
      return reportDynamic("add_column", call)
    }
    guard let value = call.argument(1, "column"), let column = readColumn(value, of: name) else {
      return reportDynamic("add_column", call, tables: [name])
    }
    declare(column.enums, value.range)
    var position = ColumnPosition.last
    if let after = call.keyword("insert_after")?.text { position = isPostgres ? .last : .after(after) }
    let constraints = column.constraints.filter {
      // A key that is added with its column is one of its own.
      if case .unique = $0.kind { return true }
      return true
    }
    emit(
      .addColumn(
        name, column.definition, constraints: constraints, position: position,
        onlyIfAbsent: call.flag("if_not_exists")), call.range)
    for index in column.indexes {
      emit(.createIndex(name, index.index, predicate: index.predicate), call.range)
    }
  }

  /// `op.drop_column("a", "b", schema=, if_exists=)`
  mutating func dropColumn(_ call: FoldedCall) {
    guard let name = table(call.argument(0, "table_name"), schema: call.keyword("schema")) else {
      return reportDynamic("drop_column", call)
    }
    guard let column = self.name(call.argument(1, "column_name")) else {
      return reportDynamic("drop_column", call, tables: [name])
    }
    emit(
      .dropColumn(name, column: column, onlyIfPresent: call.flag("if_exists"), cascade: false), call.range)
  }

  /// `op.alter_column("a", "b", ...)`: type, nullability and default first, the name last, as the tool does.
  mutating func alterColumn(_ call: FoldedCall) {
    guard let name = table(call.argument(0, "table_name"), schema: call.keyword("schema")) else {
      return reportDynamic("alter_column", call)
    }
    guard let column = self.name(call.argument(1, "column_name")) else {
      return reportDynamic("alter_column", call, tables: [name])
    }
    if let value = given(call, "type_") { alterType(name, column, value, call) }
    if let value = given(call, "nullable") {
      if let isNullable = value.truth {
        emit(.setNullability(name, column: column, isNullable: isNullable), call.range)
      } else {
        reportDynamic("alter_column", call, tables: [name])
      }
    }
    if let value = call.keyword("server_default"), value.truth != false {
      alterDefault(name, column, value, call)
    }
    guard let value = given(call, "new_column_name") ?? given(call, "name") else { return }
    guard let new = self.name(value) else { return reportDynamic("alter_column", call, tables: [name]) }
    if new != column { emit(.renameColumn(name, column: column, to: new), call.range) }
  }

  private func given(_ call: FoldedCall, _ name: String) -> FoldedValue? {
    call.keyword(name).flatMap { $0.isNone ? nil : $0 }
  }

  private mutating func alterType(
    _ table: TableName, _ column: String, _ value: FoldedValue, _ call: FoldedCall
  ) {
    let type = readType(value)
    let using = given(call, "postgresql_using").flatMap { $0.located }.map { fragment(using: $0) }
    emit(
      .alterColumnType(table, column: column, type: type.type, using: using, collation: type.collation),
      call.range)
    // MySQL states the column anew: what is not said is gone.
    if sql.dialectName == "mysql", given(call, "nullable") == nil {
      let isNullable = call.keyword("existing_nullable")?.truth ?? true
      emit(.setNullability(table, column: column, isNullable: isNullable), call.range)
    }
  }

  private mutating func alterDefault(
    _ table: TableName, _ column: String, _ value: FoldedValue, _ call: FoldedCall
  ) {
    if value.isNone {
      let had = call.keyword("existing_server_default")?.call?.name
      if had == "Identity" || had == "Computed" {
        return emit(.setGeneration(table, column: column, nil), call.range)
      }
      return emit(.setDefault(table, column: column, nil, text: nil), call.range)
    }
    if let generation = generation(value) {
      return emit(.setGeneration(table, column: column, generation), call.range)
    }
    let (expression, text) = fragment(default: value)
    emit(.setDefault(table, column: column, expression, text: text), call.range)
  }
}
