import Domain

/// The dump that `mix ecto.dump` writes: `structure.sql` beside the folder of the migrations.
struct EctoWitness {
  let root: TreePath
  let dialect: String

  /// The dump, if there is one.
  func read(_ reader: HistoryReader) -> WitnessReading? {
    guard let entry = reader.source.tree.entry(at: root.parent.appending("structure.sql")) else { return nil }
    let found: WitnessReading = reader.remembered(entry, as: "ecto witness " + dialect) {
      let reading = reader.reading(of: entry, dialect: dialect)
      return WitnessReading(entry, reading.operations, reading.diagnostics)
    }
    return found
  }
}
