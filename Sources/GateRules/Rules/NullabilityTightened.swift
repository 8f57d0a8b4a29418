package import Domain

/// A column that can no longer be NULL.
package enum NullabilityTightened: GateRule {
  package static let id = "nullability-tightened"
  package static let kinds: [ChangeKind] = [.nullabilityTightened]

  package static func message(for change: Change) -> String {
    "column \(Names.base(change)) can no longer be NULL"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["what do rows without \(Names.base(context.change)) get?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    guard let table = context.headName, let column = context.change.to?.columns.first else { return [] }
    let (name, quoted) = (SQLText.table(table), SQLText.name(column))
    let check = SQLText.name("\(table.name)_\(column)_not_null")
    let text = [
      "alter table \(name) add constraint \(check) check (\(quoted) is not null) not valid;",
      "alter table \(name) validate constraint \(check);",
      "alter table \(name) alter column \(quoted) set not null;",
      "alter table \(name) drop constraint \(check);",
    ]
    return [
      Fix(
        side: .backend, title: "fill the gaps first, then forbid them without locking the table",
        text: text.joined(separator: "\n"))
    ]
  }
}
