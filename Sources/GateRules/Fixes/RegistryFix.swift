import Domain

/// Ways out on the data team's side.
enum RegistryFix {
  /// Select expressions that give the old columns back, to put into the first query that reads the source.
  static func select(_ title: String, _ context: RuleContext, columns: [String]) -> Fix? {
    let recovery = ColumnRecovery(context, side: .registry)
    let outputs = columns.compactMap(recovery.output)
    guard !outputs.isEmpty else { return nil }
    return Fix(
      side: .registry, title: title + Places.queries(context), text: outputs.joined(separator: ",\n"))
  }

  /// `accepted_values` with the values that come, where a test lists values of the changed column.
  static func acceptedValues(_ context: RuleContext, adding: [String], removing: [String]) -> Fix? {
    let reached = Set(context.impacts.filter { $0.effect == .testFails }.map(\.asset))
    let uses = reached.sorted().flatMap { context.assets[$0]?.uses ?? [] }
      .filter { $0.role == .acceptedValues && !$0.values.isEmpty }
    let old = uses.first?.values ?? []
    let gone = Set(removing)
    let kept = old.filter { !gone.contains($0) }
    let values = kept + adding.filter { !kept.contains($0) }
    guard !values.isEmpty, !uses.isEmpty else { return nil }
    return Fix(
      side: .registry, title: "accept the values that come" + Places.tests(context),
      text: "- accepted_values:\n    arguments:\n      values: " + YAMLText.list(values))
  }

  /// How a source is read in a model: `{{ source('acme', 'raw_customers') }}`, else its relation.
  static func reference(_ asset: Asset?, else table: TableName) -> String {
    if let source = asset?.sourceName, let name = asset?.tableName, isPlain(source), isPlain(name) {
      return "{{ source('\(source)', '\(name)') }}"
    }
    return asset?.relation.map { SQLText.name($0.identifier) } ?? SQLText.table(table)
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && SQLText.name(text.lowercased()) == text.lowercased()
  }
}
