import Domain
import ScriptSyntax

/// A table whose columns are members of an object: `table => new { Id = table.Column<int>() }`.
struct CSharpTable {
  var definition: TableDefinition
  /// Columns by the members that stand for them.
  var members: [String: String] = [:]
}

/// Follows a method of C# that makes tables by a builder of columns.
protocol CSharpTables: DatabaseProgram, CSharpProgram {
  /// A column by the member that it is given to; nil for other values.
  mutating func column(_ value: FoldedValue, _ member: String, _ table: TableName) -> ColumnReading?
}

extension CSharpTables {
  /// Stands for the builder of columns; no program can write it.
  static var tableHandle: String { "(table)" }

  /// Runs a function with the builder of columns.
  mutating func build(_ value: FoldedValue?) -> ScriptTrace? {
    guard case .closure(let body)? = value?.content else { return nil }
    let handle = Self.handle(at: body.function.range, Self.tableHandle)
    let trace = run.calls(in: body, arguments: [FoldedArgument(handle)])
    output.report(trace.troubles)
    return trace
  }

  /// The table that a function from the builder to an object gives; nil if its columns are not known, which
  /// is told.
  mutating func table(_ name: TableName, columns: FoldedValue?, _ call: FoldedCall) -> CSharpTable? {
    guard let entries = build(columns)?.result?.entries else {
      output.report(
        "dynamic-name", "the columns of \"\(name.display)\" are put together at run time", at: call.range,
        .mayChangeSchema, tables: [name])
      return nil
    }
    var table = CSharpTable(definition: TableDefinition(name: name, columns: []))
    for entry in entries {
      guard let member = entry.key.text, let column = column(entry.value, member, name) else {
        reportColumn(entry.value, name)
        continue
      }
      table.members[member] = column.definition.name
      table.definition.columns.append(column.definition)
      table.definition.constraints += column.constraints
    }
    return table
  }

  mutating func reportColumn(_ value: FoldedValue, _ table: TableName) {
    note(value)
    output.report(
      "dynamic-type", "a column of \"\(table.display)\" is put together at run time", at: value.range,
      .mayChangeSchema, tables: [table])
  }
}
