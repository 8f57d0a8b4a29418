package import Domain

/// A table that is dropped and created again under its name: the name stays, the rows do not.
package enum TableRecreated: GateRule {
  package static let id = "table-recreated"
  package static let kinds: [ChangeKind] = [.tableRecreated]

  package static func message(for change: Change) -> String {
    "table \(Names.base(change)) is dropped and created again under the same name, and not all rows are carried over"
  }

  package static func judgement(for context: RuleContext) -> [String] {
    ["what fills \(Names.base(context.change)) again, and until when is it empty?"]
  }

  package static func fixes(for context: RuleContext) -> [Fix] {
    guard let old = context.baseTable, let new = context.headTables.first else { return [] }
    let kept = old.columns.map(\.name).filter { new.column(named: $0) != nil }
    let aside = TableName(schema: old.name.schema, old.name.name + "_old")
    guard !kept.isEmpty else { return [] }
    let list = SQLText.names(kept)
    let text =
      "alter table \(SQLText.table(old.name)) rename to \(SQLText.name(aside.name));\n"
      + "-- create the new table here, then\n"
      + "insert into \(SQLText.table(new.name)) (\(list)) select \(list) from \(SQLText.table(aside));\n"
      + "drop table \(SQLText.table(aside));"
    return [Fix(side: .backend, title: "set the old table aside and copy its rows", text: text)]
  }
}
