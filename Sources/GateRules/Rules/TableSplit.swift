package import Domain

/// A table whose rows or columns now live in several.
package enum TableSplit: GateRule {
  package static let id = "table-split"
  package static let kinds: [ChangeKind] = [.tableSplit]

  package static func message(for change: Change) -> String {
    "table \(Names.base(change)) \(Names.verb(change)) split into \(Names.tables(change.to?.tables ?? []))"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    let tables = Names.tables(context.change.to?.tables ?? [])
    return ["how are \(tables) put together again: one below the other, or side by side, and by which key?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    guard let old = context.change.table, let view = SplitView(context).statement else { return [] }
    return [
      Fix(
        side: .backend, title: "keep \"\(Names.shown(old))\" readable: a view over the new tables", text: view
      ),
      Fix(
        side: .registry,
        title: "load \(Names.tables(context.change.to?.tables ?? [])) as sources, and put them together"
          + Places.queries(context)),
    ]
  }
}

/// A view that puts the tables of a split together again.
struct SplitView {
  private let context: RuleContext

  /// The view of a context's split.
  init(_ context: RuleContext) {
    self.context = context
  }

  /// The statement; nil when the tables are not known, or share no key.
  var statement: String? {
    guard let base = context.baseTable, !base.isPartial else { return nil }
    let heads = context.headTables
    let columns = base.columns.map(\.name)
    guard heads.count > 1, !columns.isEmpty else { return nil }
    let start = "create view \(SQLText.table(base.name)) as\n"
    let kept = heads.map { head in columns.filter { head.column(named: $0) != nil } }
    if let first = kept.first, first.count * 2 > columns.count, kept.allSatisfy({ $0 == first }) {
      return start + stacked(base, heads, kept: Set(first))
    }
    return joined(base, heads).map { start + $0 }
  }

  /// By rows: one table below the other.
  private func stacked(_ base: Table, _ heads: [Table], kept: Set<String>) -> String {
    let outputs = base.columns.map { kept.contains($0.name) ? SQLText.name($0.name) : missing($0) }
    let list = outputs.joined(separator: ", ")
    return heads.map { "select \(list) from \(SQLText.table($0.name))" }.joined(separator: "\nunion all\n")
      + ";"
  }

  private func missing(_ column: Column) -> String {
    let value = SQLText.type(column.type.display).map { "cast(null as \($0))" } ?? "null"
    return SQLText.output(value, as: column.name)
  }

  /// By columns: one table beside the other.

  private func joined(_ base: Table, _ heads: [Table]) -> String? {
    guard let first = heads.first, !base.primaryKey.isEmpty else { return nil }
    let key = SQLText.names(base.primaryKey)
    guard heads.allSatisfy({ head in base.primaryKey.allSatisfy { head.column(named: $0) != nil } }) else {
      return nil
    }
    let outputs = base.columns.map { column -> String in
      if base.primaryKey.contains(column.name) { return SQLText.name(column.name) }
      let home = heads.first { $0.column(named: column.name) != nil }
      guard let home else { return missing(column) }
      return SQLText.table(home.name) + "." + SQLText.name(column.name)
    }
    let joins = heads.dropFirst().map { "\nleft join \(SQLText.table($0.name)) using (\(key))" }.joined()
    return "select\n\(CompatibilityView.indented(outputs))\nfrom \(SQLText.table(first.name))\(joins);"
  }
}
