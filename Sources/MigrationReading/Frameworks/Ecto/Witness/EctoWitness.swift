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
      // A witness that is not understood takes nothing away: the migrations count.
      return Reading(
        witness: SchemaDumpFile.witness([entry], reading.operations),
        diagnostics: reading.diagnostics.map(\.madeHarmless))
    }
    return found
  }
}
