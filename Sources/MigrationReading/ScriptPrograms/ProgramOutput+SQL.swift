import Domain
import ScriptSyntax

extension ProgramOutput {
  /// Runs SQL of a program with its bindings; what of it is not known is a blind spot.
  mutating func run(_ value: FoldedValue?, bindings: FoldedValue?, at range: ScriptRange) {
    guard let value else { return }
    if let statements = value.elements {
      for statement in statements { run(statement, bindings: nil, at: range) }
      return
    }
    let bindings = bindings ?? value.entry("values")
    if runOwnRows(value, bindings, at: range) { return }
    let reader = ProgramSQL(spelling)
    switch reader.reading(of: value) {
    case .known(let text): run(reader.filled(text, bindings), at: range)
    case .rows(let text):
      let reading = aside(reader.filled(text, bindings))
      let isRead = !reading.diagnostics.contains { $0.id == "sql-syntax" }
      if isRead { run(reading) } else { runHoled(reader.holed(value), bindings, at: range) }
    case .query: break
    case .unknownIndex:
      report("dynamic-sql", "this index is put together at run time", at: range, .harmless)
    case .unknownRows, .unknown: runHoled(reader.holed(value), bindings, at: range)
    }
  }

  /// SQL with a mark where a part is not known: where those are values, it is read without them.
  private mutating func runHoled(_ text: ScriptText?, _ bindings: FoldedValue?, at range: ScriptRange) {
    guard let text else {
      return report("dynamic-sql", "this SQL is put together at run time", at: range, .mayChangeSchema)
    }
    switch sql.readHoled(
      placed(ProgramSQL(spelling).filled(text, bindings)), in: file, content: entry.contentID)
    {
    case .rows(let reading): keep(reading)
    case .query: break
    case .newTables:
      report("dynamic-name", "the name of a new table is put together at run time", at: range, .harmless)
    case .someRows(let table):
      report(
        "dynamic-sql", "these rows are chosen at run time", at: range, .mayChangeRows,
        tables: table.map { [$0] } ?? [])
    case .unknown(let tables):
      report(
        "dynamic-sql", "this SQL is put together at run time", at: range, .mayChangeSchema, tables: tables)
    }
  }
}
