package import Domain

/// A column that is dropped and made again under its name: the name stays, the old values do not.
package enum ColumnRecreated: GateRule {
  package static let id = "column-recreated"
  package static let kinds: [ChangeKind] = [.columnRecreated]

  package static func message(for change: Change) -> String {
    let types = change.type.map { " (\"\($0.from)\" becomes \"\($0.to)\")" } ?? ""
    return "column \(Names.base(change)) is dropped and made again under the same name\(types)"
      + ", and its old values are not carried over"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["does \(Names.base(context.change)) hold the same thing as before, and from when on?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let change = context.change
    guard let column = change.columns.first, let table = context.headName else { return [] }
    let (name, quoted) = (SQLText.table(table), SQLText.name(column))
    if let type = change.type.flatMap({ SQLText.type($0.to) }) {
      return [
        Fix(
          side: .backend, title: "change the column in place, so that its values stay",
          text: "alter table \(name) alter column \(quoted) type \(type) using \(quoted)::\(type);")
      ]
    }
    return [
      Fix(
        side: .backend, title: "keep the old values beside the new ones, in place of the drop",
        text: "alter table \(name) rename column \(quoted) to \(SQLText.name(column + "_old"));")
    ]
  }
}
