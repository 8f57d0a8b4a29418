import Domain

/// The dump that `mix ecto.dump` writes: `structure.sql` beside the folder of the migrations.
struct EctoWitness {
  /// What was read, and what of it was not understood.
  struct Reading: Sendable {
    var witness: SchemaWitness
    var diagnostics: [Diagnostic]
  }

  let root: TreePath
  let dialect: String

  /// The dump, if there is one.
  func read(_ reader: HistoryReader) -> Reading? {
    guard let entry = reader.source.tree.entry(at: root.parent.appending("structure.sql")) else { return nil }
    let found: Reading = reader.remembered(entry, as: "ecto witness " + dialect) {
      let reading = reader.reading(of: entry, dialect: dialect)
      return made(entry, reading.operations, reading.diagnostics)
    }
    return found
  }

  /// Keeps what defines: a dump also holds the tool's own table and its rows.
  private func made(_ entry: FileEntry, _ operations: [Operation], _ diagnostics: [Diagnostic]) -> Reading {
    let kept = operations.filter { operation in
      switch operation.kind {
      case .updateRows, .insertFromQuery, .insertRows, .deleteRows, .truncate: false
      case .createTable(let definition): definition.name.name != "schema_migrations"
      case .addConstraint(let table, _, _), .createIndex(let table, _, _), .setDefault(let table, _, _, _):
        table.name != "schema_migrations"
      case .dropTable(_, let onlyIfPresent, _): !onlyIfPresent
      default: true
      }
    }
    // A witness that is not understood takes nothing away: the migrations count.
    let harmless = diagnostics.map { diagnostic in
      var copy = diagnostic
      copy.reach = .harmless
      return copy
    }
    return Reading(witness: SchemaWitness(files: [entry], operations: kept), diagnostics: harmless)
  }
}
