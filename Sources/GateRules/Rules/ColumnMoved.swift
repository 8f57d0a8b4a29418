package import Domain

/// A column whose values now live in another table.
package enum ColumnMoved: GateRule {
  package static let id = "column-moved"
  package static let kinds: [ChangeKind] = [.columnMoved]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) \(Names.verb(change)) moved to \(Names.head(change))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let change = context.change
    return Questions.pairing(change) + [
      "has each row of \(Names.joined(change.table, [])) exactly one row in \(Names.joined(change.to?.table, []))?"
    ]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    guard let column = change.columns.first, let to = change.to?.table, let new = change.to?.columns.first
    else { return [] }
    var fixes = [
      Fix(
        side: .backend,
        title:
          "keep the column where it was until its readers have moved, and drop it in a later pull request")
    ]
    if let view = CompatibilityView.fix(for: context) { fixes.append(view) }
    let table = SQLText.table(to)
    let output = SQLText.output(
      "\(table).\(SQLText.name(new))", as: context.sourceColumn(column))
    let join = MovedColumn(change, context).condition.map { "\n-- left join \(table) on \($0)" } ?? ""
    fixes.append(
      Fix(
        side: .registry, title: "load \"\(Names.shown(to))\" and join it" + Places.queries(context),
        text: output + (isOneLine(join.dropFirst()) ? join : "")))
    return fixes
  }

  private static func isOneLine(_ text: Substring) -> Bool {
    !text.unicodeScalars.contains { $0.value < 0x20 }
  }
}
