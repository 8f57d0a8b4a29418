import Domain
import ScriptSyntax

/// A column as its definition in SQL is read.
struct ColumnReading {
  var definition: ColumnDefinition
  /// Keys, uniqueness and checks that the definition states.
  var constraints: [Constraint]
}

extension ProgramOutput {
  /// Reads a column's definition, `"a" int not null`, without adding it; nil if it is not understood.
  mutating func column(_ sql: String, of table: TableName, at range: ScriptRange) -> ColumnReading? {
    for kind in parts(of: spelling.adding(sql, to: table), at: range) {
      if case .addColumn(_, let definition, let constraints, _, _) = kind {
        return ColumnReading(definition: definition, constraints: constraints)
      }
    }
    return nil
  }

  /// States a column anew by its definition in SQL.
  mutating func redefine(_ column: String, of table: TableName, by sql: String, at range: ScriptRange) {
    guard let new = self.column(sql, of: table, at: range) else { return }
    emit(
      .redefineColumn(table, column: column, new.definition, constraints: new.constraints), at: range)
  }
}
