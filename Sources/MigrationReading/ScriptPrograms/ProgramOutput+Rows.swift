import Domain
import ScriptSyntax

/// Changes of rows that a program goes through: `for (const u of users) update(...).where("id", u.id)`.
extension ProgramOutput {
  /// Runs a change of rows that calls of a builder describe; false if it is not known.
  ///
  /// `used` are these calls; `text` makes the statement from their values, with more conditions, empty for none.
  mutating func runRows(
    _ values: ProgramValues, _ used: [FoldedCall], at range: ScriptRange,
    _ text: (ProgramValues, String) -> String?
  ) -> Bool {
    if let own = ownRows(values, used.flatMap { $0.arguments.map(\.value) }),
      let sql = text(values, own.filter),
      Self.isOfSameRow(sql)
    {
      run(ScriptText(sql, at: range.start), at: range, own.standing)
      return true
    }
    guard let sql = text(ProgramValues(spelling: values.spelling), "") else { return false }
    run(ScriptText(sql, at: range.start), at: range)
    return true
  }

  /// Runs SQL that changes the row that a loop is at; false if it is none.
  mutating func runOwnRows(_ value: FoldedValue, _ bindings: FoldedValue?, at range: ScriptRange) -> Bool {
    let values = ProgramValues(spelling: spelling, table: ProgramSQL.changedTable(value))
    let reader = ProgramSQL(values)
    // Conditions on the row would have to be put into the text.
    guard let own = ownRows(values, [value] + (bindings.map { [$0] } ?? [])), own.filter.isEmpty else {
      return false
    }
    switch reader.reading(of: value) {
    case .known(let text), .rows(let text):
      let text = reader.filled(text, bindings)
      guard Self.isOfSameRow(text.string) else { return false }
      let reading = aside(text)
      guard !reading.diagnostics.contains(where: { $0.id == "sql-syntax" }) else { return false }
      run(reading, own.standing)
      return true
    case .query, .unknownRows, .unknownIndex, .unknown: return false
    }
  }

  /// Whether a statement that rows were put into as columns changes the rows themselves: `WHERE "id" = "id"`.
  private static func isOfSameRow(_ sql: String) -> Bool {
    let words = RowSource.words(of: sql)
    guard let start = words.firstIndex(where: { $0.lowercased() == "where" }) else { return false }
    return words.indices.dropFirst(start + 2).dropLast().contains { place in
      words[place] == "=" && words[place - 1] == words[place + 1]
    }
  }

  /// The standing of a change that goes through rows of the table itself, and conditions on the row as SQL; nil for
  /// other changes.
  private func ownRows(_ values: ProgramValues, _ used: [FoldedValue]) -> (
    standing: ProgramStanding, filter: String
  )? {
    guard let executed, let rows = used.lazy.compactMap({ values.rows(of: $0.content) }).first,
      let chosen = BuilderConditions(values: values).text(rows.conditions)
    else { return nil }
    var filter = chosen.isEmpty ? [] : [chosen]
    var rest = executed.call
    // Every row that the query chooses has its turn.
    if rows.isWhole { rest.isRepeated = false }
    rest.conditions = rest.conditions.filter { condition in
      guard let sql = values.condition(condition.value, holds: condition.holds) else { return true }
      filter.append(sql)
      return false
    }
    return (ProgramStanding(rest).inside(executed.outer), filter.joined(separator: " AND "))
  }
}
