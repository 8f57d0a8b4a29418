package import Domain

/// A value of an enumeration that is spelled otherwise, in old rows as well.
package enum EnumValueRenamed: GateRule {
  package static let id = "enum-value-renamed"
  package static let kinds: [ChangeKind] = [.enumValueRenamed]

  package static func message(for change: Change) -> String {
    "values of column \(Names.base(change)) are renamed (\(Names.pairs(change.values)))"
  }

  package static func judgement(for context: RuleContext) -> [String] { Questions.values(context.change) }

  package static func fixes(for context: RuleContext) -> [Fix] {
    let added = [labels(context)].compactMap { $0 }
    return added + ValueMapFixes.all(for: context)
  }

  /// New labels beside the old ones leave old rows as they are.
  private static func labels(_ context: RuleContext) -> Fix? {
    guard let column = context.change.columns.first,
      let type = context.baseTable?.column(named: column)?.type, type.arrayDimensions == 0
    else { return nil }
    let name = SQLText.table(TableName(schema: type.schema, type.name))
    let labels = context.change.values.compactMap(\.to).sorted()
    guard !labels.isEmpty else { return nil }
    return Fix(
      side: .backend, title: "add the new labels beside the old ones, in place of the rename",
      text: labels.map { "alter type \(name) add value \(SQLText.literal($0));" }.joined(separator: "\n"))
  }
}
