package import Domain

/// A new table.
package enum TableCreated: GateRule {
  package static let id = "table-created"
  package static let kinds: [ChangeKind] = [.tableCreated]

  package static func message(for change: Change) -> String { "table \(Names.head(change)) is new" }
}
