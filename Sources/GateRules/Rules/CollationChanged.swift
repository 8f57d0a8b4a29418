package import Domain

/// A column whose values sort, compare or place in time in another way.
package enum CollationChanged: GateRule {
  package static let id = "collation-changed"
  package static let kinds: [ChangeKind] = [.collationChanged]

  package static func message(for change: Change) -> String {
    guard let type = change.type else { return "column \(Names.base(change)) sorts and compares otherwise" }
    return "column \(Names.base(change)) handles time zones otherwise"
      + " (\"\(type.from)\" becomes \"\(type.to)\")"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    guard context.change.type != nil else {
      return ["does anything sort by \(Names.base(context.change)), or compare it without regard to case?"]
    }
    return ["in which time zone were the old values of \(Names.base(context.change)) written?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    guard context.change.type != nil, let column = context.change.columns.first else { return [] }
    let name = SQLText.name(context.sourceColumn(column))
    return [
      Fix(
        side: .registry, title: "read the time in a zone that is named" + Places.queries(context),
        text: "\(name) at time zone 'UTC' as \(name)")
    ]
  }
}
