package import Domain

/// A schema that is dropped with everything in it, rebuilt or not.
package enum SchemaDropped: GateRule {
  package static let id = "schema-dropped"
  package static let kinds: [ChangeKind] = [.schemaDropped]

  package static func message(for change: Change) -> String {
    let name = change.table.map { $0.schema ?? $0.name } ?? ""
    return change.to == nil
      ? "schema \"\(name)\" is dropped with everything in it"
      : "schema \"\(name)\" is dropped and built again, and its rows are gone unless something loads them"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    context.change.to == nil ? [] : ["what loads the tables again, and until when are they empty?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    [
      Fix(
        side: .backend,
        title: "keep the old schema until nothing reads it, and drop it in a later pull request")
    ]
  }
}
